#include "boomerang/auth/api_key.h"

#include <algorithm>

#include "boomerang/auth/identity.h"
#include "boomerang/base/base64url.h"
#include "boomerang/base/json_text.h"
#include "boomerang/base/rfc3339.h"
#include "boomerang/base/sha256.h"

namespace boomerang::auth {

Result<NewApiKey> make_api_key(const ApiKeyOptions& options, Random& random) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) {
    const std::uint64_t number = random.next();
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(number >> shift & 0xFF);
  }
  std::string key = "bmr_" + encode_base64url(bytes);
  auto entry = api_key_entry(options, key);
  if (!entry) return entry.fault();
  return NewApiKey{std::move(key), std::move(*entry)};
}

Result<std::string> api_key_entry(const ApiKeyOptions& options, std::string_view key) {
  constexpr std::size_t characters_min = 32;
  constexpr std::size_t characters_max = 512;
  const auto invalid = [](const char* what) { return Fault{FaultKind::invalid, what}; };
  if (!is_name(options.name)) {
    return invalid("a key's name: expected 1 to 256 bytes without control characters");
  }
  if (!std::all_of(options.scopes.begin(), options.scopes.end(), is_scope)) {
    return invalid("a scope: expected a text without spaces, quotes and backslashes");
  }
  const auto visible = [](char c) { return c > ' ' && c <= '~'; };
  if (key.size() < characters_min || key.size() > characters_max ||
      !std::all_of(key.begin(), key.end(), visible)) {
    return invalid("a key: expected 32 to 512 random characters of visible ASCII");
  }
  // A TOML text in quotes is a JSON text, as far as names and scopes go.
  std::string entry = "[[key]]\nname = ";
  append_json_string(entry, options.name);
  entry += "\nsha256 = \"" + to_hex(plain_sha256(key)) + "\"\n";
  if (options.expires) entry += "expires = \"" + to_rfc3339(*options.expires) + "\"\n";
  if (!options.scopes.empty()) {
    char before = '[';
    entry += "scopes = ";
    for (const auto& scope : options.scopes) {
      entry += before;
      append_json_string(entry, scope);
      before = ',';
    }
    entry += "]\n";
  }
  return entry;
}

}  // namespace boomerang::auth
