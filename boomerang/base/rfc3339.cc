#include "boomerang/base/rfc3339.h"

#include <algorithm>
#include <cstdio>

namespace boomerang {
namespace {

using namespace std::chrono;

// Takes characters off the front of a text, remembering whether one was ever missing.
struct Scanner {
  std::string_view rest;
  bool good = true;

  int digits(int count) {
    int number = 0;
    for (; count > 0; --count) {
      const char c = take();
      good = good && c >= '0' && c <= '9';
      number = number * 10 + (c - '0');
    }
    return good ? number : 0;
  }

  char take() {
    if (rest.empty()) {
      good = false;
      return '\0';
    }
    const char c = rest[0];
    rest.remove_prefix(1);
    return c;
  }

  void expect(char upper, char lower) {
    const char c = take();
    good = good && (c == upper || c == lower);
  }
};

microseconds scan_fraction(Scanner& scanner) {
  if (scanner.rest.empty() || scanner.rest[0] != '.') return microseconds{0};
  scanner.take();
  std::int64_t value = 0;
  int count = 0;
  for (; !scanner.rest.empty() && scanner.rest[0] >= '0' && scanner.rest[0] <= '9'; ++count) {
    const char c = scanner.take();
    if (count < 6) value = value * 10 + (c - '0');
  }
  scanner.good = scanner.good && count > 0;
  for (; count < 6; ++count) value *= 10;
  return microseconds{value};
}

minutes scan_offset(Scanner& scanner) {
  const char sign = scanner.take();
  if (sign == 'Z' || sign == 'z') return minutes{0};
  const int hour = scanner.digits(2);
  scanner.expect(':', ':');
  const int minute = scanner.digits(2);
  scanner.good = scanner.good && (sign == '+' || sign == '-') && hour < 24 && minute < 60;
  const minutes offset = hours{hour} + minutes{minute};
  return sign == '-' ? -offset : offset;
}

}  // namespace

std::string to_rfc3339(WallTime time) {
  constexpr WallTime first = sys_days{year{0} / 1 / 1};
  constexpr WallTime last = sys_days{year{10000} / 1 / 1} - microseconds{1};
  time = std::clamp(time, first, last);
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  char text[40];
  const int size = std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return std::string(text, static_cast<std::size_t>(size));
}

Result<WallTime> parse_rfc3339(std::string_view text) {
  Scanner scanner{text};
  const int year_number = scanner.digits(4);
  scanner.expect('-', '-');
  const auto month_number = static_cast<unsigned>(scanner.digits(2));
  scanner.expect('-', '-');
  const auto day_number = static_cast<unsigned>(scanner.digits(2));
  scanner.expect('T', 't');
  const int hour = scanner.digits(2);
  scanner.expect(':', ':');
  const int minute = scanner.digits(2);
  scanner.expect(':', ':');
  const int second = scanner.digits(2);
  const microseconds fraction = scan_fraction(scanner);
  const minutes offset = scan_offset(scanner);

  const year_month_day date{year{year_number}, month{month_number}, day{day_number}};
  const bool whole =
      scanner.good && scanner.rest.empty() && date.ok() && hour < 24 && minute < 60 && second <= 60;
  if (!whole) {
    return Fault{FaultKind::invalid, "expected an RFC 3339 time such as 2026-01-31T23:59:59Z"};
  }
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second} + fraction - offset;
}

}  // namespace boomerang
