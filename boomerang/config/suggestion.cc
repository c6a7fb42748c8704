#include "boomerang/config/suggestion.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace boomerang::config {
namespace {

// The slips between two words: the optimal string alignment distance.
std::size_t slips(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before_last(to.size() + 1);
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t changed = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, changed});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[to.size()];
}

}  // namespace

std::string suggestion(std::string_view word, std::span<const std::string> known) {
  constexpr std::size_t word_max = 100;  // Longer ones are no slips, and cost much to compare.
  if (word.size() > word_max) return "";
  const std::string* nearest = nullptr;
  std::size_t fewest = word.size() / 3 + 1;
  for (const auto& candidate : known) {
    const std::size_t count = slips(word, candidate);
    if (count >= fewest) continue;
    fewest = count;
    nearest = &candidate;
  }
  return nearest == nullptr ? "" : "; did you mean " + *nearest + "?";
}

}  // namespace boomerang::config
