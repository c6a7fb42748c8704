#include "boomerang/config/value.h"

#include <charconv>

#include "boomerang/base/duration_text.h"

namespace boomerang::config {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

std::string text_of(Duration duration) {
  return duration_text(duration_cast<microseconds>(duration));
}

Result<Duration> parse_within(std::string_view given, Duration min, Duration max) {
  const auto duration = parse_duration(given);
  if (!duration) return duration.fault();
  if (*duration < min || *duration > max) {
    return Fault{FaultKind::invalid,
                 "expected a duration from " + text_of(min) + " to " + text_of(max)};
  }
  return Duration(*duration);
}

}  // namespace

Value text(std::string& variable, std::string name) {
  return {Value::Form::text, std::move(name),
          [&variable](std::string_view given) -> Result<void> {
            variable = given;
            return {};
          },
          [&variable] { return variable; }};
}

Value text(std::optional<std::string>& variable, std::string name) {
  return {Value::Form::text, std::move(name),
          [&variable](std::string_view given) -> Result<void> {
            variable = given;
            return {};
          },
          [&variable] { return variable.value_or(""); }};
}

Value path(std::filesystem::path& variable, std::string name) {
  return {Value::Form::text, std::move(name),
          [&variable](std::string_view given) -> Result<void> {
            if (given.empty()) return Fault{FaultKind::invalid, "expected a path"};
            variable = given;
            return {};
          },
          [&variable] { return variable.string(); }};
}

Value duration(Duration& variable, Duration min, Duration max) {
  return {Value::Form::text, "DURATION",
          [&variable, min, max](std::string_view given) -> Result<void> {
            const auto duration = parse_within(given, min, max);
            if (!duration) return duration.fault();
            variable = *duration;
            return {};
          },
          [&variable] { return text_of(variable); }};
}

Value duration(std::optional<Duration>& variable) {
  return {Value::Form::text, "DURATION",
          [&variable](std::string_view given) -> Result<void> {
            const auto duration = parse_duration(given);
            if (!duration) return duration.fault();
            variable = *duration;
            return {};
          },
          [&variable] { return variable ? text_of(*variable) : std::string(); }};
}

Value address(Address& variable) {
  return {Value::Form::text, "HOST:PORT",
          [&variable](std::string_view given) -> Result<void> {
            const auto address = parse_address(given);
            if (!address) return address.fault();
            variable = *address;
            return {};
          },
          [&variable] { return to_string(variable); }};
}

Value on_off(bool& variable) {
  return {Value::Form::on_off, "",
          [&variable](std::string_view given) -> Result<void> {
            if (given != "true" && given != "false") {
              return Fault{FaultKind::invalid, "expected true or false"};
            }
            variable = given == "true";
            return {};
          },
          [&variable] { return std::string(variable ? "true" : "false"); }};
}

Result<std::int64_t> parse_whole_number(std::string_view text, std::int64_t min, std::int64_t max) {
  std::int64_t number = 0;
  const char* const text_end = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), text_end, number);
  if (error == std::errc() && end == text_end && number >= min && number <= max) return number;
  return Fault{FaultKind::invalid, "expected a whole number from " + std::to_string(min) + " to " +
                                       std::to_string(max)};
}

Value whole_number(std::optional<std::int64_t>& variable, std::int64_t min, std::int64_t max) {
  return {Value::Form::number, "NUMBER",
          [&variable, min, max](std::string_view given) -> Result<void> {
            const auto number = parse_whole_number(given, min, max);
            if (!number) return number.fault();
            variable = *number;
            return {};
          },
          [&variable] { return variable ? std::to_string(*variable) : std::string(); }};
}

Fault no_such_choice(const std::vector<std::string>& names) {
  std::string what = "expected one of: ";
  for (std::size_t i = 0; i < names.size(); ++i) what += (i == 0 ? "" : ", ") + names[i];
  return {FaultKind::invalid, what};
}

}  // namespace boomerang::config
