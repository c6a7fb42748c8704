#include "boomerang/worker/inbox.h"

#include <algorithm>
#include <utility>

#include "boomerang/event/header_text.h"

namespace boomerang::worker {

store::InboxRow inbox_row(const Event& event, const Record& outcome, WallTime handled) {
  return {to_bytes(event.id), event.payload_hash, to_header_text(outcome.headers), outcome.value,
          handled};
}

Result<Record> stored_outcome(store::InboxRow row, const std::string& key) {
  auto headers = parse_header_text(row.outcome_headers);
  if (!headers) {
    return Fault{FaultKind::corrupt,
                 "inbox row of " + to_string(request_id(row)) + ": " + headers.fault().what};
  }
  return Record{key, *std::move(headers), std::move(row.outcome_body)};
}

RequestId request_id(const store::InboxRow& row) {
  const auto eight_bytes = [&](std::size_t from) {
    std::uint64_t number = 0;
    for (std::size_t i = from; i < from + 8; ++i) number = (number << 8) | row.request_id[i];
    return number;
  };
  return {eight_bytes(0), eight_bytes(8)};
}

void put_equal_names_together(HttpFields& fields) {
  if (fields.size() < 3) return;  // They are.
  for (auto group = fields.begin(); group != fields.end();) {
    const std::string name = group->first;
    group = std::stable_partition(group, fields.end(),
                                  [&](const auto& field) { return field.first == name; });
  }
}

}  // namespace boomerang::worker
