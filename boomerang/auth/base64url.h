#pragma once

// Base64 with the alphabet that is safe in URLs, as tokens use it.
// Source: RFC 4648, section 5; RFC 7515, appendix C.

#include <optional>
#include <string>
#include <string_view>

namespace boomerang::auth {

// The bytes, or nothing. There is one text for each run of bytes: padding, white space, the
// letters + and /, and bits left over that are not 0 are refused.
std::optional<std::string> decode_base64url(std::string_view text);

// Without padding.
std::string encode_base64url(std::string_view bytes);

}  // namespace boomerang::auth
