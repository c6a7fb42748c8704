#pragma once

// What the messages of the log tell of one request.
//
// Threads: as a value.

#include <optional>
#include <string>
#include <string_view>

#include "boomerang/base/clock.h"
#include "boomerang/base/sha256.h"
#include "boomerang/console/watched_routes.h"
#include "boomerang/event/event.h"
#include "boomerang/event/outcome.h"
#include "boomerang/event/request_id.h"

namespace boomerang::console {

enum class State {
  waiting,    // No outcome, and somebody may be waiting for it.
  overdue,    // No outcome, and its time is up.
  succeeded,  // An outcome that is answered with a status under 400.
  refused,    // 400 to 499.
  failed,     // 500 or more, or given up.
};
inline constexpr State states[] = {State::waiting, State::overdue, State::succeeded, State::refused,
                                   State::failed};

// "waiting", ...
std::string_view name_of(State state);
std::optional<State> parse_state(std::string_view name);

class Trail {
 public:
  explicit Trail(RequestId id) : id_(id) {}

  // Messages come in any order, and more than once. Of two events or two outcomes the first that
  // comes counts; only the time to wait is that of the last. An outcome that is about another
  // payload than the event's is not about this request.
  void learn(const Event& event, const WatchedRoutes& routes);
  void learn(const Outcome& outcome, WallTime published, const WatchedRoutes& routes);

  RequestId id() const { return id_; }
  bool has_event() const { return accepted_.has_value(); }
  bool has_outcome() const { return published_.has_value(); }
  std::optional<WallTime> accepted() const { return accepted_; }
  std::optional<WallTime> expires() const { return expires_; }

  State state(WallTime now) const;
  bool is_late() const { return published_ && expires_ && *published_ > *expires_; }

  // Whether the text, in lower case, is in what names the request.
  bool matches(std::string_view text) const { return names_.find(text) != names_.npos; }

  // The members of a JSON object, without its braces: id, method, target, route, state, type,
  // status, accepted, published, duration_ms, attempts, late.
  std::string members(WallTime now) const;

 private:
  void settle(const WatchedRoutes& routes);

  RequestId id_;
  std::string method_, target_, route_;
  std::string names_;  // What it can be found by, a line each.
  std::optional<WallTime> accepted_, expires_, published_;
  std::optional<Digest> payload_;
  std::optional<Outcome> outcome_;  // Without its body.
  WallTime outcome_published_{};
  std::optional<int> status_;
};

}  // namespace boomerang::console
