#pragma once

// What a request to make a user must look like: a JSON object with a string "name". Other members
// are ignored, so that a client may send what this version does not know.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "boomerang/gateway/route.h"

namespace users {

struct NewUser {
  std::string name;  // UTF-8, exactly as sent.

  bool operator==(const NewUser&) const = default;
};

using boomerang::gateway::Refusal;

// Refuses, in this order:
//   400  what is no JSON object, or has "name" more than once
//   422  a name that is missing, no string, empty or only white space, longer than 200
//        characters (Unicode code points), or has control characters
std::variant<NewUser, Refusal> read_new_user(std::string_view body);

// The same as a question, for the gateway: it refuses at once what no worker would take.
std::optional<Refusal> check_body(std::string_view body);

}  // namespace users
