#include "boomerang/store/postgres/sqlstate.h"

#include <array>

namespace boomerang::store::postgres {
namespace {

struct Entry {
  std::string_view state;  // A whole one, or a class: its first two characters.
  Meaning meaning;
};

// The first that fits counts.
constexpr std::array<Entry, 25> entries = {{
    {"", {FaultKind::busy, Trouble::lost}},
    {"23505", {FaultKind::invalid, Trouble::duplicate}},
    {"0A000", {FaultKind::invalid, Trouble::stale}},  // "cached plan must not change result type"
    {"26000", {FaultKind::invalid, Trouble::stale}},  // no such prepared statement
    {"08P01", {FaultKind::busy, Trouble::lost}},      // protocol violation
    {"08", {FaultKind::busy, Trouble::lost}},         // connection exceptions
    {"25006", {FaultKind::busy, Trouble::other}},     // read-only: a standby, or told so
    {"25P03", {FaultKind::busy, Trouble::lost}},      // idle in transaction for too long
    {"25P04", {FaultKind::busy, Trouble::lost}},      // transaction took too long
    {"40002", {FaultKind::invalid, Trouble::other}},  // a constraint, at the end
    {"40", {FaultKind::busy, Trouble::other}},        // serialization failure, deadlock
    {"53", {FaultKind::busy, Trouble::other}},        // disk full, out of memory, connections
    {"55006", {FaultKind::busy, Trouble::other}},     // object in use
    {"55P03", {FaultKind::busy, Trouble::other}},     // lock not available in time
    {"57014", {FaultKind::busy, Trouble::other}},     // statement_timeout, or cancelled
    {"57P01", {FaultKind::busy, Trouble::lost}},      // the server shuts down
    {"57P02", {FaultKind::busy, Trouble::lost}},      // it crashed
    {"57P03", {FaultKind::busy, Trouble::lost}},      // it cannot take connections now
    {"57P05", {FaultKind::busy, Trouble::lost}},      // idle for too long
    {"58030", {FaultKind::busy, Trouble::other}},     // I/O error
    {"58P01", {FaultKind::corrupt, Trouble::other}},  // a file of the database is missing
    {"72000", {FaultKind::busy, Trouble::other}},     // snapshot too old
    {"XX001", {FaultKind::corrupt, Trouble::other}},  // data corrupted
    {"XX002", {FaultKind::corrupt, Trouble::other}},  // index corrupted
    {"F0", {FaultKind::busy, Trouble::other}},        // its configuration is being changed
}};

}  // namespace

Meaning meaning_of(std::string_view state) {
  for (const Entry& entry : entries) {
    const bool fits =
        entry.state.size() == 2 ? state.starts_with(entry.state) : state == entry.state;
    if (fits) return entry.meaning;
  }
  return {FaultKind::invalid, Trouble::other};
}

}  // namespace boomerang::store::postgres
