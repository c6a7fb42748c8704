#include "boomerang/auth/key_set.h"

#include <boost/json/array.hpp>

#include <algorithm>
#include <atomic>
#include <utility>

#include "boomerang/auth/json_object.h"
#include "boomerang/base/base64url.h"

namespace boomerang::auth {
namespace {

namespace json = boost::json;

constexpr std::size_t text_bytes_max = 256 * 1024;
constexpr std::size_t keys_max = 64;

Fault invalid(std::string what) { return {FaultKind::invalid, std::move(what)}; }

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1) + 1;
}

Result<std::string> bytes_member(const json::object& jwk, std::string_view name) {
  const auto text = text_member(jwk, name);
  auto bytes = text ? decode_base64url(*text) : std::nullopt;
  if (!bytes || bytes->empty()) {
    return invalid("\"" + std::string(name) + "\" is missing or not base64url");
  }
  return std::move(*bytes);
}

Result<VerificationKey> rsa_of(const json::object& jwk) {
  const auto modulus = bytes_member(jwk, "n");
  if (!modulus) return modulus.fault();
  const auto exponent = bytes_member(jwk, "e");
  if (!exponent) return exponent.fault();
  return VerificationKey::rsa(*modulus, *exponent);
}

Result<VerificationKey> p256_of(const json::object& jwk) {
  if (text_member(jwk, "crv") != "P-256") return invalid("a curve other than P-256");
  const auto x = bytes_member(jwk, "x");
  if (!x) return x.fault();
  const auto y = bytes_member(jwk, "y");
  if (!y) return y.fault();
  return VerificationKey::p256(*x, *y);
}

Result<VerificationKey> ed25519_of(const json::object& jwk) {
  if (text_member(jwk, "crv") != "Ed25519") return invalid("a curve other than Ed25519");
  const auto x = bytes_member(jwk, "x");
  if (!x) return x.fault();
  return VerificationKey::ed25519(*x);
}

// Source: RFC 7517, sections 4.2 and 4.3.
bool is_for_signatures(const json::object& jwk) {
  if (jwk.contains("use") && text_member(jwk, "use") != "sig") return false;
  const json::value* operations = jwk.if_contains("key_ops");
  if (operations == nullptr) return true;
  const json::array* list = operations->if_array();
  return list != nullptr && std::any_of(list->begin(), list->end(), [](const json::value& one) {
           return one.is_string() && one.get_string() == "verify";
         });
}

Result<VerificationKey> key_of(const json::object& jwk) {
  if (!is_for_signatures(jwk)) return invalid("not for signatures");
  if (jwk.contains("d"))
    return invalid("a private key, which should be nowhere but at its owner's");
  const auto type = text_member(jwk, "kty");
  if (type == "oct") return invalid("a symmetric key, which does not belong in a set of keys");
  auto key = type == "RSA"   ? rsa_of(jwk)
             : type == "EC"  ? p256_of(jwk)
             : type == "OKP" ? ed25519_of(jwk)
                             : invalid("\"kty\" is none of RSA, EC, OKP");
  if (!key || !jwk.contains("alg")) return key;
  const auto name = text_member(jwk, "alg");
  const auto algorithm = name ? parse_algorithm(*name) : std::nullopt;
  if (algorithm != key->algorithm()) {
    return invalid(std::string("\"alg\" is not ") + name_of(key->algorithm()));
  }
  return key;
}

}  // namespace

KeySet::KeySet() : id_(next_id()) {}

KeySet::KeySet(VerificationKey key) : KeySet() { keys_.push_back({std::nullopt, std::move(key)}); }

Result<KeySet> KeySet::parse(std::string_view text) {
  if (text.size() > text_bytes_max) return invalid("a JWK set of more than 256 KiB");
  const auto root = parse_strict_object(text);
  if (!root) return invalid("no JSON object, or one with a member that comes twice");
  const json::value* list = root->if_contains("keys");
  if (list == nullptr || !list->is_array()) {
    return invalid("no JWK set: expected {\"keys\": [...]}");
  }
  if (list->get_array().size() > keys_max) return invalid("a JWK set of more than 64 keys");

  KeySet set;
  for (std::size_t i = 0; i < list->get_array().size(); ++i) {
    const auto leave_out = [&](const std::string& why) {
      set.left_out_.push_back("keys[" + std::to_string(i) + "]: " + why);
    };
    const json::object* jwk = list->get_array()[i].if_object();
    if (jwk == nullptr) {
      leave_out("no object");
      continue;
    }
    auto key = key_of(*jwk);
    const auto id = text_member(*jwk, "kid");
    const auto same = [&](const Named& named) {
      return named.key.algorithm() == key->algorithm() && id && named.id == *id;
    };
    if (!key) {
      leave_out(key.fault().what);
    } else if (jwk->contains("kid") && !id) {
      leave_out("\"kid\" is no text");
    } else if (std::any_of(set.keys_.begin(), set.keys_.end(), same)) {
      leave_out("the \"kid\" of an earlier key");
    } else {
      set.keys_.push_back({id ? std::optional<std::string>(*id) : std::nullopt, std::move(*key)});
    }
  }
  if (!set.keys_.empty()) return set;
  return invalid("no key that can be used" +
                 (set.left_out_.empty() ? "" : "; " + set.left_out_.front()));
}

const VerificationKey* KeySet::find(Algorithm algorithm,
                                    std::optional<std::string_view> key_id) const {
  const VerificationKey* only = nullptr;
  bool several = false;
  for (const auto& [id, key] : keys_) {
    if (key.algorithm() != algorithm) continue;
    if (key_id && id == *key_id) return &key;
    if (key_id && id) continue;
    several = only != nullptr;
    only = &key;
  }
  return several ? nullptr : only;
}

}  // namespace boomerang::auth
