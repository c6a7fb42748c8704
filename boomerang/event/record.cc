#include "boomerang/event/record.h"

namespace boomerang {

std::size_t bytes_of(const Record& record) {
  constexpr std::size_t overhead = 64;
  return record.key.size() + record.headers.bytes() + record.value.size() + overhead;
}

}  // namespace boomerang
