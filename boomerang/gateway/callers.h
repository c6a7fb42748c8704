#pragma once

// Who calls, for the routes that want to know.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "boomerang/auth/authenticator.h"
#include "boomerang/base/result.h"
#include "boomerang/gateway/admission.h"
#include "boomerang/gateway/route.h"
#include "boomerang/http/response.h"
#include "boomerang/ticket/ticket.h"

namespace boomerang::gateway {

// A guard for each route that names a way to authenticate, and one that takes them all, for tickets
// of routes that are no longer there.
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

  // Where that route looks for credentials beside Authorization, in lower case.
  std::vector<std::string> fields_of(std::size_t index) const;

  // Whether the request comes from the caller that the ticket names, or the answer that says why
  // its credential does not tell: it is looked for as the ticket's route does, so what was good
  // enough there is so here. Who shows none, or a good one of somebody else, is just not the
  // caller; the answer depends on the credential, and never on whose the ticket is.
  using IsCaller = std::variant<bool, http::Response>;
  IsCaller is_caller_of(const ticket::Ticket& ticket, const Headers& fields, WallTime now,
                        auth::TokenCache& cache) const;

 private:
  // Null if the route is gone, or asks nobody who calls.
  const auth::Guard* guard_of(const ticket::Mark& route) const;

  std::vector<std::optional<auth::Guard>> guards_;
  std::map<ticket::Mark, std::size_t> places_;  // Of a route's guard, by the mark of its name.
  std::optional<auth::Guard> any_;
};

// Enough to tell the caller from others; all zero for nobody in particular.
CallerTag tag_of(const auth::Caller& caller);

}  // namespace boomerang::gateway
