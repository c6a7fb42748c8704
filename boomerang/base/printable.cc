#include "boomerang/base/printable.h"

#include "boomerang/base/json_text.h"

namespace boomerang {
namespace {

void append_escaped(std::string& out, unsigned char byte) {
  constexpr char digits[] = "0123456789ABCDEF";
  switch (byte) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\x";
      out += digits[byte >> 4];
      out += digits[byte & 0xF];
  }
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The character that `text` begins with, by its bytes; one byte if that is none.
std::string_view first_of(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && size < 4 && is_continuation(text[size])) ++size;
  return is_utf8(text.substr(0, size)) ? text.substr(0, size) : text.substr(0, 1);
}

// Of Unicode's C0, C1 and DEL; or no character at all.
bool is_control(std::string_view character) {
  const auto byte = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return byte < 0x20 || byte >= 0x7F;
  return byte == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto character = first_of(text);
    text.remove_prefix(character.size());
    if (!is_control(character)) {
      out += character;
      continue;
    }
    for (const char c : character) append_escaped(out, static_cast<unsigned char>(c));
  }
  return out;
}

std::string shortened(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  while (bytes_max > 0 && is_continuation(text[bytes_max])) --bytes_max;
  return std::string(text.substr(0, bytes_max)) + "...";
}

}  // namespace boomerang
