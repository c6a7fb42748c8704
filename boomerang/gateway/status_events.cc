#include "boomerang/gateway/status_events.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "boomerang/base/base64url.h"
#include "boomerang/base/http_grammar.h"
#include "boomerang/base/json_text.h"
#include "boomerang/http/response_writer.h"

namespace boomerang::gateway {
namespace {

std::string event(std::string_view id, std::string_view name, const std::string& data) {
  std::string text;
  if (!id.empty()) text.append("id: ").append(id).append("\n");
  text.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
  return text;
}

void append_member(std::string& json, std::string_view name, std::string_view value) {
  append_json_string(json, name);
  json += ':';
  append_json_string(json, value);
}

// Each name once: several values are one list. Source: RFC 9110, section 5.3.
std::vector<std::pair<std::string, std::string>> joined(const Headers& fields) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto [name, value] : fields) {
    const auto same = std::find_if(all.begin(), all.end(), [&name = name](const auto& one) {
      return equal_but_for_case(one.first, name);
    });
    if (same == all.end()) {
      all.emplace_back(name, value);
    } else {
      same->second.append(", ").append(value);
    }
  }
  return all;
}

}  // namespace

std::string pending_event(RequestId id) {
  return event("0", "pending", R"({"state":"pending","request_id":")" + to_string(id) + "\"}");
}

std::string completed_event(RequestId id, const http::Response& response) {
  std::string json = R"({"state":"completed","request_id":")" + to_string(id) + R"(","status":)" +
                     std::to_string(response.status) + R"(,"headers":{)";
  bool is_first = true;
  for (const auto& [name, value] : joined(response.fields)) {
    if (!std::exchange(is_first, false)) json += ',';
    append_member(json, name, value);
  }
  json += '}';
  if (http::may_have_content(response.status)) {
    json += ',';
    if (is_utf8(response.body)) {
      append_member(json, "body", response.body);
    } else {
      append_member(json, "body_base64url", encode_base64url(response.body));
    }
  }
  json += '}';
  return event(last_event_id, "completed", json);
}

std::string failed_event(const http::Response& response) {
  return event("", "failed", response.body);
}

std::string heartbeat() { return ":\n\n"; }

http::Response event_stream_head(RequestId id) {
  http::Response head;
  head.fields.add("Content-Type", "text/event-stream");
  head.fields.add("X-Request-Id", to_string(id));
  head.fields.add("X-Accel-Buffering", "no");  // For nginx in front.
  return head;
}

}  // namespace boomerang::gateway
