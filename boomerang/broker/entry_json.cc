#include "boomerang/broker/entry_json.h"

#include "boomerang/base/json_text.h"
#include "boomerang/base/rfc3339.h"

namespace boomerang::broker {

std::string place_json(std::string_view topic, const Entry& entry) {
  std::string out = "\"topic\":";
  append_json_string(out, topic);
  out += ",\"partition\":" + std::to_string(entry.partition) +
         ",\"offset\":" + std::to_string(entry.offset) + ",\"time\":\"" + to_rfc3339(entry.time) +
         "\",\"key\":";
  append_json_bytes(out, entry.record->key);
  return out;
}

}  // namespace boomerang::broker
