#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/auth/api_key.h"
#include "boomerang/base/random.h"
#include "boomerang/config/command.h"

namespace boomerang::command {

// `boomerang keys new` and `boomerang keys hash`: API keys, and the lines for a file of keys; see
// docs/authentication.md.
class Keys {
 public:
  // `random` must be the system's.
  Keys(Random& random, std::istream& in, std::ostream& out, std::ostream& err)
      : random_(random), in_(in), out_(out), err_(err) {}

  // Bound to this object, which must outlive it.
  config::Command command();

 private:
  config::Command subcommand(std::string name, std::string about, int (Keys::*run)());
  int make_new();
  int hash();

  Random& random_;
  std::istream& in_;
  std::ostream& out_;
  std::ostream& err_;
  auth::ApiKeyOptions options_;
};

}  // namespace boomerang::command
