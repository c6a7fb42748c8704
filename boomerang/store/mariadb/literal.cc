#include "boomerang/store/mariadb/literal.h"

#include <array>
#include <charconv>
#include <cmath>

namespace boomerang::store::mariadb {
namespace {

void append_double(std::string& sql, double number) {
  if (!std::isfinite(number)) {
    // No literal stands for these. The column takes no such number, and says so.
    sql += "'not a number'";
    return;
  }
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                 std::chars_format::scientific)
                       .ptr;
  sql.append(digits.data(), end);
}

}  // namespace

void append_bytes(std::string& sql, std::string_view bytes) {
  constexpr std::string_view hex = "0123456789abcdef";
  sql.reserve(sql.size() + 2 * bytes.size() + 3);
  sql += "x'";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    sql += hex[byte >> 4];
    sql += hex[byte & 15];
  }
  sql += '\'';
}

void append_literal(std::string& sql, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    sql += std::to_string(*number);
  } else if (const auto* real = std::get_if<double>(&value)) {
    append_double(sql, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    sql += "_utf8mb4 ";
    append_bytes(sql, *text);
  } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
    append_bytes(sql, bytes->data);
  } else {
    sql += "NULL";
  }
}

}  // namespace boomerang::store::mariadb
