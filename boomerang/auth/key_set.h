#pragma once

// The keys of one issuer.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/auth/verification_key.h"
#include "boomerang/base/result.h"

namespace boomerang::auth {

// Threads: any, once made.
class KeySet {
 public:
  // A JWK set's public keys for signatures: RSA, EC on P-256, OKP on Ed25519. Keys for other things
  // are left out, and so are those that are unfit: too short, off their curve, of an algorithm that
  // is not theirs, with a private part, symmetric, or with the id of an earlier key of their
  // algorithm. Source: RFC 7517; RFC 7518, section 6; RFC 8037, section 2.
  //
  // Fails: invalid  no JWK set, or no key in it that can be used; `what` says why
  // Bounds: 256 KiB, 64 keys.
  static Result<KeySet> parse(std::string_view text);

  // One key that serves tokens of any key id.
  explicit KeySet(VerificationKey key);

  // The key of that algorithm that a token means by its key id. A key without an id is meant by any
  // id that no other has, and a token without one means the only key; null if none or several may
  // be meant.
  const VerificationKey* find(Algorithm algorithm, std::optional<std::string_view> key_id) const;

  // For each key that was left out, why: "keys[2]: an RSA key of less than 2048 bits".
  const std::vector<std::string>& left_out() const { return left_out_; }

  std::size_t size() const { return keys_.size(); }

  // Tells this set from every other of the process, also from one with the same keys. Never 0.
  std::uint64_t id() const { return id_; }

 private:
  struct Named {
    std::optional<std::string> id;
    VerificationKey key;
  };

  KeySet();

  std::uint64_t id_;
  std::vector<Named> keys_;
  std::vector<std::string> left_out_;
};

}  // namespace boomerang::auth
