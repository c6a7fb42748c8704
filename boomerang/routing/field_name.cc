#include "boomerang/routing/field_name.h"

#include <algorithm>
#include <array>
#include <span>

#include "boomerang/base/http_grammar.h"

namespace boomerang::routing {
namespace {

Fault bad(std::string what) { return {FaultKind::invalid, std::move(what)}; }

constexpr std::array<std::string_view, 13> of_a_connection = {
    "connection",   "content-length",   "expect", "host",    "http2-settings",    "keep-alive",
    "max-forwards", "proxy-connection", "te",     "trailer", "transfer-encoding", "upgrade",
    "via"};

constexpr std::array<std::string_view, 5> secret = {
    "authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key"};

constexpr std::array<std::string_view, 3> in_every_event = {"content-type", "traceparent",
                                                            "tracestate"};

constexpr std::array<std::string_view, 11> of_the_gateway = {
    "cache-control",      "content-encoding",   "content-type",   "date",
    "preference-applied", "proxy-authenticate", "server",         "vary",
    "www-authenticate",   "x-request-id",       "x-request-state"};

bool is_in(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Result<std::string> lower_token(std::string_view name) {
  constexpr std::size_t name_bytes_max = 100;
  if (!is_token(name) || name.size() > name_bytes_max) {
    return bad("expected the name of an HTTP field, such as \"x-customer\"");
  }
  return lower(name);
}

}  // namespace

Result<std::string> request_field(std::string_view name) {
  auto field = lower_token(name);
  if (!field) return field;
  if (is_in(of_a_connection, *field)) {
    return bad("it belongs to one connection and means nothing in an event; take it away");
  }
  if (is_in(secret, *field)) {
    return bad("it proves who a client is and would lie open in the log; take it away");
  }
  if (is_in(in_every_event, *field)) return bad("it is in every event; take it away");
  return field;
}

Result<std::string> answer_field(std::string_view name) {
  auto field = lower_token(name);
  if (!field) return field;
  if (is_in(of_a_connection, *field)) {
    return bad("it belongs to one connection and is not for a worker to say; take it away");
  }
  if (is_in(of_the_gateway, *field) || field->starts_with("access-control-")) {
    return bad("the gateway writes it itself; take it away");
  }
  if (is_in(secret, *field)) {
    return bad("an answer is kept and given again, and its secret with it; take it away");
  }
  return field;
}

Result<std::string> cors_field(std::string_view name) {
  auto field = lower_token(name);
  if (field && *field == "*") return bad("name each of them; * is no name");
  return field;
}

}  // namespace boomerang::routing
