#include "boomerang/console/trail.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "boomerang/base/http_grammar.h"
#include "boomerang/base/json_text.h"
#include "boomerang/base/rfc3339.h"
#include "boomerang/console/masking.h"

namespace boomerang::console {
namespace {

constexpr std::string_view state_names[] = {"waiting", "overdue", "succeeded", "refused", "failed"};

void append_text(std::string& out, std::string_view name, std::string_view value) {
  append_json_string(out.append(",\"").append(name).append("\":"), value);
}

void append_time(std::string& out, std::string_view name, std::optional<WallTime> time) {
  out.append(",\"").append(name).append("\":");
  out += time ? "\"" + to_rfc3339(*time) + "\"" : "null";
}

std::string in_milliseconds(std::chrono::microseconds duration) {
  // Clocks of two machines can disagree.
  const double value = static_cast<double>(std::max<std::int64_t>(duration.count(), 0)) / 1000.0;
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 3);
  return {text.data(), end.ptr};
}

}  // namespace

std::string_view name_of(State state) { return state_names[static_cast<std::size_t>(state)]; }

std::optional<State> parse_state(std::string_view name) {
  for (const State state : states) {
    if (name_of(state) == name) return state;
  }
  return std::nullopt;
}

void Trail::learn(const Event& event, const WatchedRoutes& routes) {
  if (!payload_) {
    payload_ = event.payload_hash;
    method_ = event.method;
    target_ = hide_in_target(event.target);
    route_ = event.route;
    accepted_ = event.time;
  }
  // A repetition has a time of its own to wait.
  if (event.payload_hash == payload_ && event.expires) {
    expires_ = std::max(expires_.value_or(*event.expires), *event.expires);
  }
  settle(routes);
}

void Trail::learn(const Outcome& outcome, WallTime published, const WatchedRoutes& routes) {
  if (outcome_ || outcome.type == mismatch_type) return;
  outcome_ = outcome;
  outcome_->body.clear();
  outcome_published_ = published;
  settle(routes);
}

// Of event and outcome, whichever comes last.
void Trail::settle(const WatchedRoutes& routes) {
  if (!payload_ || published_) return;
  names_ = lower(to_string(id_) + "\n" + method_ + " " + target_ + "\n" + route_);
  if (!outcome_) return;
  if (outcome_->payload_hash && outcome_->payload_hash != payload_) {
    outcome_.reset();
    return;
  }
  published_ = outcome_published_;
  status_ = routes.status_of(*outcome_, route_);
  names_ += "\n" + lower(outcome_->type);
}

State Trail::state(WallTime now) const {
  if (!published_) return expires_ && now > *expires_ ? State::overdue : State::waiting;
  if (outcome_->type == failed_type || *status_ >= 500) return State::failed;
  return *status_ >= 400 ? State::refused : State::succeeded;
}

std::string Trail::members(WallTime now) const {
  std::string out = "\"id\":\"" + to_string(id_) + "\"";
  append_text(out, "method", method_);
  append_text(out, "target", target_);
  append_text(out, "route", route_);
  append_text(out, "state", name_of(state(now)));
  out += ",\"type\":";
  if (published_) {
    append_json_string(out, outcome_->type);
  } else {
    out += "null";
  }
  out += ",\"status\":" + (status_ ? std::to_string(*status_) : "null");
  append_time(out, "accepted", accepted_);
  append_time(out, "published", published_);
  out += ",\"duration_ms\":" + (published_ ? in_milliseconds(*published_ - *accepted_) : "null");
  out += ",\"attempts\":" + (published_ ? std::to_string(outcome_->attempts) : "null");
  out += std::string(",\"late\":") + (is_late() ? "true" : "false");
  return out;
}

}  // namespace boomerang::console
