#pragma once

// Who may look at the console: who is on this machine, or has the password.
//
// Threads: any.

#include <optional>
#include <string>
#include <string_view>

#include "boomerang/base/sha256.h"
#include "boomerang/http/request.h"
#include "boomerang/http/response.h"

namespace boomerang::console {

// "localhost", a name under it, 127.0.0.0/8 or ::1, without a port. Source: RFC 6761, section 6.3.
bool is_loopback(std::string_view host);

class Access {
 public:
  // Without a password only a console on a loopback address is shown, and only under a name of
  // it: a page from elsewhere, whose own name leads to 127.0.0.1, sees nothing ("DNS rebinding").
  Access(const std::string& password, bool on_loopback);

  // Nothing for who may look.
  //   401  the password is missing or wrong. Source: RFC 7617
  //   403  there is none, and the console is not on this machine alone, or is asked for under
  //        another name; or a page from elsewhere asks (Sec-Fetch-Site)
  std::optional<http::Response> refusal(const http::Request& head) const;

 private:
  bool knows_password(const http::Request& head) const;

  const bool has_password_;
  const Digest password_;
  const bool on_loopback_;
};

}  // namespace boomerang::console
