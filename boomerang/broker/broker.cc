#include "boomerang/broker/broker.h"

#include <algorithm>

#include "boomerang/base/json_text.h"

namespace boomerang::broker {

bool is_topic_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= 200 && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(), allowed);
}

Result<void> check_record(const Record& record, std::size_t bytes_max) {
  if (bytes_of(record) > bytes_max) return Fault{FaultKind::invalid, "the record is too large"};
  for (const auto header : record.headers) {
    if (!is_utf8(header.name)) return Fault{FaultKind::invalid, "a header's name is not UTF-8"};
  }
  return {};
}

}  // namespace boomerang::broker
