#include "boomerang/routing/route_key.h"

#include <chrono>
#include <cstdint>

#include "boomerang/base/duration_text.h"
#include "boomerang/config/text_file.h"
#include "boomerang/routing/body_check.h"
#include "boomerang/routing/field_name.h"
#include "boomerang/routing/route_value.h"

namespace boomerang::routing {
namespace {

using Form = config::Value::Form;
using Need = RouteKey::Need;

constexpr std::int64_t body_bytes_max_max = 1024 * 1024;  // Of what one record of a log takes.
constexpr std::int64_t waiting_max_max = 1'000'000;
constexpr std::size_t schema_bytes_max = 1024 * 1024;

template <typename T, typename Value>
Result<void> keep(T& variable, Result<Value> value) {
  if (!value) return value.fault();
  variable = static_cast<T>(*std::move(value));
  return {};
}

template <typename T>
Result<void> choose(T& variable, std::vector<std::pair<std::string, T>> choices,
                    const std::string& value) {
  return config::choice<T>(variable, std::move(choices), "").set(value);
}

template <typename T>
Result<void> set_duration(T& variable, Duration min, Duration max, const std::string& value) {
  Duration duration{};
  if (auto done = config::duration(duration, min, max).set(value); !done) return done;
  variable = std::chrono::duration_cast<T>(duration);
  if (variable == duration) return {};
  return Fault{FaultKind::invalid, "expected whole seconds"};
}

// Keeps the text of a JSON Schema, and gives what checks by it.
Result<gateway::Route::CheckBody> read_schema(Draft& draft, const std::string& name,
                                              std::string& to) {
  if (name.empty()) return Fault{FaultKind::invalid, "expected the name of a file"};
  const auto file = draft.folder / name;
  auto text = config::read_text_file(file, schema_bytes_max);
  if (!text) return text.fault();
  draft.files.push_back(file);
  auto check = body_check(*text);
  if (!check) return Fault{FaultKind::invalid, file.string() + ": " + check.fault().what};
  to = *std::move(text);
  return check;
}

Result<void> set_schema(Draft& draft, const std::string& name) {
  return keep(draft.route.check_body, read_schema(draft, name, draft.route.schema));
}

Result<void> set_outcome(Draft& draft, const std::string& type, const std::string& value) {
  if (auto good = event_type(type); !good) return good.fault();
  return keep(draft.route.statuses[type], status(value));
}

Result<void> set_outcome_schema(Draft& draft, const std::string& type, const std::string& name) {
  if (auto good = event_type(type); !good) return good.fault();
  const auto check = read_schema(draft, name, draft.route.outcome_schemas[type]);
  if (!check) return check.fault();
  return {};
}

Result<void> set_idempotency(Draft& draft, const std::string& value) {
  using gateway::Idempotency;
  return choose<Idempotency>(draft.route.idempotency,
                             {{"off", Idempotency::off},
                              {"optional", Idempotency::optional},
                              {"required", Idempotency::required}},
                             value);
}

Result<void> set_repeat(Draft& draft, const std::string& value) {
  using gateway::Repeat;
  return choose<Repeat>(draft.route.repeat,
                        {{"joins", Repeat::joins}, {"conflicts", Repeat::conflicts}}, value);
}

Result<void> set_number(std::size_t& variable, std::int64_t max, const std::string& value) {
  return keep(variable, config::parse_whole_number(value, 0, max));
}

// In the order of the documentation.
const RouteKey keys[] = {
    {.name = "method",
     .set = [](Draft& draft,
               const std::string& value) { return keep(draft.route.method, method(value)); }},
    {.name = "path",
     .need = Need::required,
     .list = [](Draft& draft) -> RouteKey::List& { return draft.route.paths; },
     .item = path,
     .may_be_one = true},
    {.name = "topic",
     .need = Need::required,
     .set = [](Draft& draft,
               const std::string& value) { return keep(draft.route.topic, topic(value)); }},
    {.name = "outcomes_topic",
     .need = Need::required,
     .set =
         [](Draft& draft, const std::string& value) {
           return keep(draft.route.outcomes_topic, topic(value));
         }},
    {.name = "event_type",
     .set =
         [](Draft& draft, const std::string& value) {
           return keep(draft.route.event_type, event_type(value));
         }},
    {.name = "ordering_key",
     .set =
         [](Draft& draft, const std::string& value) {
           return keep(draft.route.ordering_key, ordering_key(value));
         }},
    {.name = "timeout",
     .such_as = "5s",
     .set =
         [](Draft& draft, const std::string& value) {
           return set_duration(draft.route.timeout, std::chrono::milliseconds(1),
                               std::chrono::hours(1), value);
         }},
    {.name = "summary",
     .set = [](Draft& draft,
               const std::string& value) { return keep(draft.route.summary, summary(value)); }},
    {.name = "body_bytes_max",
     .form = Form::number,
     .set =
         [](Draft& draft, const std::string& value) {
           return set_number(draft.route.body_bytes_max, body_bytes_max_max, value);
         }},
    {.name = "content_types",
     .list = [](Draft& draft) -> RouteKey::List& { return draft.route.content_types; },
     .item = media_type},
    {.name = "schema", .set = set_schema},
    {.name = "request_headers",
     .list = [](Draft& draft) -> RouteKey::List& { return draft.route.request_fields; },
     .item = request_field,
     .may_be_empty = true},
    {.name = "response_headers",
     .list = [](Draft& draft) -> RouteKey::List& { return draft.route.answer_fields; },
     .item = answer_field,
     .may_be_empty = true},
    {.name = "idempotency", .set = set_idempotency},
    {.name = "repeat", .set = set_repeat},
    {.name = "waiting_max",
     .form = Form::number,
     .set =
         [](Draft& draft, const std::string& value) {
           return set_number(draft.route.waiting_max, waiting_max_max, value);
         }},
    {.name = "waiting_per_caller_max",
     .form = Form::number,
     .set =
         [](Draft& draft, const std::string& value) {
           return set_number(draft.route.waiting_per_caller_max, waiting_max_max, value);
         }},
    {.name = "authentication",
     .list = [](Draft& draft) -> RouteKey::List& { return draft.route.authentication; },
     .item = authentication},
    {.name = "scopes",
     .list = [](Draft& draft) -> RouteKey::List& { return draft.route.scopes; },
     .item = scope,
     .may_be_empty = true},
    {.name = "outcomes", .form = Form::number, .set_item = set_outcome},
    {.name = "outcome_schemas", .set_item = set_outcome_schema},
    {.name = "cors.origins",
     .list = [](Draft& draft) -> RouteKey::List& { return draft.route.cors.origins; },
     .item = origin,
     .may_be_empty = true},
    {.name = "cors.request_headers",
     .list = [](Draft& draft) -> RouteKey::List& { return draft.route.cors.request_fields; },
     .item = cors_field,
     .may_be_empty = true},
    {.name = "cors.credentials",
     .form = Form::on_off,
     .set =
         [](Draft& draft, const std::string& value) {
           return config::on_off(draft.route.cors.credentials).set(value);
         }},
    {.name = "cors.max_age",
     .such_as = "10m",
     .set =
         [](Draft& draft, const std::string& value) {
           return set_duration(draft.route.cors.max_age, Duration::zero(), std::chrono::hours(24),
                               value);
         }},
};

}  // namespace

std::span<const RouteKey> route_keys() { return keys; }

}  // namespace boomerang::routing
