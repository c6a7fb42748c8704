#pragma once

// Writing JSON where the shape is known and a document model would only be in the way.

#include <string>
#include <string_view>

namespace boomerang {

// Appends `text` as a JSON string, quotes included. Bytes that are not UTF-8 come out as U+FFFD.
// Source: RFC 8259, section 7.
void append_json_string(std::string& out, std::string_view text);

// Appends any bytes: a string if they are UTF-8, else {"hex":"00ff"}.
void append_json_bytes(std::string& out, std::string_view bytes);
void append_json_hex(std::string& out, std::string_view bytes);

// Whether `text` is UTF-8: shortest forms only, no surrogates, nothing past U+10FFFF.
// Source: RFC 3629, section 4.
bool is_utf8(std::string_view text);

}  // namespace boomerang
