#include "boomerang/console/query.h"

#include <algorithm>
#include <charconv>

#include "boomerang/base/http_grammar.h"

namespace boomerang::console {
namespace {

std::string decoded(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decoded(spaced);
}

}  // namespace

std::string parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    const auto key = pair.substr(0, pair.find('='));
    if (decoded(key) == name) return decoded(pair.substr(std::min(key.size() + 1, pair.size())));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
  }
  return "";
}

Result<std::optional<std::int64_t>> number_parameter(std::string_view query, std::string_view name,
                                                     std::int64_t least, std::int64_t most) {
  const std::string text = parameter(query, name);
  if (text.empty()) return std::optional<std::int64_t>();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    return Fault{FaultKind::invalid, "The parameter " + std::string(name) +
                                         " must be a number from " + std::to_string(least) +
                                         " to " + std::to_string(most) + "."};
  }
  return std::optional<std::int64_t>(number);
}

}  // namespace boomerang::console
