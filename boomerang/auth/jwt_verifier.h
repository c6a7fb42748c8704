#pragma once

// Tokens of one issuer. Source: RFC 7519, section 7.2; RFC 8725.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "boomerang/auth/identity.h"
#include "boomerang/auth/key_source.h"
#include "boomerang/auth/scheme_options.h"
#include "boomerang/auth/token.h"
#include "boomerang/base/result.h"

namespace boomerang::auth {

// Threads: any, once made.
class JwtVerifier {
 public:
  // `options` were checked: check_options().
  JwtVerifier(std::string scheme, const JwtOptions& options, std::shared_ptr<KeySource> keys);

  const std::string& scheme() const { return scheme_; }
  const std::string& issuer() const { return options_.issuer; }

  // Tells this one from every other of the process: what it has found good, one with other options
  // may not. Never 0.
  std::uint64_t id() const { return id_; }

  // KeySource::keys_id().
  std::uint64_t keys_id() const { return keys_->keys_id(); }

  struct Verified {
    Identity identity;
    std::uint64_t keys_id;  // Of the set that the signature was checked with.
  };

  // Who has the token. The times in it are read but not looked at, as they have to be each time
  // that it is shown.
  //
  // Fails: algorithm_not_allowed, wrong_type, wrong_issuer, wrong_audience, wrong_signature
  //        no_keys_yet   nothing can be told
  //        unknown_key   newer keys were asked for; the same token may be good soon
  //        wrong_claims  "exp" or the caller's claim is missing; any that is looked at has a wrong
  //                      form
  OrReason<Verified> verify(const Token& token) const;

 private:
  std::uint64_t id_;
  std::string scheme_;
  JwtOptions options_;
  std::vector<Algorithm> algorithms_;
  std::shared_ptr<KeySource> keys_;
};

}  // namespace boomerang::auth
