#include "boomerang/auth/identity.h"

#include <algorithm>

#include "boomerang/base/json_text.h"

namespace boomerang::auth {

bool Identity::has_scopes(const std::vector<std::string>& wanted) const {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& scope) {
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
  });
}

bool is_name(std::string_view text) {
  constexpr std::size_t bytes_max = 256;
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return !text.empty() && text.size() <= bytes_max && is_utf8(text) &&
         std::none_of(text.begin(), text.end(), is_control);
}

bool is_scope(std::string_view text) {
  const auto is_letter = [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_letter);
}

}  // namespace boomerang::auth
