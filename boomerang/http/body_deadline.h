#pragma once

#include <cstddef>

#include "boomerang/base/clock.h"

namespace boomerang::http {

struct Limits;

// The instant at which the `received` bytes of a body that began at `start` are too few.
Instant body_deadline(const Limits& limits, Instant start, std::size_t received);

}  // namespace boomerang::http
