#include "boomerang/base/problem_json.h"

#include "boomerang/base/json_text.h"

namespace boomerang {

std::string problem_json(const Problem& problem) {
  std::string json = "{\"type\":";
  append_json_string(json, problem.type.empty() ? "about:blank" : problem.type);
  json += ",\"title\":";
  append_json_string(json, problem.title);
  json.append(",\"status\":").append(std::to_string(problem.status)).append(",\"detail\":");
  append_json_string(json, problem.detail);
  for (const auto member : problem.members) {
    json += ',';
    append_json_string(json, member.name);
    json += ':';
    append_json_string(json, member.value);
  }
  if (!problem.errors.empty()) json.append(",\"errors\":").append(problem.errors);
  json += '}';
  return json;
}

std::string problem_json(int status, std::string_view title, std::string_view detail,
                         const Headers& members) {
  return problem_json({.title = std::string(title),
                       .status = status,
                       .detail = std::string(detail),
                       .members = members});
}

}  // namespace boomerang
