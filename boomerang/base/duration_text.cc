#include "boomerang/base/duration_text.h"

#include <charconv>
#include <cmath>
#include <iterator>

namespace boomerang {
namespace {

using std::chrono::microseconds;

struct Unit {
  std::string_view name;
  std::int64_t microseconds;
};

// Longest first, for duration_text().
constexpr Unit units[] = {{"d", 86'400'000'000}, {"h", 3'600'000'000}, {"m", 60'000'000},
                          {"s", 1'000'000},      {"ms", 1'000},        {"us", 1}};
constexpr double microseconds_max = 100.0 * 365 * 86'400'000'000;

}  // namespace

Result<microseconds> parse_duration(std::string_view text) {
  const Fault refused{FaultKind::invalid, "expected a duration such as 500ms, 5s, 10m or 7d"};
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc() || text[0] == '-' || !std::isfinite(number)) return refused;

  const std::string_view name(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (name.empty() && number == 0) return microseconds{0};
  for (const auto& unit : units) {
    if (unit.name != name) continue;
    const double total = number * static_cast<double>(unit.microseconds);
    if (total > microseconds_max) return refused;
    return microseconds{std::llround(total)};
  }
  return refused;
}

std::string duration_text(microseconds duration) {
  if (duration.count() == 0) return "0s";
  for (const auto& unit : units) {
    if (duration.count() % unit.microseconds != 0) continue;
    return std::to_string(duration.count() / unit.microseconds).append(unit.name);
  }
  return {};
}

}  // namespace boomerang
