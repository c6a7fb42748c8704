#include "boomerang/gateway/serving.h"

namespace boomerang::gateway {

void CurrentServing::replace(std::shared_ptr<const Serving> next) {
  const std::lock_guard lock(mutex_);
  serving_ = std::move(next);
  version_.fetch_add(1, std::memory_order_release);
}

std::shared_ptr<const Serving> CurrentServing::get() const {
  const std::lock_guard lock(mutex_);
  return serving_;
}

}  // namespace boomerang::gateway
