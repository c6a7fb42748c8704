#pragma once

// A caller's variable that can be set by a text, however that text came.
//
// The variable's value when the program starts is the default. It must outlive the Value.

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/config/address.h"

namespace boomerang::config {

struct Value {
  // How TOML writes it: "in quotes", 5, true. A `choice` of on and off needs no value as a flag.
  enum class Form { text, number, on_off };

  Form form = Form::text;
  std::string name;  // Stands for it in help: "DURATION". Empty for on_off.

  // Fails: invalid  the variable is unchanged; `what` says what is expected, and
  //                 of a secret nothing that was given
  std::function<Result<void>(std::string_view)> set;

  // What the variable holds, as set() would read it; "" for an empty optional.
  std::function<std::string()> text;

  // What set() would say, while the variable stays as it is. Empty where set() takes any text.
  std::function<Result<void>(std::string_view)> check = {};
};

Value text(std::string& variable, std::string name = "TEXT");
Value text(std::optional<std::string>& variable, std::string name = "TEXT");

// Not empty; nothing is looked up. Relative to where the program was started.
Value path(std::filesystem::path& variable, std::string name = "PATH");

Value duration(Duration& variable, Duration min = Duration::zero(),
               Duration max = std::chrono::hours(24 * 365 * 100));
Value duration(std::optional<Duration>& variable, Duration min = Duration::zero(),
               Duration max = std::chrono::hours(24 * 365 * 100));

Value address(Address& variable);

// False, unless given. As a flag alone it means true.
Value on_off(bool& variable);

// Fails: invalid  not a whole number in [min, max]; `what` says the range
Result<std::int64_t> parse_whole_number(std::string_view text, std::int64_t min, std::int64_t max);

template <std::integral T>
Value whole_number(T& variable, T min, T max, std::string name = "NUMBER") {
  static_assert(sizeof(T) < 8 || std::signed_integral<T>, "a range that fits an int64_t");
  return {Value::Form::number, std::move(name),
          [&variable, min, max](std::string_view given) -> Result<void> {
            const auto number = parse_whole_number(given, min, max);
            if (!number) return number.fault();
            variable = static_cast<T>(*number);
            return {};
          },
          [&variable] { return std::to_string(variable); },
          [min, max](std::string_view given) -> Result<void> {
            const auto number = parse_whole_number(given, min, max);
            if (!number) return number.fault();
            return {};
          }};
}

Value whole_number(std::optional<std::int64_t>& variable, std::int64_t min, std::int64_t max);

// "expected one of: embedded, kafka"
Fault no_such_choice(const std::vector<std::string>& names);

// One of the named values. `variable` must hold one of them.
template <typename T>
Value choice(T& variable, std::vector<std::pair<std::string, T>> choices, std::string name) {
  std::vector<std::string> names;
  for (const auto& [one, value] : choices) names.push_back(one);
  return {Value::Form::text, std::move(name),
          [&variable, choices, names](std::string_view given) -> Result<void> {
            for (const auto& [one, value] : choices) {
              if (one != given) continue;
              variable = value;
              return {};
            }
            return no_such_choice(names);
          },
          [&variable, choices] {
            for (const auto& [one, value] : choices) {
              if (value == variable) return one;
            }
            return std::string();
          },
          [names](std::string_view given) -> Result<void> {
            for (const auto& one : names) {
              if (one == given) return {};
            }
            return no_such_choice(names);
          }};
}

}  // namespace boomerang::config
