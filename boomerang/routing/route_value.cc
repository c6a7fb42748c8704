#include "boomerang/routing/route_value.h"

#include <algorithm>

#include "boomerang/base/http_grammar.h"
#include "boomerang/base/json_pointer.h"
#include "boomerang/base/json_text.h"
#include "boomerang/config/value.h"
#include "boomerang/routing/field_name.h"

namespace boomerang::routing {
namespace {

Fault expected(std::string what) { return {FaultKind::invalid, "expected " + std::move(what)}; }

bool is_visible(char c) { return c > ' ' && c < '\x7F'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

template <typename Is>
bool all(std::string_view text, std::size_t bytes_max, Is is) {
  return !text.empty() && text.size() <= bytes_max && std::all_of(text.begin(), text.end(), is);
}

}  // namespace

Result<std::string> method(std::string_view text) {
  for (const char* one : {"POST", "PUT", "PATCH", "DELETE"}) {
    if (text == one) return std::string(text);
  }
  return expected("one of: POST, PUT, PATCH, DELETE");
}

Result<std::string> path(std::string_view text) {
  constexpr std::size_t path_bytes_max = 1000;
  if (text.starts_with('/') && all(text, path_bytes_max, is_visible)) return std::string(text);
  return expected("a path such as \"/accounts/{account}/payments\"");
}

Result<std::string> topic(std::string_view text) {
  constexpr std::size_t topic_bytes_max = 249;
  const auto good = [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-';
  };
  if (all(text, topic_bytes_max, good) && text != "." && text != "..") return std::string(text);
  return expected("the name of a topic: letters, digits, '.', '_' and '-', up to 249");
}

Result<std::string> event_type(std::string_view text) {
  constexpr std::size_t type_bytes_max = 100;
  const auto good = [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-' || c == ':' || c == '/';
  };
  if (all(text, type_bytes_max, good)) return std::string(text);
  return expected("a type such as \"PaymentAccepted\": letters, digits, '.', '_', '-', ':' and " +
                  std::string("'/', up to 100"));
}

Result<gateway::OrderingKey> ordering_key(std::string_view text) {
  using Source = gateway::OrderingKey::Source;
  if (text == "request_id") return gateway::OrderingKey{};
  const auto colon = text.find(':');
  const auto source = text.substr(0, colon);
  const auto name = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  if (source == "path" && !name.empty()) {
    return gateway::OrderingKey{Source::path, std::string(name)};
  }
  if (source == "header") {
    auto field = request_field(name);
    if (!field) return field.fault();
    return gateway::OrderingKey{Source::header, *std::move(field)};
  }
  if (source == "body" && name.starts_with('/') && is_json_pointer(name)) {
    return gateway::OrderingKey{Source::body, std::string(name)};
  }
  return expected(
      "\"request_id\", \"path:account\", \"header:x-customer\" or \"body:/customer/id\"");
}

Result<std::string> media_type(std::string_view text) {
  const auto slash = text.find('/');
  const bool good = slash != std::string_view::npos && text.size() <= 100 &&
                    is_token(text.substr(0, slash)) && is_token(text.substr(slash + 1));
  if (!good || (text.find('*') != std::string_view::npos && text != "*/*")) {
    return expected("a media type such as \"application/json\", without parameters, or \"*/*\"");
  }
  return lower(text);
}

Result<std::string> origin(std::string_view text) {
  if (text == "*") return std::string(text);
  const auto scheme = text.find("://");
  const auto good = [](char c) {
    return is_lower(c) || is_digit(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  };
  if (scheme != std::string_view::npos && all(text.substr(0, scheme), 20, is_lower) &&
      all(text.substr(scheme + 3), 260, good)) {
    return std::string(text);
  }
  return expected(
      "an origin such as \"https://example.com\", in lower case and without a path, "
      "or \"*\"");
}

Result<std::string> authentication(std::string_view text) {
  const auto good = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; };
  if (all(text, 100, good)) return std::string(text);
  return expected("a name of letters, digits, '_' and '-'");
}

Result<std::string> scope(std::string_view text) {
  const auto good = [](char c) { return is_visible(c) && c != '"' && c != '\\'; };
  if (all(text, 100, good)) return std::string(text);
  return expected("a scope such as \"payments:write\"");
}

Result<std::string> summary(std::string_view text) {
  const auto good = [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '\x7F'; };
  if (all(text, 200, good) && is_utf8(text)) return std::string(text);
  return expected("one line of text, up to 200 bytes");
}

Result<int> status(std::string_view text) {
  const auto number = config::parse_whole_number(text, 200, 599);
  if (!number) return number.fault();
  return static_cast<int>(*number);
}

}  // namespace boomerang::routing
