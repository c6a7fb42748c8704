#include "boomerang/routing/format.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace boomerang::routing {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 7> names = {
    {{"date-time", Format::date_time},
     {"date", Format::date},
     {"time", Format::time},
     {"email", Format::email},
     {"uuid", Format::uuid},
     {"ipv4", Format::ipv4},
     {"ipv6", Format::ipv6}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether `text` has the shape: 'd' stands for a digit, 'x' for a hexadecimal one.
bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool hex = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (shape[i] == 'd' ? !is_digit(c) : shape[i] == 'x' ? !hex : c != shape[i]) return false;
  }
  return true;
}

int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool is_date(std::string_view text) {
  if (!has_shape(text, "dddd-dd-dd")) return false;
  const int year = two_digits(text, 0) * 100 + two_digits(text, 2);
  const int month = two_digits(text, 5);
  const int day = two_digits(text, 8);
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

// Minutes from UTC of "Z" or "+02:00".
std::optional<int> offset_of(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (!has_shape(text, "+dd:dd") && !has_shape(text, "-dd:dd")) return std::nullopt;
  const int hours = two_digits(text, 1);
  const int minutes = two_digits(text, 4);
  if (hours > 23 || minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

bool is_time(std::string_view text) {
  constexpr std::size_t seconds_end = 8;
  if (!has_shape(text.substr(0, seconds_end), "dd:dd:dd")) return false;
  const int hour = two_digits(text, 0);
  const int minute = two_digits(text, 3);
  const int second = two_digits(text, 6);
  text.remove_prefix(seconds_end);
  if (text.starts_with('.')) {
    const auto end = std::find_if_not(text.begin() + 1, text.end(), is_digit);
    const auto fraction = static_cast<std::size_t>(end - text.begin());
    if (fraction == 1) return false;
    text.remove_prefix(fraction);
  }
  const auto offset = offset_of(text);
  if (!offset || hour > 23 || minute > 59 || second > 60) return false;
  constexpr int minutes_a_day = 24 * 60;
  const int utc = (hour * 60 + minute - *offset + 2 * minutes_a_day) % minutes_a_day;
  return second < 60 || utc == minutes_a_day - 1;  // A leap second is a day's last.
}

bool is_date_time(std::string_view text) {
  constexpr std::size_t date_end = 10;
  return text.size() > date_end && (text[date_end] == 'T' || text[date_end] == 't') &&
         is_date(text.substr(0, date_end)) && is_time(text.substr(date_end + 1));
}

bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || text.size() > 320) return false;
  const auto good = [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7F'; };
  const auto domain = text.substr(at + 1);
  return std::all_of(text.begin(), text.end(), good) && domain.find('.') != domain.npos &&
         text.substr(0, at).find('@') == text.npos && !domain.starts_with('.') &&
         !domain.ends_with('.') && domain.find("..") == domain.npos;
}

bool is_address(std::string_view text, int family) {
  constexpr std::size_t address_bytes_max = 45;
  if (text.size() > address_bytes_max || text.find('\0') != text.npos) return false;
  unsigned char bytes[16];
  return inet_pton(family, std::string(text).c_str(), bytes) == 1;
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  for (const auto& [known, format] : names) {
    if (known == name) return format;
  }
  return std::nullopt;
}

std::string_view name_of(Format format) {
  for (const auto& [name, known] : names) {
    if (known == format) return name;
  }
  return "";
}

bool has_format(std::string_view text, Format format) {
  switch (format) {
    case Format::date_time:
      return is_date_time(text);
    case Format::date:
      return is_date(text);
    case Format::time:
      return is_time(text);
    case Format::email:
      return is_email(text);
    case Format::uuid:
      return has_shape(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
    case Format::ipv4:
      return is_address(text, AF_INET);
    case Format::ipv6:
      return is_address(text, AF_INET6);
  }
  return false;
}

}  // namespace boomerang::routing
