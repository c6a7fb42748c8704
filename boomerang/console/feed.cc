#include "boomerang/console/feed.h"

#include <utility>

#include "boomerang/base/json_text.h"
#include "boomerang/base/rfc3339.h"

namespace boomerang::console {
namespace {

std::string event(std::string_view name, const std::string& data) {
  return std::string("event: ").append(name) + "\ndata: " + data + "\n\n";
}

std::string_view in_json(bool value) { return value ? "true" : "false"; }

std::string snapshot_json(const Snapshot& shown, const Follower::Status& status, WallTime now) {
  std::string out = "{\"kept\":" + std::to_string(shown.kept) +
                    ",\"matched\":" + std::to_string(shown.matched) +
                    ",\"since\":" + (shown.since ? "\"" + to_rfc3339(*shown.since) + "\"" : "null");
  out.append(",\"live\":").append(in_json(status.live)).append(",\"faults\":[");
  for (std::size_t i = 0; i < status.faults.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, status.faults[i]);
  }
  out += "],\"counts\":{";
  for (const State state : states) {
    const auto index = static_cast<std::size_t>(state);
    out.append(index == 0 ? "\"" : ",\"").append(name_of(state)).append("\":");
    out += std::to_string(shown.counts[index]);
  }
  out += "},\"requests\":[";
  for (std::size_t i = 0; i < shown.newest.size(); ++i) {
    out += (i == 0 ? "{" : ",{") + shown.newest[i].members(now) + "}";
  }
  return out + "]}";
}

}  // namespace

std::string RequestsFeed::next() {
  follower_.look();
  const auto version = journal_.version();
  const auto status = follower_.status();
  const bool may_differ = version != version_ || time_matters_ || !(status == status_);
  if (!may_differ) return "";
  version_ = version;
  status_ = status;
  const WallTime now = clock_.wall();
  const auto shown = journal_.snapshot(filter_, now);
  time_matters_ = shown.counts[static_cast<std::size_t>(State::waiting)] > 0;
  std::string told = snapshot_json(shown, status, now);
  if (told == told_) return "";
  told_ = told;
  return event("requests", told);
}

std::string TailFeed::next() {
  const auto taken = tail_->take();
  const bool is_news = !taken.messages.empty() || taken.live != live_ || taken.fault != fault_;
  if (!is_news) return "";
  live_ = taken.live;
  fault_ = taken.fault;
  std::string out = "{\"messages\":[";
  for (std::size_t i = 0; i < taken.messages.size(); ++i) {
    if (i > 0) out += ',';
    out += taken.messages[i];
  }
  out += "],\"skipped\":" + std::to_string(taken.skipped);
  out.append(",\"live\":").append(in_json(taken.live)).append(",\"fault\":");
  if (taken.fault.empty()) {
    out += "null";
  } else {
    append_json_string(out, taken.fault);
  }
  return event("messages", out + "}");
}

}  // namespace boomerang::console
