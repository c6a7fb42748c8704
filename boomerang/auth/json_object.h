#pragma once

// JSON objects as tokens and sets of keys have them.

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace boomerang::auth {

// The object, or nothing if `text` is not one, read as strictly as base/strict_json.h does.
// Source: RFC 7515, section 4; RFC 7519, section 4; RFC 8259, section 4.
//
// Bounds: 16 levels.
std::optional<boost::json::object> parse_strict_object(std::string_view text);

// The member as text. Nothing if it is not there, or is no string.
std::optional<std::string_view> text_member(const boost::json::object& object,
                                            std::string_view name);

}  // namespace boomerang::auth
