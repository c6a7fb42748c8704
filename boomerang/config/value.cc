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

template <typename T>
Result<void> whether(const Result<T>& value) {
  if (!value) return value.fault();
  return {};
}

// Variables may be optional.
template <typename Variable, typename Parse, typename Text>
Value parsed(std::string name, Variable& variable, Parse parse, Text text) {
  return {Value::Form::text, std::move(name),
          [&variable, parse](std::string_view given) -> Result<void> {
            auto value = parse(given);
            if (!value) return value.fault();
            variable = *std::move(value);
            return {};
          },
          text, [parse](std::string_view given) { return whether(parse(given)); }};
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
  const auto parse = [](std::string_view given) -> Result<std::filesystem::path> {
    if (given.empty()) return Fault{FaultKind::invalid, "expected a path"};
    return std::filesystem::path(given);
  };
  return parsed(std::move(name), variable, parse, [&variable] { return variable.string(); });
}

Value duration(Duration& variable, Duration min, Duration max) {
  return parsed(
      "DURATION", variable,
      [min, max](std::string_view given) { return parse_within(given, min, max); },
      [&variable] { return text_of(variable); });
}

Value duration(std::optional<Duration>& variable, Duration min, Duration max) {
  return parsed(
      "DURATION", variable,
      [min, max](std::string_view given) { return parse_within(given, min, max); },
      [&variable] { return variable ? text_of(*variable) : std::string(); });
}

Value address(Address& variable) {
  return parsed("HOST:PORT", variable, parse_address, [&variable] { return to_string(variable); });
}

Value on_off(bool& variable) {
  const auto check = [](std::string_view given) -> Result<void> {
    if (given == "true" || given == "false") return {};
    return Fault{FaultKind::invalid, "expected true or false"};
  };
  return {Value::Form::on_off, "",
          [&variable, check](std::string_view given) -> Result<void> {
            if (auto good = check(given); !good) return good;
            variable = given == "true";
            return {};
          },
          [&variable] { return std::string(variable ? "true" : "false"); }, check};
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
  Value value = parsed(
      "NUMBER", variable,
      [min, max](std::string_view given) { return parse_whole_number(given, min, max); },
      [&variable] { return variable ? std::to_string(*variable) : std::string(); });
  value.form = Value::Form::number;
  return value;
}

Fault no_such_choice(const std::vector<std::string>& names) {
  std::string what = "expected one of: ";
  for (std::size_t i = 0; i < names.size(); ++i) what += (i == 0 ? "" : ", ") + names[i];
  return {FaultKind::invalid, what};
}

}  // namespace boomerang::config
