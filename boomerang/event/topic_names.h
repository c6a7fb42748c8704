#pragma once

// Topics that are named by Boomerang rather than by a route.

#include <string>
#include <string_view>

namespace boomerang {

// Where workers answer gateways, if there are several.
inline constexpr std::string_view replies_topic = "boomerang.replies";

// "users.dead_letters" for "users.requests".
std::string dead_letters_of(std::string_view topic);

}  // namespace boomerang
