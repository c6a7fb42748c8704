#include "boomerang/store/postgres/wire_value.h"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace boomerang::store::postgres {
namespace {

std::string number_text(auto number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return {digits.data(), end};
}

std::string hex_text(std::string_view bytes) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text = "\\x";
  text.reserve(2 + 2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += hex[byte >> 4];
    text += hex[byte & 15];
  }
  return text;
}

std::string from_hex_text(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 2);
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
    bytes += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
  }
  return bytes;
}

template <typename Number>
Number parse(std::string_view text) {
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// from_chars() has its own names for these.
double parse_real(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return parse<double>(text);
}

}  // namespace

Result<std::optional<std::string>> to_text(const Value& value, Oid type) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return {number_text(*number)};
  if (const auto* real = std::get_if<double>(&value)) return {number_text(*real)};
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (type == oid::bytea) return {hex_text(*text)};
    if (text->find('\0') == std::string::npos) return {*text};
    return Fault{FaultKind::invalid, "text with a zero byte"};
  }
  if (const auto* bytes = std::get_if<Bytes>(&value)) {
    if (type == oid::bytea) return {hex_text(bytes->data)};
    return Fault{FaultKind::invalid, "bytes for something else than a bytea"};
  }
  return {std::nullopt};
}

Result<Parameters> Parameters::of(Values values, std::span<const Oid> types) {
  if (values.size() != types.size()) {
    return Fault{FaultKind::invalid, "the statement has " + std::to_string(types.size()) +
                                         " parameters, but there are " +
                                         std::to_string(values.size()) + " values"};
  }
  Parameters parameters;
  parameters.values_.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (types[i] == oid::bytea) {
      if (const auto* bytes = std::get_if<Bytes>(&values[i])) {
        parameters.add_binary(bytes->data);
        continue;
      }
      if (const auto* text = std::get_if<std::string>(&values[i])) {
        parameters.add_binary(*text);
        continue;
      }
    }
    auto text = to_text(values[i], types[i]);
    if (!text) return text.fault();
    const Kind kind = *text ? Kind::text : Kind::null;
    parameters.values_.push_back({kind, std::move(*text).value_or("")});
  }
  return parameters;
}

void Parameters::add_binary(std::string bytes) {
  values_.push_back({Kind::binary, std::move(bytes)});
}

Value from_text(Oid type, std::string_view text) {
  switch (type) {
    case oid::boolean:
      return std::int64_t{text == "t"};
    case oid::int2:
    case oid::int4:
    case oid::int8:
    case oid::object:
      return parse<std::int64_t>(text);
    case oid::float4:
    case oid::float8:
      return parse_real(text);
    case oid::bytea:
      return Bytes{from_hex_text(text)};
    default:
      return std::string(text);
  }
}

}  // namespace boomerang::store::postgres
