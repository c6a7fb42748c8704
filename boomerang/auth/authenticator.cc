#include "boomerang/auth/authenticator.h"

#include <algorithm>
#include <set>
#include <utility>

#include "boomerang/auth/https_get.h"
#include "boomerang/auth/remote_keys.h"
#include "boomerang/auth/scheme.h"
#include "boomerang/base/log.h"
#include "boomerang/base/sha256.h"
#include "boomerang/config/secret_file.h"
#include "boomerang/config/suggestion.h"
#include "boomerang/config/text_file.h"

namespace boomerang::auth {
namespace {

Result<KeySet> read_secret(const std::filesystem::path& file) {
  auto secret = config::read_secret_file(file);
  if (!secret) return secret.fault();
  auto key = VerificationKey::hmac(std::move(*secret));
  if (!key) return Fault{FaultKind::invalid, file.string() + ": " + key.fault().what};
  return KeySet(std::move(*key));
}

Result<KeySet> read_key_set(const std::filesystem::path& file) {
  constexpr std::size_t bytes_max = 256 * 1024;
  const auto text = config::read_text_file(file, bytes_max);
  if (!text) return text.fault();
  auto set = KeySet::parse(*text);
  if (!set) return Fault{FaultKind::invalid, file.string() + ": " + set.fault().what};
  return set;
}

// The keys that lie in a file: jwks_file or hmac_secret_file.
Result<KeySet> read_keys(const JwtOptions& options) {
  return options.jwks_file.empty() ? read_secret(options.hmac_secret_file)
                                   : read_key_set(options.jwks_file);
}

// Tells from each other those who are trusted to say that a URL is the issuer's.
Result<Digest> read_authorities(const JwtOptions& options) {
  constexpr std::size_t bytes_max = 1024 * 1024;
  if (options.jwks_ca_file.empty()) return Digest{};  // The system's.
  const auto text = config::read_text_file(options.jwks_ca_file, bytes_max);
  if (!text) return text.fault();
  return plain_sha256(*text);
}

// Two callers must not have one id.
Result<void> check_names(const std::vector<std::shared_ptr<const Scheme>>& schemes) {
  std::set<std::string> names;
  for (const auto& scheme : schemes) {
    const auto* keys = scheme->api_keys();
    if (keys == nullptr) continue;
    for (const auto& name : keys->ring.names()) {
      if (names.insert(name).second) continue;
      return Fault{FaultKind::invalid, "scheme " + scheme->name + ": the key " + name +
                                           " has the name of one of another scheme; rename one"};
    }
  }
  return {};
}

}  // namespace

// A source of keys with all that they depend on.
struct Authenticator::Remote {
  std::string url;
  std::filesystem::path ca_file;
  Digest authorities;
  RemoteKeys::Options options;
  std::shared_ptr<RemoteKeys> keys = nullptr;
  bool is_kept = false;  // The keys were there before.
};

Result<std::shared_ptr<KeySource>> Authenticator::remote_source(const JwtOptions& options,
                                                                const std::string& scheme,
                                                                const Clock& clock,
                                                                const Authenticator* before) {
  const auto authorities = read_authorities(options);
  if (!authorities) return authorities.fault();
  Remote remote{options.jwks_url,
                options.jwks_ca_file,
                *authorities,
                {scheme, options.refresh_min, options.refresh_max}};
  std::shared_ptr<const KeySet> first;
  for (std::size_t i = 0; before != nullptr && i < before->remotes_.size(); ++i) {
    const Remote& one = *before->remotes_[i];
    if (one.url != remote.url || one.authorities != remote.authorities) continue;
    if (first == nullptr) first = one.keys->keys();
    if (one.ca_file == remote.ca_file && one.options == remote.options) remote.keys = one.keys;
  }
  remote.is_kept = remote.keys != nullptr;
  if (!remote.is_kept) {
    HttpsGet get;
    get.url = options.jwks_url;
    get.ca_file = options.jwks_ca_file;
    remote.keys = std::make_shared<RemoteKeys>(
        remote.options, [get](const std::atomic<bool>& stop) { return https_get(get, stop); },
        clock, std::move(first));
  }
  remotes_.push_back(std::make_shared<const Remote>(remote));
  return std::shared_ptr<KeySource>(remote.keys);
}

Result<std::shared_ptr<KeySource>> Authenticator::source(const JwtOptions& options,
                                                         const std::string& scheme,
                                                         const Clock& clock,
                                                         const Authenticator* before) {
  if (!options.jwks_url.empty()) return remote_source(options, scheme, clock, before);
  auto keys = read_keys(options);
  if (!keys) return keys.fault();
  for (const auto& why : keys->left_out()) {
    const std::string error = options.jwks_file.string() + ": " + why;
    log::warn("a key is not used", {{"scheme", scheme}, {"error", error}});
  }
  return std::shared_ptr<KeySource>(std::make_shared<FixedKeys>(*std::move(keys)));
}

Result<Scheme> Authenticator::scheme(const SchemeOptions& from, const Clock& clock,
                                     const Authenticator* before) {
  if (const auto* keys = std::get_if<ApiKeysOptions>(&from.options)) {
    auto ring = KeyRing::read(keys->file, from.name);
    if (!ring) return ring.fault();
    return Scheme{from.name, ApiKeys{keys->header, proof_field(from), std::move(*ring)}};
  }
  const auto& options = std::get<JwtOptions>(from.options);
  auto keys = source(options, from.name, clock, before);
  if (!keys) return keys.fault();
  return Scheme{from.name, JwtVerifier(from.name, options, std::move(*keys))};
}

Result<Authenticator> Authenticator::make(const Options& options, const Clock& clock,
                                          const Authenticator* before) {
  if (!is_name(options.realm)) return Fault{FaultKind::invalid, "realm: expected a text"};
  if (const auto good = check_options(options.schemes); !good) return good.fault();
  Authenticator made;
  made.realm_ = options.realm;
  for (const auto& from : options.schemes) {
    auto scheme = made.scheme(from, clock, before);
    if (!scheme) {
      return Fault{FaultKind::invalid, "scheme " + from.name + ": " + scheme.fault().what};
    }
    made.schemes_.push_back(std::make_shared<const Scheme>(std::move(*scheme)));
  }
  if (const auto good = check_names(made.schemes_); !good) return good.fault();
  for (const auto& remote : made.remotes_) {
    if (remote->is_kept) remote->keys->ask_for_newer();
  }
  return made;
}

Result<Guard> Authenticator::guard(const std::vector<std::string>& schemes,
                                   const std::vector<std::string>& scopes) const {
  const auto invalid = [](std::string what) { return Fault{FaultKind::invalid, std::move(what)}; };
  if (schemes.empty()) return invalid("a route that wants to know who calls needs a scheme");
  std::vector<std::string> known;
  for (const auto& scheme : schemes_) known.push_back(scheme->name);
  std::vector<std::shared_ptr<const Scheme>> chosen;
  for (const auto& name : schemes) {
    const auto place = std::find(known.begin(), known.end(), name);
    if (place == known.end()) {
      return invalid("there is no scheme " + name + config::suggestion(name, known));
    }
    chosen.push_back(schemes_[static_cast<std::size_t>(place - known.begin())]);
  }
  for (const auto& scope : scopes) {
    if (!is_scope(scope)) {
      return invalid("a scope: expected a text without spaces, quotes and backslashes");
    }
  }
  return Guard(std::move(chosen), scopes, realm_);
}

Result<SchemeFiles> check_files(const SchemeOptions& scheme) {
  if (const auto* keys = std::get_if<ApiKeysOptions>(&scheme.options)) {
    const auto ring = KeyRing::read(keys->file, scheme.name);
    if (!ring) return ring.fault();
    return SchemeFiles{{keys->file}, ring->names()};
  }
  const auto& options = std::get<JwtOptions>(scheme.options);
  SchemeFiles checked;
  for (const auto& file : {options.jwks_file, options.hmac_secret_file, options.jwks_ca_file}) {
    if (!file.empty()) checked.files.push_back(file);
  }
  if (!options.jwks_url.empty()) {
    if (const auto read = read_authorities(options); !read) return read.fault();
    return checked;
  }
  if (const auto read = read_keys(options); !read) return read.fault();
  return checked;
}

std::set<std::string> Authenticator::proof_fields() const {
  std::set<std::string> fields = {"authorization"};
  for (const auto& scheme : schemes_) {
    if (const auto* keys = scheme->api_keys()) fields.insert(keys->field);
  }
  return fields;
}

std::vector<std::string> Authenticator::not_ready() const {
  std::vector<std::string> names;
  for (const auto& scheme : schemes_) {
    const auto* verifier = scheme->verifier();
    if (verifier != nullptr && verifier->keys_id() == 0) names.push_back(scheme->name);
  }
  return names;
}

}  // namespace boomerang::auth
