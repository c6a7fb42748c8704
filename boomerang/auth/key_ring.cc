#include "boomerang/auth/key_ring.h"

#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "boomerang/base/rfc3339.h"
#include "boomerang/config/suggestion.h"
#include "boomerang/config/toml_file.h"

namespace boomerang::auth {
namespace {

using config::FileEntry;
using config::Held;
using config::Value;

Fault wrong(const std::string& place, const std::string& what) {
  return {FaultKind::invalid, place + ": " + what};
}

std::optional<Digest> parse_digest(std::string_view text) {
  Digest digest;
  if (text.size() != digest.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const char* const begin = text.data() + i * 2;
    const auto [end, error] = std::from_chars(begin, begin + 2, digest[i], 16);
    if (error != std::errc() || end != begin + 2) return std::nullopt;
  }
  return digest;
}

// One [[key]] as its entries come.
struct Draft {
  std::string place;  // Of its first entry.
  std::string name;
  std::optional<Digest> digest;
  Identity identity;
};

Result<void> set_name(Draft& draft, const FileEntry& entry) {
  if (!is_name(entry.value)) {
    return wrong(entry.place, "name: expected a text of 1 to 256 bytes without control characters");
  }
  draft.name = entry.value;
  return {};
}

Result<void> set_digest(Draft& draft, const FileEntry& entry) {
  draft.digest = parse_digest(entry.value);
  if (draft.digest) return {};
  return wrong(entry.place,
               "sha256: expected the 64 hexadecimal digits that `boomerang keys new NAME` prints; "
               "not the key itself");
}

Result<void> set_expiry(Draft& draft, const FileEntry& entry) {
  const auto time = parse_rfc3339(entry.value);
  if (!time) {
    return wrong(entry.place, "expires: expected a time in quotes, \"2027-01-01T00:00:00Z\"");
  }
  draft.identity.valid_until = *time;
  return {};
}

Result<void> add_scope(Draft& draft, const FileEntry& entry) {
  if (!is_scope(entry.value)) {
    return wrong(entry.place, "scopes: expected texts without spaces, quotes and backslashes");
  }
  draft.identity.scopes.push_back(entry.value);
  return {};
}

// The index in "key[12]", and what follows it after a dot.
std::optional<std::pair<std::size_t, std::string_view>> split(std::string_view key) {
  constexpr std::string_view table = "key[";
  if (!key.starts_with(table)) return std::nullopt;
  std::size_t index = 0;
  const char* const text_end = key.data() + key.size();
  const auto [end, error] = std::from_chars(key.data() + table.size(), text_end, index);
  const std::string_view rest(end, static_cast<std::size_t>(text_end - end));
  if (error != std::errc() || !(rest == "]" || rest.starts_with("]."))) return std::nullopt;
  return std::pair{index, rest.substr(rest == "]" ? 1 : 2)};
}

Result<void> take(Draft& draft, std::string_view name, const FileEntry& entry) {
  static const std::array<std::string, 4> known = {"name", "sha256", "expires", "scopes"};
  if (name.empty() && entry.is_empty_table()) return {};  // What it lacks is told later.
  if (name == "scopes" && entry.is_empty_list()) return {};
  if (entry.form != Value::Form::text || entry.held != Held::here) {
    return wrong(entry.place, std::string(name) + ": expected a text in quotes");
  }
  if (name == "name") return set_name(draft, entry);
  if (name == "sha256") return set_digest(draft, entry);
  if (name == "expires") return set_expiry(draft, entry);
  if (name.starts_with("scopes[") && name.ends_with("]")) return add_scope(draft, entry);
  if (name == "scopes") return wrong(entry.place, "scopes: expected a list, [\"users:write\"]");
  return wrong(entry.place, "a key has no " + std::string(name) +
                                "; it has name, sha256, expires, scopes" +
                                config::suggestion(name, known));
}

Result<std::map<std::size_t, Draft>> read_drafts(const std::filesystem::path& file) {
  const auto entries = config::read_toml_file(file);
  if (!entries) return entries.fault();
  std::map<std::size_t, Draft> drafts;
  for (const auto& entry : *entries) {
    const auto place = split(entry.key);
    if (!place)
      return wrong(entry.place, "expected [[key]] above it, and nothing else in the file");
    Draft& draft = drafts[place->first];
    if (draft.place.empty()) draft.place = entry.place;
    if (const auto taken = take(draft, place->second, entry); !taken) return taken.fault();
  }
  return drafts;
}

}  // namespace

Result<KeyRing> KeyRing::read(const std::filesystem::path& file, const std::string& scheme) {
  auto drafts = read_drafts(file);
  if (!drafts) return drafts.fault();
  KeyRing ring;
  for (auto& [index, draft] : *drafts) {
    if (draft.name.empty()) return wrong(draft.place, "a key without a name: add name = \"...\"");
    if (!draft.digest) {
      return wrong(draft.place, "a key without its digest: add sha256 = \"...\"");
    }
    draft.identity.caller = {scheme, draft.name, "apikey:" + draft.name};
    if (!ring.keys_.emplace(*draft.digest, std::move(draft.identity)).second) {
      return wrong(draft.place, "the digest of an earlier key: make another key for " + draft.name);
    }
  }
  return ring;
}

const Identity* KeyRing::find(std::string_view key) const {
  const auto found = keys_.find(plain_sha256(key));
  return found == keys_.end() ? nullptr : &found->second;
}

std::set<std::string> KeyRing::names() const {
  std::set<std::string> names;
  for (const auto& [digest, identity] : keys_) names.insert(identity.caller.name);
  return names;
}

}  // namespace boomerang::auth
