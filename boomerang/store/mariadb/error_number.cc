#include "boomerang/store/mariadb/error_number.h"

namespace boomerang::store::mariadb {

Meaning meaning_of(unsigned number) {
  switch (number) {
    case 1062:  // duplicate entry for key
    case 1169:  // unique constraint
    case 1586:  // duplicate entry, with the key's name
    case 1859:  // duplicate entry, key unknown
      return {FaultKind::invalid, Trouble::duplicate};

    case 1020:  // record has changed since last read, in a snapshot
    case 1206:  // the lock table is full
    case 1213:  // deadlock
      return {FaultKind::busy, Trouble::undone};

    case 1053:  // server shutdown in progress
    case 1152:  // aborted connection
    case 1158:  // errors, time-outs and wrong order of packets, 1153 apart
    case 1159:
    case 1160:
    case 1161:
    case 1184:  // aborted connection, by its user
    case 1927:  // connection was killed
    case 2001:  // from here on the client library: cannot make a socket
    case 2002:  // cannot connect by socket
    case 2003:  // cannot connect to host
    case 2005:  // unknown host: names can be away like servers
    case 2006:  // server has gone away
    case 2012:  // error in server handshake
    case 2013:  // lost connection during query, or no answer in time
    case 2014:  // commands out of sync
    case 2026:  // TLS failed
    case 2027:  // malformed packet
    case 2055:  // lost connection, with the system's error
    case 4031:  // ended for doing nothing
      return {FaultKind::busy, Trouble::lost};

    case 1021:  // disk full
    case 1036:  // table is read only
    case 1037:  // out of memory
    case 1038:  // out of memory to sort
    case 1040:  // too many connections
    case 1041:  // out of resources
    case 1047:  // a cluster's node is not ready
    case 1114:  // table full
    case 1129:  // host blocked after too many errors
    case 1135:  // cannot make a thread
    case 1203:  // too many connections of this user
    case 1205:  // lock wait timeout
    case 1223:  // a global read lock is in the way
    case 1226:  // the user's resources are used up
    case 1290:  // the server is read only
    case 1317:  // query was interrupted
    case 1412:  // a table has changed since the transaction began
    case 1461:  // too many prepared statements
    case 1637:  // too many transactions at once
    case 1792:  // read-only transaction
    case 1836:  // running in read-only mode
    case 1969:  // max_statement_time exceeded
    case 2008:  // client out of memory
      return {FaultKind::busy, Trouble::other};

    case 1615:  // the statement needs to be prepared again
    case 2056:  // its result has other columns than before
    case 2057:  // the same, seen by what is bound
      return {FaultKind::busy, Trouble::stale};

    case 1033:  // wrong information in a file
    case 1034:  // wrong key file
    case 1194:  // table is marked as crashed
    case 1195:  // and its repair failed
    case 1712:  // index is corrupt
    case 1877:  // table is corrupt
    case 1932:  // table does not exist in the engine
      return {FaultKind::corrupt, Trouble::other};

    default:
      return {FaultKind::invalid, Trouble::other};
  }
}

}  // namespace boomerang::store::mariadb
