#pragma once

#include <span>
#include <string>
#include <string_view>

namespace boomerang::config {

// "; did you mean --timeout?" for the one of `known` that `word` is most likely a slip of, or ""
// when none is near. A slip is a letter too many, too few, wrong, or two that changed places; one
// is forgiven for every three letters.
std::string suggestion(std::string_view word, std::span<const std::string> known);

}  // namespace boomerang::config
