#pragma once

// How long requests waited for their answers, by route and status.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "boomerang/base/clock.h"

namespace boomerang::gateway {

// Threads: any.
// Bounds:  one histogram for each status that each route has answered with.
class RequestDurations {
 public:
  // Seconds. A duration falls under the first that is not less than it, or under none.
  static constexpr std::array<double, 14> bounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                    0.1,    0.25,  0.5,    1,     2.5,  5,     10};

  struct Histogram {
    std::array<std::uint64_t, bounds.size() + 1> counts{};  // Under each bound, and under none.
    double sum = 0;                                         // Seconds.

    bool operator==(const Histogram&) const = default;
  };
  // By the name of the route, and by status.
  using Histograms = std::map<std::string, std::map<int, Histogram>, std::less<>>;

  void observe(std::string_view route, int status, Duration duration);

  void add_to(Histograms& sum) const;

 private:
  mutable std::mutex mutex_;
  Histograms histograms_;
};

}  // namespace boomerang::gateway
