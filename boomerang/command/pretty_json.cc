#include "boomerang/command/pretty_json.h"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstddef>

namespace boomerang::command {
namespace {

bool is_json(std::string_view text) {
  boost::json::monotonic_resource memory;
  boost::json::error_code error;
  boost::json::parse({text.data(), text.size()}, error, &memory);
  return !error;
}

// Where the string that begins at `from` ends, past its quote.
std::size_t string_end(std::string_view text, std::size_t from) {
  std::size_t at = from + 1;
  while (text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return at + 1;
}

std::size_t next_token(std::string_view text, std::size_t from) {
  return std::min(text.find_first_not_of(" \t\r\n", from), text.size());
}

}  // namespace

std::optional<std::string> pretty_json(std::string_view text) {
  if (!is_json(text)) return std::nullopt;
  std::string out;
  std::size_t depth = 0;
  const auto new_line = [&] { out.append("\n").append(depth * 2, ' '); };
  for (std::size_t at = next_token(text, 0); at < text.size();) {
    const char c = text[at];
    const std::size_t end = c == '"' ? string_end(text, at) : at + 1;
    const std::size_t next = next_token(text, end);
    if (c == '}' || c == ']') {
      --depth;
      new_line();
    }
    out += text.substr(at, end - at);
    at = next;
    if (c == ':') out += ' ';
    if (c == ',') new_line();
    if (c != '{' && c != '[') continue;
    if (text[next] == '}' || text[next] == ']') {  // Empty: stays on its line.
      out += text[next];
      at = next_token(text, next + 1);
    } else {
      ++depth;
      new_line();
    }
  }
  return out;
}

}  // namespace boomerang::command
