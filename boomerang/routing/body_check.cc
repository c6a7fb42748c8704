#include "boomerang/routing/body_check.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/base/json_text.h"
#include "boomerang/base/strict_json.h"
#include "boomerang/problem/problem_type.h"
#include "boomerang/routing/json_value.h"
#include "boomerang/routing/schema.h"

namespace boomerang::routing {
namespace {

using gateway::Refusal;
using problem::Kind;

constexpr std::size_t body_depth_max = 32;

Refusal refusal(Kind kind, std::string detail, std::string errors = {}) {
  const auto& type = problem::type_of(kind);
  return {.status = type.statuses.front(),
          .detail = std::move(detail),
          .problem = std::string(type.name),
          .errors = std::move(errors)};
}

std::string errors_of(const std::vector<Violation>& violations) {
  std::string json = "[";
  for (const auto& violation : violations) {
    json += json.size() == 1 ? R"({"pointer":)" : R"(,{"pointer":)";
    append_json_string(json, violation.pointer);
    json += R"(,"detail":)";
    append_json_string(json, violation.detail);
    json += '}';
  }
  return json + "]";
}

std::string sentence_of(const std::vector<Violation>& violations) {
  const auto& [pointer, detail] = violations.front();
  const std::string first = (pointer.empty() ? "The body" : pointer) + " " + detail + ".";
  if (violations.size() == 1) return first;
  return first + " \"errors\" tells what else is to be changed.";
}

std::optional<Refusal> check(const Schema& schema, std::string_view body) {
  if (body.empty()) return refusal(Kind::invalid_json, "The body is empty; send JSON.");
  const auto value = read_json(body, body_depth_max);
  if (!value) return refusal(Kind::invalid_json, "The body " + value.fault().what + ".");
  const auto violations = schema.check(*value);
  if (violations.empty()) return std::nullopt;
  return refusal(Kind::schema_violation, sentence_of(violations), errors_of(violations));
}

}  // namespace

Result<gateway::Route::CheckBody> body_check(std::string_view schema) {
  auto compiled = Schema::compile(schema);
  if (!compiled) return compiled.fault();
  return gateway::Route::CheckBody(
      [schema = *std::move(compiled)](std::string_view body) { return check(schema, body); });
}

}  // namespace boomerang::routing
