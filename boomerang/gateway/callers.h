#pragma once

// Who calls, for the routes that want to know.

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "boomerang/auth/authenticator.h"
#include "boomerang/base/result.h"
#include "boomerang/gateway/admission.h"
#include "boomerang/gateway/route.h"
#include "boomerang/http/response.h"

namespace boomerang::gateway {

// A guard for each route that names a way to authenticate, and one for the status resource, which
// takes them all.
//
// Threads: any, once made.
class Callers {
 public:
  // None of the ways is known: routes that name one are refused.
  Callers() = default;

  // `schemes` are the names of all that `authenticator` knows.
  // Fails: invalid  a route names a way that is not there, or a scope that cannot be; it puts into
  //                 its events what proves who somebody is: Authorization, or the field of any way
  static Result<Callers> make(const std::vector<Route>& routes,
                              const auth::Authenticator* authenticator,
                              const std::vector<std::string>& schemes);

  // Who sends the request to the route with this index, or the answer that refuses it.
  using Who = std::variant<auth::Caller, http::Response>;
  Who of_route(std::size_t index, const Headers& fields, WallTime now,
               auth::TokenCache& cache) const;

  // Nobody in particular if there are no credentials, or none that are good.
  auth::Caller of_anything(const Headers& fields, WallTime now, auth::TokenCache& cache) const;

 private:
  std::vector<std::optional<auth::Guard>> guards_;
  std::optional<auth::Guard> any_;
};

// Enough to tell the caller from others; all zero for nobody in particular.
CallerTag tag_of(const auth::Caller& caller);

}  // namespace boomerang::gateway
