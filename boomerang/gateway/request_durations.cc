#include "boomerang/gateway/request_durations.h"

#include <algorithm>
#include <chrono>

namespace boomerang::gateway {

void RequestDurations::observe(std::string_view route, int status, Duration duration) {
  const double seconds = std::chrono::duration<double>(duration).count();
  const auto bound = std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin();
  const std::lock_guard lock(mutex_);
  auto known = histograms_.find(route);
  if (known == histograms_.end()) known = histograms_.try_emplace(std::string(route)).first;
  Histogram& histogram = known->second[status];
  ++histogram.counts[static_cast<std::size_t>(bound)];
  histogram.sum += seconds;
}

void RequestDurations::add_to(Histograms& sum) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [route, statuses] : histograms_) {
    for (const auto& [status, histogram] : statuses) {
      Histogram& into = sum[route][status];
      for (std::size_t i = 0; i < into.counts.size(); ++i) into.counts[i] += histogram.counts[i];
      into.sum += histogram.sum;
    }
  }
}

}  // namespace boomerang::gateway
