#pragma once

// The formats of strings that are checked. Source: draft-handrews-json-schema-validation-01,
// section 7.3.

#include <optional>
#include <string_view>

namespace boomerang::routing {

enum class Format { date_time, date, time, email, uuid, ipv4, ipv6 };

// Nothing for a name that is only words.
std::optional<Format> format_named(std::string_view name);

// "date-time"
std::string_view name_of(Format format);

// date_time, date and time as in RFC 3339, section 5.6; uuid as in RFC 9562, section 4; email as
// something without spaces on both sides of an @, with a dot or more in its domain.
bool has_format(std::string_view text, Format format);

}  // namespace boomerang::routing
