#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/result.h"

namespace boomerang::config {

// Where to listen or to connect, as people write it: "127.0.0.1:8080", "db.local:3306", "[::1]:80".
struct Address {
  std::string host;  // IPv6 without brackets.
  std::uint16_t port = 0;

  bool operator==(const Address&) const = default;
};

// Fails: invalid  not of that form; `what` says what is expected
Result<Address> parse_address(std::string_view text);

// The form that parse_address() reads back.
std::string to_string(const Address& address);

}  // namespace boomerang::config
