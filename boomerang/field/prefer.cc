#include "boomerang/field/prefer.h"

#include <algorithm>
#include <string_view>

#include "boomerang/base/http_grammar.h"
#include "boomerang/field/scanner.h"

namespace boomerang::field {
namespace {

std::optional<std::chrono::seconds> seconds_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::chrono::seconds::rep seconds = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    seconds = std::min(seconds * 10 + (c - '0'), wait_max.count());
  }
  return std::chrono::seconds(seconds);
}

// A preference of two values, of which a client can want only one.
struct Choice {
  const std::string_view first_value;
  const std::string_view second_value;
  std::optional<std::string> chosen = {};
  bool both = false;

  void choose(std::string_view value) {
    if (!chosen) {
      chosen = value;
    } else if (value != *chosen && is_known(value) && is_known(*chosen)) {
      both = true;
    }
  }

  bool is_known(std::string_view value) const {
    return value == first_value || value == second_value;
  }

  template <typename Enum>
  Enum as(Enum none, Enum first, Enum second) const {
    if (both || !chosen) return none;
    return *chosen == first_value ? first : *chosen == second_value ? second : none;
  }
};

struct Reading {
  std::optional<bool> respond_async = {};
  bool wait_seen = false;
  std::optional<std::chrono::seconds> wait = {};
  Choice returned{"minimal", "representation"};
  Choice handling{"strict", "lenient"};

  void take(const Pair& preference) {
    const auto is = [&](std::string_view name) {
      return equal_but_for_case(preference.name, name);
    };
    // An empty word is as none: section 2 of the RFC.
    const std::string_view word = preference.word ? *preference.word : std::string_view();
    if (is("respond-async")) {
      if (!respond_async) respond_async = word.empty();
    } else if (is("wait")) {
      if (!wait_seen) wait = seconds_of(word);
      wait_seen = true;
    } else if (is("return")) {
      returned.choose(word);
    } else if (is("handling")) {
      handling.choose(word);
    }
  }
};

}  // namespace

Preferences read_prefer(const Headers& fields) {
  Reading reading;
  for (const auto line : fields) {
    if (line.name != "prefer") continue;
    Scanner scanner(line.value);
    while (!scanner.done()) {
      scanner.skip_space();
      const auto preference = scanner.take_pair();
      scanner.skip_space();
      if (preference && scanner.at_delimiter()) reading.take(*preference);
      scanner.skip_element();  // With its parameters.
    }
  }
  using Return = Preferences::Return;
  using Handling = Preferences::Handling;
  Preferences preferences;
  preferences.respond_async = reading.respond_async.value_or(false);
  preferences.wait = reading.wait;
  preferences.returned = reading.returned.as(Return::none, Return::minimal, Return::representation);
  preferences.handling = reading.handling.as(Handling::none, Handling::strict, Handling::lenient);
  return preferences;
}

std::string preference_applied(const Preferences& honoured) {
  std::string text;
  const auto add = [&](std::string_view preference) {
    text.append(text.empty() ? "" : ", ").append(preference);
  };
  if (honoured.respond_async) add("respond-async");
  if (honoured.wait) add("wait=" + std::to_string(honoured.wait->count()));
  if (honoured.returned == Preferences::Return::minimal) add("return=minimal");
  if (honoured.returned == Preferences::Return::representation) add("return=representation");
  if (honoured.handling == Preferences::Handling::strict) add("handling=strict");
  if (honoured.handling == Preferences::Handling::lenient) add("handling=lenient");
  return text;
}

}  // namespace boomerang::field
