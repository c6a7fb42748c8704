#include "boomerang/store/history.h"

#include "boomerang/base/sha256.h"

namespace boomerang::store {

std::string hash_of(const Migration& migration) { return to_hex(sha256({migration.sql})); }

Result<std::span<const Migration>> steps_to_run(std::span<const RanStep> ran,
                                                std::span<const Migration> known) {
  for (std::size_t i = 0; i < ran.size(); ++i) {
    if (i >= known.size() || known[i].name != ran[i].name) {
      const std::string found = i < known.size() ? known[i].name : "nothing";
      return Fault{FaultKind::invalid, "the database has run migration " + ran[i].name +
                                           " as number " + std::to_string(i + 1) +
                                           ", where this program has " + found};
    }
    if (hash_of(known[i]) != ran[i].sha256) {
      return Fault{FaultKind::invalid, "migration " + ran[i].name +
                                           " was changed after it had run; add a new one instead"};
    }
  }
  return known.subspan(ran.size());
}

}  // namespace boomerang::store
