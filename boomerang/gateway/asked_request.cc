#include "boomerang/gateway/asked_request.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "boomerang/base/http_grammar.h"
#include "boomerang/base/json_pointer.h"
#include "boomerang/base/strict_json.h"
#include "boomerang/event/event.h"
#include "boomerang/field/idempotency_key.h"
#include "boomerang/field/prefer.h"

namespace boomerang::gateway {
namespace {

using field::Preferences;

constexpr std::size_t body_depth_max = 32;

// A `wait` of nothing asks for nothing unless the answer may come later.
void read_patience(const http::Request& request, const Route& route, AskedRequest& asked) {
  const Preferences preferences = field::read_prefer(request.fields);
  asked.wait = route.timeout;
  asked.patience.asynchronous = preferences.respond_async;
  asked.patience.minimal = preferences.returned == Preferences::Return::minimal;
  const auto wait = preferences.wait.value_or(std::chrono::seconds(0));
  if (wait > std::chrono::seconds(0)) {
    asked.patience.own_wait = wait < route.timeout;
    asked.patience.wait = wait;
    asked.wait = std::min<Duration>(wait, route.timeout);
  } else {
    asked.patience.at_once = asked.patience.asynchronous;
  }
}

std::optional<Refusal> read_key(const http::Request& request, const Route& route,
                                std::string_view caller, AskedRequest& asked) {
  if (route.idempotency == Idempotency::off) return std::nullopt;
  const auto key = field::read_idempotency_key(request.fields);
  if (!key) return Refusal{400, key.fault().what, "idempotency-key-malformed"};
  if (*key) {
    asked.id = chosen_request_id(caller, route.name(), **key);
    asked.chosen_id = true;
    return std::nullopt;
  }
  if (route.idempotency != Idempotency::required) return std::nullopt;
  return Refusal{400,
                 "Send the field Idempotency-Key with a key of your own, such as a UUID in "
                 "quotation marks: a new one for each request, the same one to repeat it.",
                 "idempotency-key-missing"};
}

// Of the target. Paths without parameters are all one: they are of one route.
std::optional<std::string_view> part_of_payload(const http::Request& request,
                                                const PathParameters& parameters) {
  if (!parameters.empty()) return request.target;
  if (request.query().empty()) return std::nullopt;
  return std::string_view(request.target).substr(request.path().size());
}

Refusal no_ordering_key(const std::string& what) {
  return {422, "The request is handled in the order of " + what + ", and has none. Add it.",
          "ordering-key-missing"};
}

Refusal no_body_key(std::string_view body, const std::string& pointer) {
  const auto value = read_json(body, body_depth_max);
  if (!value) return {400, "The body " + value.fault().what + ".", "invalid-json"};
  return no_ordering_key("the body's " + pointer);
}

std::optional<Refusal> read_ordering_key(const http::Request& request, const Route& route,
                                         const PathParameters& parameters, AskedRequest& asked) {
  const auto& [source, name] = route.ordering_key;
  std::optional<std::string> found;
  switch (source) {
    case OrderingKey::Source::request_id:
      asked.ordering_key = to_string(asked.id);
      return std::nullopt;
    case OrderingKey::Source::path:
      for (const auto& [parameter, value] : parameters) {
        if (parameter == name) found = percent_decoded(value);
      }
      break;
    case OrderingKey::Source::header:
      if (const auto value = request.field(name)) found = std::string(*value);
      if (!found || found->empty()) return no_ordering_key("the field " + name);
      break;
    case OrderingKey::Source::body:
      found = value_at(request.body, name);
      if (!found || found->empty()) return no_body_key(request.body, name);
      break;
  }
  asked.ordering_key = found.value_or("");
  asked.is_ordered = true;
  return std::nullopt;
}

}  // namespace

std::variant<AskedRequest, RefusedRequest> read_asked(const http::Request& request,
                                                      const Route& route,
                                                      const PathParameters& parameters,
                                                      std::string_view caller, RequestId id) {
  AskedRequest asked;
  asked.id = id;
  read_patience(request, route, asked);
  auto refusal = read_key(request, route, caller, asked);
  if (!refusal && route.check_body) refusal = route.check_body(request.body);
  if (!refusal) refusal = read_ordering_key(request, route, parameters, asked);
  if (refusal) return RefusedRequest{*std::move(refusal), asked.id};
  asked.payload_hash = payload_hash(request.method, route.name(), request.body,
                                    part_of_payload(request, parameters));
  return asked;
}

}  // namespace boomerang::gateway
