#include "boomerang/auth/guard.h"

#include <algorithm>
#include <utility>

#include "boomerang/auth/json_object.h"
#include "boomerang/auth/scheme.h"
#include "boomerang/auth/token.h"

namespace boomerang::auth {
namespace {

// As a quoted-string. Source: RFC 9110, section 5.6.4.
std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

void add_once(std::vector<std::string>& list, std::string one) {
  if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(std::move(one));
}

std::string ways_of(const Wanted& wanted, const std::vector<std::shared_ptr<const Scheme>>& all) {
  std::vector<std::string> ways;
  if (wanted.tokens) ways.emplace_back("Authorization: Bearer TOKEN");
  for (const auto& scheme : all) {
    if (const auto* keys = scheme->api_keys()) add_once(ways, keys->header + ": KEY");
  }
  std::string text;
  for (const auto& way : ways) text += (text.empty() ? "" : ", or ") + way;
  return text;
}

}  // namespace

Guard::Guard(std::vector<std::shared_ptr<const Scheme>> schemes, std::vector<std::string> scopes,
             const std::string& realm)
    : schemes_(std::move(schemes)), scopes_(std::move(scopes)) {
  for (const auto& scheme : schemes_) {
    if (const auto* keys = scheme->api_keys()) {
      wanted_.api_keys = true;
      add_once(wanted_.fields, keys->field);
    } else {
      wanted_.tokens = true;
    }
  }
  nothing_ = {401, challenges(realm, ""),
              "Say who calls: send " + ways_of(wanted_, schemes_) + "."};
  bad_request_ = {400, challenges(realm, "invalid_request"),
                  "Send one credential, once: " + ways_of(wanted_, schemes_) + "."};
  bad_key_ = {401, challenges(realm, ""), "The key is not valid."};
  bad_token_ = {401, challenges(realm, "invalid_token"), "The token is not valid."};
  too_little_ = {403, challenges(realm, "insufficient_scope"),
                 "This needs the scope " + joined(scopes_) + "."};
}

std::vector<std::string> Guard::challenges(const std::string& realm,
                                           const std::string& error) const {
  std::vector<std::string> list;
  for (const auto& scheme : schemes_) {
    if (const auto* keys = scheme->api_keys()) {
      add_once(list, "ApiKey realm=" + in_quotes(realm) + ", header=" + in_quotes(keys->header));
      continue;
    }
    std::string bearer = "Bearer realm=" + in_quotes(realm);
    if (!error.empty()) bearer += ", error=" + in_quotes(error);
    if (error == "insufficient_scope") bearer += ", scope=" + in_quotes(joined(scopes_));
    add_once(list, std::move(bearer));
  }
  return list;
}

Verdict Guard::admit(const Headers& fields, WallTime now, TokenCache& cache) const {
  return judge(fields, now, cache, Scopes::needed);
}

Verdict Guard::recognise(const Headers& fields, WallTime now, TokenCache& cache) const {
  return judge(fields, now, cache, Scopes::any);
}

Verdict Guard::judge(const Headers& fields, WallTime now, TokenCache& cache, Scopes scopes) const {
  const auto found = find_credential(fields, wanted_);
  const auto* credential = std::get_if<Credential>(&found);
  if (credential == nullptr) return deny(std::get<Reason>(found), nullptr);

  auto who = identify(*credential, cache);
  auto* identity = std::get_if<Identity>(&who);
  if (identity == nullptr) return deny(std::get<Reason>(who), credential);
  if (now >= identity->valid_until) {
    const bool is_key = credential->kind == Credential::Kind::api_key;
    return deny(is_key ? Reason::expired_api_key : Reason::expired, credential);
  }
  if (now < identity->valid_from) return deny(Reason::not_yet_valid, credential);
  const bool may = scopes == Scopes::any || identity->has_scopes(scopes_);
  if (!may) return deny(Reason::missing_scope, credential);
  return {std::move(identity->caller), std::nullopt};
}

OrReason<Identity> Guard::identify(const Credential& credential, TokenCache& cache) const {
  if (credential.kind == Credential::Kind::api_key) return find_key(credential);
  return verify(credential.value, cache);
}

OrReason<Identity> Guard::find_key(const Credential& credential) const {
  const Identity* found = nullptr;
  for (const auto& scheme : schemes_) {
    const auto* keys = scheme->api_keys();
    if (keys == nullptr) continue;
    if (credential.field != "authorization" && credential.field != keys->field) continue;
    // On to the last, whatever was found, so that time does not tell which scheme has it.
    const Identity* here = keys->ring.find(credential.value);
    if (found == nullptr) found = here;
  }
  if (found == nullptr) return Reason::unknown_api_key;
  return *found;
}

OrReason<Identity> Guard::verify(std::string_view token, TokenCache& cache) const {
  if (token.size() > Token::bytes_max) return Reason::token_too_large;
  const Digest digest = plain_sha256(token);
  if (const auto* entry = cache.find(digest)) {
    // A verifier belongs to one scheme: so this one is the route's, and its keys are the same.
    const bool good = std::any_of(schemes_.begin(), schemes_.end(), [&](const auto& scheme) {
      const auto* verifier = scheme->verifier();
      return verifier != nullptr && verifier->id() == entry->verifier_id &&
             verifier->keys_id() == entry->keys_id;
    });
    if (good) return entry->identity;
  }
  const auto parsed = parse_token(token);
  const auto* parts = std::get_if<Token>(&parsed);
  if (parts == nullptr) return std::get<Reason>(parsed);
  const auto issuer = text_member(parts->claims, "iss");
  for (const auto& scheme : schemes_) {
    const auto* verifier = scheme->verifier();
    if (verifier == nullptr || issuer != verifier->issuer()) continue;
    auto verified = verifier->verify(*parts);
    auto* good = std::get_if<JwtVerifier::Verified>(&verified);
    if (good == nullptr) return std::get<Reason>(verified);
    cache.put({digest, verifier->id(), good->keys_id, good->identity});
    return std::move(good->identity);
  }
  return Reason::wrong_issuer;
}

Verdict Guard::deny(Reason reason, const Credential* credential) const {
  const auto as = [&](const Answer& answer) {
    return Verdict{{}, Denial{answer.status, answer.challenges, answer.detail, reason}};
  };
  switch (reason) {
    case Reason::no_credential:
      return as(nothing_);
    case Reason::several_credentials:
    case Reason::malformed_credential:
      return as(bad_request_);
    case Reason::missing_scope:
      return as(too_little_);
    case Reason::no_keys_yet:
      return {{}, Denial{503, {}, "Tokens cannot be checked yet. Try again soon.", reason}};
    default:
      break;
  }
  return as(credential->kind == Credential::Kind::api_key ? bad_key_ : bad_token_);
}

}  // namespace boomerang::auth
