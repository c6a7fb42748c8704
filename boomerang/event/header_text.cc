#include "boomerang/event/header_text.h"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <optional>

#include "boomerang/base/json_text.h"

namespace boomerang {
namespace {

namespace json = boost::json;

bool readable(std::string_view value) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return std::none_of(value.begin(), value.end(), control) && is_utf8(value);
}

void append_value(std::string& out, std::string_view value) {
  if (readable(value)) return append_json_string(out, value);
  append_json_hex(out, value);
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::optional<std::string> parse_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

bool add_value(Headers& headers, std::string_view name, const json::value& value) {
  if (const auto* text = value.if_string()) {
    headers.add(name, {text->data(), text->size()});
    return true;
  }
  const auto* object = value.if_object();
  const auto* hex = object != nullptr && object->size() == 1 ? object->if_contains("hex") : nullptr;
  if (hex == nullptr || !hex->is_string()) return false;
  const auto bytes = parse_hex({hex->get_string().data(), hex->get_string().size()});
  if (bytes) headers.add(name, *bytes);
  return bytes.has_value();
}

// How many headers before `index`, or from it on, have the name of the one there.
std::size_t same_name(const Headers& headers, std::size_t from, std::size_t to,
                      std::string_view name) {
  std::size_t count = 0;
  for (; from < to; ++from) count += headers.at(from).name == name;
  return count;
}

}  // namespace

std::string to_header_text(const Headers& headers) {
  std::string out;
  out.reserve(headers.bytes() + headers.size() * 6 + 2);
  out += '{';
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const auto [name, value] = headers.at(i);
    if (same_name(headers, 0, i, name) > 0) continue;
    if (out.size() > 1) out += ',';
    append_json_string(out, name);
    out += ':';
    if (same_name(headers, i, headers.size(), name) == 1) {
      append_value(out, value);
      continue;
    }
    char before = '[';
    for (std::size_t j = i; j < headers.size(); ++j) {
      if (headers.at(j).name != name) continue;
      out += before;
      append_value(out, headers.at(j).value);
      before = ',';
    }
    out += ']';
  }
  out += '}';
  return out;
}

Result<Headers> parse_header_text(std::string_view text) {
  const Fault damaged{FaultKind::corrupt, "headers are not the JSON that was written"};
  unsigned char scratch[4096];
  json::monotonic_resource memory(scratch, sizeof scratch);
  json::error_code error;
  const json::value root = json::parse({text.data(), text.size()}, error, &memory);
  if (error || !root.is_object()) return damaged;

  Headers headers;
  headers.reserve(root.get_object().size(), text.size());
  for (const auto& [key, value] : root.get_object()) {
    const std::string_view name(key.data(), key.size());
    if (const auto* values = value.if_array()) {
      for (const auto& one : *values) {
        if (!add_value(headers, name, one)) return damaged;
      }
    } else if (!add_value(headers, name, value)) {
      return damaged;
    }
  }
  return headers;
}

}  // namespace boomerang
