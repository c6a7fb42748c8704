#pragma once

// The few rules of the grammar of HTTP that every reader and writer of header fields needs.
// Source: RFC 9110, section 5.

#include <string>
#include <string_view>

namespace boomerang {

// What a token is made of: RFC 9110, section 5.6.2.
bool is_token_character(char c);

// The name of a method or a field.
bool is_token(std::string_view text);

// Without control characters, but for the tab: nothing that could end a field and begin another.
bool is_field_value(std::string_view text);

// Of ASCII letters; other bytes stay as they are.
std::string lower(std::string_view text);
bool equal_but_for_case(std::string_view a, std::string_view b);

// With each "%41" as the byte that it stands for. What is not of that form stays as it is.
// Source: RFC 3986, section 2.1.
std::string percent_decoded(std::string_view text);

// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace boomerang
