#include "boomerang/auth/jwt_verifier.h"

#include <boost/json/array.hpp>

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "boomerang/auth/json_object.h"
#include "boomerang/base/check.h"

namespace boomerang::auth {
namespace {

namespace json = boost::json;

std::string_view view_of(const json::string& text) { return {text.data(), text.size()}; }

// A text, or a list of texts, as the texts. Nothing for anything else.
std::optional<std::vector<std::string_view>> texts_of(const json::value& value) {
  if (value.is_string()) return std::vector{view_of(value.get_string())};
  if (!value.is_array()) return std::nullopt;
  std::vector<std::string_view> texts;
  for (const auto& one : value.get_array()) {
    if (!one.is_string()) return std::nullopt;
    texts.push_back(view_of(one.get_string()));
  }
  return texts;
}

// Seconds since 1970, which may have a fraction, up to the year 9999.
// Source: RFC 7519, section 2, NumericDate.
std::optional<WallTime> time_of(const json::value& value) {
  constexpr double seconds_max = 253402300799.0;
  if (!value.is_number()) return std::nullopt;
  const double seconds = value.to_number<double>();
  if (!(seconds >= 0 && seconds <= seconds_max)) return std::nullopt;
  return WallTime(std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6)));
}

std::optional<Reason> read_times(const json::object& claims, std::chrono::microseconds leeway,
                                 Identity& identity) {
  const json::value* expires = claims.if_contains("exp");
  const auto until = expires == nullptr ? std::nullopt : time_of(*expires);
  if (!until) return Reason::wrong_claims;
  identity.valid_until = *until + leeway;
  for (const char* name : {"nbf", "iat"}) {
    const json::value* begins = claims.if_contains(name);
    if (begins == nullptr) continue;
    const auto from = time_of(*begins);
    if (!from) return Reason::wrong_claims;
    identity.valid_from = std::max(identity.valid_from, *from - leeway);
  }
  return std::nullopt;
}

bool names_one_of(const json::object& claims, const std::vector<std::string>& audiences) {
  const json::value* claim = claims.if_contains("aud");
  const auto named = claim == nullptr ? std::nullopt : texts_of(*claim);
  return named && std::find_first_of(named->begin(), named->end(), audiences.begin(),
                                     audiences.end()) != named->end();
}

// Source: RFC 8693, section 4.2, for the text; some issuers write a list.
bool read_scopes(const json::object& claims, const std::string& name,
                 std::vector<std::string>& scopes) {
  const json::value* claim = claims.if_contains(name);
  if (claim == nullptr) return true;
  const auto texts = texts_of(*claim);
  if (!texts) return false;
  for (std::string_view text : *texts) {
    while (!text.empty()) {
      const std::string_view one = text.substr(0, text.find(' '));
      if (!one.empty()) scopes.emplace_back(one);
      text.remove_prefix(std::min(text.size(), one.size() + 1));
    }
  }
  return true;
}

// Without being told which: the types of tokens for access. An ID token says "JWT" as well; that
// one is kept out by its audience. Source: RFC 8725, section 3.11; RFC 9068, section 2.1.
bool is_type(std::string_view type, const std::string& wanted) {
  if (!wanted.empty()) return type == wanted;
  return type.empty() || type == "jwt" || type == "at+jwt";
}

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1) + 1;
}

}  // namespace

JwtVerifier::JwtVerifier(std::string scheme, const JwtOptions& options,
                         std::shared_ptr<KeySource> keys)
    : id_(next_id()), scheme_(std::move(scheme)), options_(options), keys_(std::move(keys)) {
  for (const auto& name : options_.algorithms) {
    const auto algorithm = parse_algorithm(name);
    check(algorithm.has_value(), "the options of a verifier are checked before");
    algorithms_.push_back(*algorithm);
  }
  for (char& c : options_.type) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
}

OrReason<JwtVerifier::Verified> JwtVerifier::verify(const Token& token) const {
  if (std::find(algorithms_.begin(), algorithms_.end(), token.algorithm) == algorithms_.end()) {
    return Reason::algorithm_not_allowed;
  }
  if (!is_type(token.type, options_.type)) return Reason::wrong_type;
  if (text_member(token.claims, "iss") != options_.issuer) return Reason::wrong_issuer;

  const auto keys = keys_->keys();
  if (keys == nullptr) return Reason::no_keys_yet;
  const VerificationKey* key = keys->find(token.algorithm, token.key_id);
  if (key == nullptr) {
    keys_->ask_for_newer();
    return Reason::unknown_key;
  }
  if (!key->verifies(token.signed_part, token.signature)) return Reason::wrong_signature;

  if (!names_one_of(token.claims, options_.audiences)) return Reason::wrong_audience;
  Identity identity;
  const auto leeway = std::chrono::duration_cast<std::chrono::microseconds>(options_.leeway);
  if (const auto reason = read_times(token.claims, leeway, identity)) return *reason;
  const auto name = text_member(token.claims, options_.caller_claim);
  if (!name || !is_name(*name)) return Reason::wrong_claims;
  if (!read_scopes(token.claims, options_.scope_claim, identity.scopes)) {
    return Reason::wrong_claims;
  }
  identity.caller = {scheme_, std::string(*name),
                     "jwt:" + options_.issuer + "|" + std::string(*name)};
  return Verified{std::move(identity), keys->id()};
}

}  // namespace boomerang::auth
