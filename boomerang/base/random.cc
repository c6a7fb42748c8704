#include "boomerang/base/random.h"

#include <sys/random.h>

#include <cerrno>

#include "boomerang/base/check.h"

namespace boomerang {

std::uint64_t Random::below(std::uint64_t bound) {
  check(bound > 0, "an empty range has no random member");
  // Numbers under 2^64 mod bound would make the small members more likely.
  const std::uint64_t unfair = (0 - bound) % bound;
  std::uint64_t number = next();
  while (number < unfair) number = next();
  return number % bound;
}

std::uint64_t SystemRandom::next() {
  if (used_ == std::size(block_)) {
    // Up to 256 bytes come whole or with EINTR; longer reads may come in parts.
    auto* bytes = reinterpret_cast<unsigned char*>(block_);
    for (std::size_t got = 0; got < sizeof block_;) {
      const ssize_t more = getrandom(bytes + got, sizeof block_ - got, 0);
      check(more > 0 || errno == EINTR, "getrandom failed");
      if (more > 0) got += static_cast<std::size_t>(more);
    }
    used_ = 0;
  }
  return block_[used_++];
}

}  // namespace boomerang
