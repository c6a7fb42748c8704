#pragma once

// The history of a schema: the steps that ran are kept in the database, each with a hash of its
// SQL, and are compared with those that this program knows.

#include <span>
#include <string>

#include "boomerang/base/result.h"
#include "boomerang/store/store.h"

namespace boomerang::store {

struct RanStep {
  std::string name;
  std::string sha256;
};

// What RanStep::sha256 is for this step.
std::string hash_of(const Migration& migration);

// Those of `known` that have not run. What ran must be the first of them, unchanged.
//
// Fails: invalid  a step that ran is missing in `known`, or was changed; `what` says which
Result<std::span<const Migration>> steps_to_run(std::span<const RanStep> ran,
                                                std::span<const Migration> known);

}  // namespace boomerang::store
