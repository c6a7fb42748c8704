#pragma once

// What one route asks of who calls it.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/auth/credential.h"
#include "boomerang/auth/identity.h"
#include "boomerang/auth/reason.h"
#include "boomerang/auth/token_cache.h"
#include "boomerang/base/clock.h"
#include "boomerang/base/headers.h"
#include "boomerang/base/result.h"

namespace boomerang::auth {

struct Scheme;

// What to answer a request that is not let in.
struct Denial {
  int status = 401;                       // 400, 401, 403 or 503.
  std::vector<std::string> challenges;    // A WWW-Authenticate field each. None with 503.
  std::string detail;                     // For the answer's body.
  Reason reason = Reason::no_credential;  // For the log and the metrics only.
};

struct Verdict {
  Caller caller;  // Empty if there is a denial.
  std::optional<Denial> denial;
};

// One for each route that wants to know who calls. It keeps what it needs of its Authenticator.
//
// Threads: any, once made.
class Guard {
 public:
  // Who sends a request with these fields, whose names are in lower case. An unknown key costs and
  // is answered what an expired one does; of a token that is not good, the answer does not say why.
  //
  // Fails: 400  several credentials, or a malformed one
  //        401  none, or one that is not good now
  //        403  without one of the scopes
  //        503  the keys that tokens are checked with never came
  // Source: RFC 6750, section 3; RFC 9110, section 11.6.1.
  //
  // Waits for nothing. A token that is new here costs up to some hundred microseconds.
  Verdict admit(const Headers& fields, WallTime now, TokenCache& cache) const;

  // The same for who asks for what was let in before: whatever the scopes are now, so never 403.
  Verdict recognise(const Headers& fields, WallTime now, TokenCache& cache) const;

  // Where API keys are looked for beside Authorization, in lower case.
  const std::vector<std::string>& fields() const { return wanted_.fields; }

 private:
  friend class Authenticator;

  // What is answered for a kind of reasons: made once.
  struct Answer {
    int status;
    std::vector<std::string> challenges;
    std::string detail;
  };

  enum class Scopes { needed, any };

  Guard(std::vector<std::shared_ptr<const Scheme>> schemes, std::vector<std::string> scopes,
        const std::string& realm);

  std::vector<std::string> challenges(const std::string& realm, const std::string& error) const;
  Verdict judge(const Headers& fields, WallTime now, TokenCache& cache, Scopes scopes) const;
  OrReason<Identity> identify(const Credential& credential, TokenCache& cache) const;
  OrReason<Identity> find_key(const Credential& credential) const;
  OrReason<Identity> verify(std::string_view token, TokenCache& cache) const;
  Verdict deny(Reason reason, const Credential* credential) const;

  std::vector<std::shared_ptr<const Scheme>> schemes_;
  std::vector<std::string> scopes_;
  Wanted wanted_;

  Answer nothing_;
  Answer bad_request_;
  Answer bad_key_;
  Answer bad_token_;
  Answer too_little_;
};

}  // namespace boomerang::auth
