#include "boomerang/console/request_page.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/base/json_text.h"
#include "boomerang/base/rfc3339.h"
#include "boomerang/console/message.h"
#include "boomerang/console/trail.h"
#include "boomerang/event/codec.h"

namespace boomerang::console {
namespace {

using Stage = std::pair<WallTime, std::string_view>;

// What is told by the messages, one after another. Kafka keeps milliseconds of when they came.
struct Story {
  explicit Story(RequestId id) : trail(id) {}

  void hear(const FoundMessage& message, const WatchedRoutes& routes) {
    const auto& entry = message.entry;
    if (message.kind == TopicKind::dead_letters) {
      stages.emplace_back(entry.time, "given_up");
    } else if (message.kind == TopicKind::requests) {
      auto heard = decode_event(*entry.record);
      if (!heard) return;
      trail.learn(*heard, routes);
      if (event) return;
      stages.emplace_back(heard->time, "accepted");
      stages.emplace_back(std::max(entry.time, heard->time), "logged");
      event = *std::move(heard);
    } else {
      const auto heard = decode_outcome(*entry.record);
      if (!heard) return;
      const bool had_outcome = trail.has_outcome();
      trail.learn(*heard, entry.time, routes);
      if (had_outcome || !trail.has_outcome()) return;
      // What was given up unseen, and what others publish, may have none.
      if (heard->attempts > 0 && heard->time != WallTime{}) {
        stages.emplace_back(heard->time, "attempted");
      }
      stages.emplace_back(std::max(entry.time, heard->time), "published");
    }
  }

  Trail trail;
  std::optional<Event> event;
  std::vector<Stage> stages;
};

}  // namespace

std::optional<std::string> request_json(RequestId id, const Found& found,
                                        const WatchedRoutes& routes, WallTime now) {
  Story story(id);
  // An outcome tells nothing before its event.
  for (const bool events_first : {true, false}) {
    for (const auto& message : found.messages) {
      if ((message.kind == TopicKind::requests) == events_first) story.hear(message, routes);
    }
  }
  if (!story.event) return std::nullopt;
  const Event& event = *story.event;
  if (const auto expires = story.trail.expires()) story.stages.emplace_back(*expires, "deadline");
  std::stable_sort(story.stages.begin(), story.stages.end(),
                   [](const Stage& a, const Stage& b) { return a.first < b.first; });

  std::string out = "{" + story.trail.members(now);
  append_json_bytes(out += ",\"key\":", event.key);
  append_json_string(out += ",\"source\":", event.source);
  const auto expires = story.trail.expires();
  out += ",\"expires\":" + (expires ? "\"" + to_rfc3339(*expires) + "\"" : "null");
  out += ",\"trace\":";
  if (event.trace_parent.empty()) {
    out += "null";
  } else {
    append_json_string(out, event.trace_parent);
  }
  out += ",\"stages\":[";
  for (std::size_t i = 0; i < story.stages.size(); ++i) {
    const auto& [time, name] = story.stages[i];
    out.append(i == 0 ? "" : ",").append("{\"name\":\"").append(name);
    out += "\",\"at\":\"" + to_rfc3339(time) + "\"}";
  }
  out += "],\"messages\":[";
  for (std::size_t i = 0; i < found.messages.size(); ++i) {
    const auto& [topic, kind, entry] = found.messages[i];
    if (i > 0) out += ',';
    out += message_json(topic, entry, SIZE_MAX);
  }
  return out + "]}";
}

}  // namespace boomerang::console
