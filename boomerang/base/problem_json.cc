#include "boomerang/base/problem_json.h"

#include "boomerang/base/json_text.h"

namespace boomerang {

std::string problem_json(int status, std::string_view title, std::string_view detail,
                         const Headers& members) {
  std::string json = "{\"type\":\"about:blank\",\"title\":";
  append_json_string(json, title);
  json.append(",\"status\":").append(std::to_string(status)).append(",\"detail\":");
  append_json_string(json, detail);
  for (const auto member : members) {
    json += ',';
    append_json_string(json, member.name);
    json += ':';
    append_json_string(json, member.value);
  }
  json += '}';
  return json;
}

}  // namespace boomerang
