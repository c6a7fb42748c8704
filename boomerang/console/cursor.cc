#include "boomerang/console/cursor.h"

#include <charconv>

namespace boomerang::console {
namespace {

// The whole of `text` as a number that is not negative.
template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

std::string to_string(const Cursor& cursor) {
  std::string out;
  for (const auto& [partition, offset] : cursor) {
    if (!out.empty()) out += ',';
    out += std::to_string(partition) + ":" + std::to_string(offset);
  }
  return out;
}

std::optional<Cursor> parse_cursor(std::string_view text) {
  Cursor cursor;
  for (;;) {
    const auto one = text.substr(0, text.find(','));
    const auto colon = one.find(':');
    if (colon == one.npos) return std::nullopt;
    const auto partition = parse_number<broker::Partition>(one.substr(0, colon));
    const auto offset = parse_number<broker::Offset>(one.substr(colon + 1));
    if (!partition || !offset) return std::nullopt;
    cursor[*partition] = *offset;
    if (one.size() == text.size()) return cursor;
    text.remove_prefix(one.size() + 1);
  }
}

}  // namespace boomerang::console
