#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "boomerang/base/headers.h"

namespace boomerang::http {

enum class Version { http_1_0, http_1_1, http_2 };

// An HTTP request as it came: framing undone, nothing else interpreted.
struct Request {
  std::string method;  // "POST"; case matters.
  std::string target;  // As the client sent it, in origin form: "/users?x=1".
  Version version = Version::http_1_1;
  Headers fields;       // Names in lower case; values without surrounding white space.
  std::string body;     // Transfer coding undone. Empty while only the head is there.
  std::string address;  // The client's, as text: "127.0.0.1".

  // The target without its query, and the query without its question mark.
  std::string_view path() const;
  std::string_view query() const;

  // The first field called `name` (in lower case).
  std::optional<std::string_view> field(std::string_view name) const { return fields.find(name); }
};

}  // namespace boomerang::http
