#pragma once

// Whether one more request can be answered in time, asked before anything is published.
//
// Two limits are counted: how many wait for each route, and for each caller of it. The third is
// foreseen: requests are answered in turn, so a new one waits for about as long as those that are
// open need at the rate at which outcomes come. Once that is longer than it may wait, accepting it
// would only make work whose answer nobody hears, and refusing it keeps those in line in time.
// Source: Little, "A Proof for the Queuing Formula L = lambda W" (1961).
//
// A rate says what workers can do only while they have enough to do: it is learned from windows of
// time that left more to do than was done in them. It is the mean of a few, since workers answer in
// bursts, and where it is too high all that is let in comes too late. Source: Cardwell et al.,
// "BBR: Congestion-Based Congestion Control" (2016), on samples that are limited by the
// application.
//
// Nothing is refused for a rate before one has been open for half a second. From then on, no more
// than `unknown_max` are open while no rate is known, and no more than `stuck_max` while no outcome
// has come for half of the time that a client waits. What is open for longer than `forget_after`
// counts no more: its outcome may never come.
//
// Threads: any.

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/gateway/route.h"

namespace boomerang::gateway {

// Who asks, as a digest: enough to tell callers apart. All zero: nobody in particular.
using CallerTag = std::array<std::uint8_t, 8>;

// One that has been admitted. Copies are the same one; it is given back once.
struct Admitted {
  std::size_t queue = 0;  // Which route's.
  CallerTag caller{};
  Instant since{};
};

class Admission {
 public:
  static constexpr Duration forget_after = std::chrono::seconds(60);
  static constexpr std::size_t unknown_max = 1000;
  static constexpr std::size_t stuck_max = 100;

  struct Refused {
    int status = 503;  // 503 for all, or 429 for this caller.
    std::string_view problem;
    std::chrono::seconds retry_after{1};
  };
  struct Verdict {
    Admitted admitted = {};
    std::optional<Refused> refused = {};
  };

  // Takes a admitted in the route's queue. `wait` is how long the client will wait at most.
  Verdict enter(const Route& route, const CallerTag& caller, Duration wait, Instant now);

  // Nobody waits there any more, but its outcome has not come: 202, 504. It is still open.
  void stop_waiting(const Admitted& admitted);

  // Its outcome has come. `waited`: whether somebody still waited.
  void settle(const Admitted& admitted, bool waited, Instant now);

  // It was not published after all; somebody still waited.
  void withdraw(const Admitted& admitted, Instant now);

  // For metrics and tests: requests whose outcome has not come, of all routes.
  std::size_t open(Instant now);

 private:
  // How many are open, by when they began; those too old fall out.
  class OpenCount {
   public:
    void add(Instant began, Instant now);
    void remove(Instant began, Instant now);  // Does nothing to one that has fallen out.
    std::size_t total(Instant now);
    Duration oldest_age(Instant now);  // Zero if there is none. In steps of a slot.

   private:
    static constexpr Duration slot_width = std::chrono::milliseconds(100);
    static constexpr std::int64_t slots = forget_after / slot_width;
    static std::int64_t slot_of(Instant instant) { return instant.time_since_epoch() / slot_width; }
    std::size_t& at(std::int64_t slot) { return counts_[static_cast<std::size_t>(slot % slots)]; }
    void forget(Instant now);

    std::array<std::size_t, slots> counts_{};
    std::int64_t oldest_ = 0;  // No slot before it counts.
    std::size_t total_ = 0;
  };

  // From an outcome to another one.
  struct Window {
    std::uint64_t outcomes = 0;  // After the first.
    Duration length{};
    std::size_t open_min = 0;  // As few as ever were open in it.
  };

  struct Queue {
    std::size_t waiting = 0;
    std::map<CallerTag, std::size_t> callers;  // Waiting, by caller. Nobody in particular: not.
    OpenCount open;

    std::optional<Instant> last_outcome;

    std::optional<Window> current;
    Instant window_began{};
    std::deque<Window> busy;  // The last ones, as long as all had enough to do.
    double rate = 0;          // Each second. 0: not known.
  };

  std::size_t number_of(const Route& route);
  static std::optional<Refused> full(const Queue& queue, const Route& route,
                                     const CallerTag& caller);
  static std::optional<Refused> late(Queue& queue, Duration wait, Instant now);
  static void count_outcome(Queue& queue, Instant now);
  static void end_window(Queue& queue, const Window& ended);
  static void leave(Queue& queue, const CallerTag& caller);

  std::mutex mutex_;
  std::map<std::string, std::size_t, std::less<>> numbers_;  // By the route's name.
  std::vector<std::unique_ptr<Queue>> queues_;
};

}  // namespace boomerang::gateway
