#include "boomerang/store/mariadb/error_number.h"

#include <algorithm>
#include <array>

namespace boomerang::store::mariadb {
namespace {

struct Entry {
  unsigned number;
  Meaning meaning;
};

constexpr Meaning duplicate = {FaultKind::invalid, Trouble::duplicate};
constexpr Meaning undone = {FaultKind::busy, Trouble::undone};
constexpr Meaning lost = {FaultKind::busy, Trouble::lost};
constexpr Meaning busy = {FaultKind::busy, Trouble::other};
constexpr Meaning stale = {FaultKind::busy, Trouble::stale};
constexpr Meaning unfit = {FaultKind::invalid, Trouble::unfit};
constexpr Meaning corrupt = {FaultKind::corrupt, Trouble::other};

constexpr std::array<Entry, 61> entries = {{
    {1062, duplicate},  // duplicate entry for key
    {1169, duplicate},  // unique constraint
    {1586, duplicate},  // duplicate entry, with the key's name
    {1859, duplicate},  // duplicate entry, key unknown
    {1020, undone},     // record has changed since last read, in a snapshot
    {1206, undone},     // the lock table is full
    {1213, undone},     // deadlock
    {1053, lost},       // server shutdown in progress
    {1152, lost},       // aborted connection
    {1158, lost},       // reading from the connection
    {1159, lost},       // the same, in time
    {1160, lost},       // writing to it
    {1161, lost},       // the same, in time
    {1184, lost},       // aborted connection, by its user
    {1927, lost},       // connection was killed
    {2001, lost},       // from here on the client library: cannot make a socket
    {2002, lost},       // cannot connect by socket
    {2003, lost},       // cannot connect to host
    {2005, lost},       // unknown host: names can be away like servers
    {2006, lost},       // server has gone away
    {2012, lost},       // error in server handshake
    {2013, lost},       // lost connection during query, or no answer in time
    {2014, lost},       // commands out of sync
    {2026, lost},       // TLS failed
    {2027, lost},       // malformed packet
    {2055, lost},       // lost connection, with the system's error
    {4031, lost},       // ended for doing nothing
    {1021, busy},       // disk full
    {1036, busy},       // table is read only
    {1037, busy},       // out of memory
    {1038, busy},       // out of memory to sort
    {1040, busy},       // too many connections
    {1041, busy},       // out of resources
    {1047, busy},       // a cluster's node is not ready
    {1114, busy},       // table full
    {1129, busy},       // host blocked after too many errors
    {1135, busy},       // cannot make a thread
    {1203, busy},       // too many connections of this user
    {1205, busy},       // lock wait timeout
    {1223, busy},       // a global read lock is in the way
    {1226, busy},       // the user's resources are used up
    {1290, busy},       // the server is read only
    {1317, busy},       // query was interrupted
    {1412, busy},       // a table has changed since the transaction began
    {1461, busy},       // too many prepared statements
    {1637, busy},       // too many transactions at once
    {1792, busy},       // read-only transaction
    {1836, busy},       // running in read-only mode
    {1969, busy},       // max_statement_time exceeded
    {2008, busy},       // client out of memory
    {1615, stale},      // the statement needs to be prepared again
    {2056, stale},      // its result has other columns than before
    {2057, stale},      // the same, seen by what is bound
    {1295, unfit},      // not supported in the prepared statement protocol
    {1033, corrupt},    // wrong information in a file
    {1034, corrupt},    // wrong key file
    {1194, corrupt},    // table is marked as crashed
    {1195, corrupt},    // and its repair failed
    {1712, corrupt},    // index is corrupt
    {1877, corrupt},    // table is corrupt
    {1932, corrupt},    // table does not exist in the engine
}};

}  // namespace

Meaning meaning_of(unsigned number) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.number == number; });
  return found == entries.end() ? Meaning{FaultKind::invalid, Trouble::other} : found->meaning;
}

}  // namespace boomerang::store::mariadb
