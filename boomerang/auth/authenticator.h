#pragma once

// The ways in which a gateway knows its callers, made from the configuration.
//
//   auto authenticator = Authenticator::make({"boomerang", schemes}, clock);
//   auto guard = authenticator->guard({"partners", "login"}, {"users:write"});   // For a route.
//
//   const auto verdict = guard->admit(request.fields, clock.wall(), cache);       // For a request.
//   if (verdict.denial) ...                  // Its status, challenges and detail are the answer.
//   else ...                                 // verdict.caller.id
//
// To read files and settings anew, make another one of this one, with guards of its own, and let
// the event loops take those. Where keys come from a URL, the last guard of an authenticator is not
// to be destroyed on an event loop: that may wait a second for a fetch to give up.

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "boomerang/auth/guard.h"
#include "boomerang/auth/key_source.h"
#include "boomerang/auth/scheme_options.h"
#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"

namespace boomerang::auth {

// Threads: any, once made; a thread of its own for each URL of keys, which ends with the last guard
// that uses it.
class Authenticator {
 public:
  struct Options {
    std::string realm = "boomerang";  // What the challenges say callers are known for.
    std::vector<SchemeOptions> schemes = {};
  };

  // Reads all files; does not wait for URLs. `clock` must outlive it and its guards.
  //
  // Keys that `before` has fetched stay in use where they come from the same URL, and the same
  // authorities say so; newer ones are asked for. `before` stays as it is, whatever comes of this.
  //
  // Fails: invalid  check_options(); a file cannot be read or is not as it should be; two files of
  //                 API keys have one name. `what` says where, and what to change
  static Result<Authenticator> make(const Options& options, const Clock& clock,
                                    const Authenticator* before = nullptr);

  // For a route whose callers must be known by one of `schemes` and have all of `scopes`.
  //
  // Fails: invalid  no scheme, or one that is not there; what cannot be a scope
  Result<Guard> guard(const std::vector<std::string>& schemes,
                      const std::vector<std::string>& scopes) const;

  // The fields in which callers send what proves who they are, in lower case.
  std::set<std::string> proof_fields() const;

  // The schemes whose keys did not come yet: their callers are answered 503.
  std::vector<std::string> not_ready() const;

 private:
  struct Remote;

  Authenticator() = default;
  Result<std::shared_ptr<KeySource>> remote_source(const JwtOptions& options,
                                                   const std::string& scheme, const Clock& clock,
                                                   const Authenticator* before);
  Result<std::shared_ptr<KeySource>> source(const JwtOptions& options, const std::string& scheme,
                                            const Clock& clock, const Authenticator* before);
  Result<Scheme> scheme(const SchemeOptions& from, const Clock& clock, const Authenticator* before);

  std::string realm_;
  std::vector<std::shared_ptr<const Scheme>> schemes_;
  std::vector<std::shared_ptr<const Remote>> remotes_;  // Of those whose keys come from a URL.
};

struct SchemeFiles {
  std::vector<std::filesystem::path> files;  // That were read.
  std::set<std::string> key_names;           // Of its API keys.
};

// Reads the files of a scheme whose options are good, as make() would; asks no URL.
// Fails: invalid  a file cannot be read or is not as it should be; `what` begins with the file
Result<SchemeFiles> check_files(const SchemeOptions& scheme);

}  // namespace boomerang::auth
