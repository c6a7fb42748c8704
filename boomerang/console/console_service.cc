#include "boomerang/console/console_service.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "boomerang/base/http_grammar.h"
#include "boomerang/base/json_text.h"
#include "boomerang/base/log.h"
#include "boomerang/console/message.h"
#include "boomerang/console/page_file.h"
#include "boomerang/console/query.h"
#include "boomerang/console/request_page.h"

namespace boomerang::console {
namespace {

constexpr std::string_view root = "/console/";
constexpr std::string_view api = "/console/api/";

http::Response redirect(int status, std::string_view place) {
  http::Response response;
  response.status = status;
  response.fields.add("Location", place);
  return response;
}

http::Response json(std::string body) {
  http::Response response;
  response.fields.add("Content-Type", "application/json");
  response.fields.add("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

http::Response nowhere() { return http::problem(404, "The console has nothing there."); }

// Of a call that looks into the log. Who asks is an operator, and hears why.
http::Response problem_of(const Fault& fault) {
  if (fault.kind == FaultKind::invalid) return http::problem(404, "There is " + fault.what + ".");
  auto response = http::problem(503, "The log cannot be looked into: " + fault.what + ".");
  response.fields.add("Retry-After", "1");
  return response;
}

http::Response busy(std::string_view detail) {
  auto response = http::problem(503, detail);
  response.fields.add("Retry-After", "5");
  return response;
}

std::string topics_json(const std::vector<TopicState>& topics, const WatchedRoutes& routes) {
  std::string out = "{\"topics\":[";
  for (const auto& topic : topics) {
    out += out.ends_with('[') ? "{\"name\":" : ",{\"name\":";
    append_json_string(out, topic.name);
    out.append(",\"kind\":\"").append(name_of(routes.kind_of(topic.name))).append("\"");
    broker::Offset entries = 0;
    std::string partitions;
    for (std::size_t i = 0; i < topic.ranges.size(); ++i) {
      const auto& range = topic.ranges[i];
      entries += range.end - range.begin;
      partitions += (i == 0 ? "{\"partition\":" : ",{\"partition\":") + std::to_string(i) +
                    ",\"begin\":" + std::to_string(range.begin) +
                    ",\"end\":" + std::to_string(range.end) + "}";
    }
    out += ",\"entries\":" + std::to_string(entries) + ",\"partitions\":[" + partitions + "]}";
  }
  return out + "]}";
}

std::string page_json(const std::string& topic, const Page& page) {
  std::string out = "{\"messages\":[";
  for (std::size_t i = 0; i < page.entries.size(); ++i) {
    if (i > 0) out += ',';
    out += message_json(topic, page.entries[i], listed_value_bytes_max);
  }
  out += "],\"older\":" + (page.older ? "\"" + to_string(*page.older) + "\"" : "null");
  return out + ",\"scanned\":" + std::to_string(page.scanned) + "}";
}

// Which entries have a text; nothing if all are wanted.
std::function<bool(const broker::Entry&)> wanted(std::string text) {
  if (text.empty()) return nullptr;
  return [text = std::move(text)](const broker::Entry& entry) { return shows(entry, text); };
}

constexpr std::int64_t partition_max = 1'000'000;

}  // namespace

http::Service::Verdict ConsoleService::admit(const http::Request& head) {
  if (auto refusal = console_.access_.refusal(head)) {
    add_security_fields(*refusal);
    return {0, std::move(refusal)};
  }
  if (head.method == "GET" || head.method == "HEAD") return {0, std::nullopt};
  auto refusal = http::problem(405, "The console only shows what there is: use GET.");
  refusal.fields.add("Allow", "GET, HEAD");
  return {0, std::move(refusal)};
}

void ConsoleService::serve(http::Request request, http::Exchange exchange) {
  const auto path = request.path();
  if (!path.starts_with(root)) {
    return answer(exchange, path == "/" || path == "/console" ? redirect(302, root) : nowhere());
  }
  if (!path.starts_with(api)) {
    return answer(exchange, page_file(request, path.substr(root.size())));
  }
  const auto asked = path.substr(api.size());
  if (asked == "overview") return answer(exchange, overview());
  const auto name = asked.substr(0, asked.find('/'));
  const auto rest = asked.substr(name.size());
  if (name == "requests") return serve_requests(request, rest, exchange);
  if (name == "topics") return serve_topics(request, rest, exchange);
  answer(exchange, nowhere());
}

http::Response ConsoleService::overview() const {
  return json(
      overview_json(console_.options_.overview(), *console_.routes(), console_.clock_.wall()));
}

// "/api/requests" and "/api/requests/ID".
void ConsoleService::serve_requests(const http::Request& request, std::string_view rest,
                                    http::Exchange exchange) {
  if (rest.empty()) {
    Filter filter;
    const std::string state = parameter(request.query(), "state");
    filter.state = parse_state(state);
    if (!state.empty() && !filter.state) {
      return answer(exchange, http::problem(400,
                                            "The parameter state must be waiting, overdue, "
                                            "succeeded, refused or failed."));
    }
    filter.text = lower(parameter(request.query(), "text"));
    const auto limit = number_parameter(request.query(), "limit", 1, 500);
    if (!limit) return answer(exchange, http::problem(400, limit.fault().what));
    filter.limit = static_cast<std::size_t>(limit->value_or(200));
    return listen(exchange, std::make_unique<RequestsFeed>(std::move(filter), console_.journal_,
                                                           console_.follower_, console_.clock_));
  }
  const auto id = parse_request_id(rest.substr(1));
  if (!id) {
    return answer(exchange, http::problem(400,
                                          "The id of a request is a UUID, such as "
                                          "0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b."));
  }
  std::optional<WallTime> since;
  if (const auto known = console_.journal_.find(*id)) since = known->accepted();
  look_up(exchange, [id = *id, since, routes = console_.routes(),
                     &clock = console_.clock_](LogBrowser& browser) {
    const auto found = browser.find(id, *routes, since);
    if (!found) return problem_of(found.fault());
    if (auto body = request_json(id, *found, *routes, clock.wall())) return json(*std::move(body));
    const std::string looked_at = std::to_string(found->scanned) + " messages were looked through";
    return http::problem(404, found->complete
                                  ? "The log has no request of this id: " + looked_at + "."
                                  : "The request was not found in time: " + looked_at +
                                        ". Look for its id in the messages of its topic.");
  });
}

// "/api/topics", "/api/topics/NAME/messages", ".../messages/PARTITION/OFFSET", ".../tail".
void ConsoleService::serve_topics(const http::Request& request, std::string_view rest,
                                  http::Exchange exchange) {
  if (rest.empty()) {
    return look_up(exchange, [routes = console_.routes()](LogBrowser& browser) {
      const auto topics = browser.topics();
      return topics ? json(topics_json(*topics, *routes)) : problem_of(topics.fault());
    });
  }
  rest.remove_prefix(1);
  const auto name = rest.substr(0, rest.find('/'));
  const auto what = rest.substr(name.size());
  std::string topic = percent_decoded(name);
  constexpr std::string_view messages = "/messages";
  if (what == messages) return serve_page(request, topic, exchange);
  if (what == "/tail") return serve_tail(request, topic, exchange);
  if (what.starts_with("/messages/")) {
    return serve_entry(std::move(topic), what.substr(messages.size() + 1), exchange);
  }
  answer(exchange, nowhere());
}

void ConsoleService::serve_page(const http::Request& request, const std::string& topic,
                                http::Exchange exchange) {
  const auto partition = number_parameter(request.query(), "partition", 0, partition_max);
  if (!partition) return answer(exchange, http::problem(400, partition.fault().what));
  const auto limit = number_parameter(request.query(), "limit", 1, 200);
  if (!limit) return answer(exchange, http::problem(400, limit.fault().what));
  const std::string before = parameter(request.query(), "before");
  PageQuery query;
  query.topic = topic;
  query.before = parse_cursor(before);
  if (!before.empty() && !query.before) {
    return answer(exchange, http::problem(400, "The parameter before is what a page calls older."));
  }
  if (*partition) query.partition = static_cast<broker::Partition>(**partition);
  query.limit = static_cast<std::size_t>(limit->value_or(50));
  query.wanted = wanted(parameter(request.query(), "text"));
  look_up(exchange, [query = std::move(query)](LogBrowser& browser) {
    const auto page = browser.page(query);
    return page ? json(page_json(query.topic, *page)) : problem_of(page.fault());
  });
}

void ConsoleService::serve_tail(const http::Request& request, const std::string& topic,
                                http::Exchange exchange) {
  const auto partition = number_parameter(request.query(), "partition", 0, partition_max);
  if (!partition) return answer(exchange, http::problem(400, partition.fault().what));
  std::vector<broker::Partition> partitions;
  if (*partition) partitions.push_back(static_cast<broker::Partition>(**partition));
  auto tail = console_.follower_.tail(topic, std::move(partitions),
                                      wanted(parameter(request.query(), "text")));
  listen(exchange, std::make_unique<TailFeed>(std::move(tail)));
}

void ConsoleService::serve_entry(std::string topic, std::string_view place,
                                 http::Exchange exchange) {
  // "3/42" names a place as a cursor does.
  std::string named(place);
  std::replace(named.begin(), named.end(), '/', ':');
  const auto at = parse_cursor(named);
  if (!at || at->size() != 1) {
    return answer(exchange,
                  http::problem(400, "A message is named by its partition and its offset: 0/42."));
  }
  look_up(exchange, [topic = std::move(topic), at = *at->begin()](LogBrowser& browser) {
    const auto found = browser.entry(topic, at.first, at.second);
    if (!found) return problem_of(found.fault());
    if (!*found) {
      return http::problem(404, "The message is not there: not yet, or not any more.");
    }
    return json(message_json(topic, **found, SIZE_MAX));
  });
}

void ConsoleService::answer(http::Exchange exchange, http::Response response) {
  add_security_fields(response);
  shard_.answer(exchange, std::move(response));
}

void ConsoleService::look_up(http::Exchange exchange, Look look) {
  const auto number = ++last_;
  looking_up_[number] = exchange;
  const bool is_taken = console_.errands_.run(
      [this, number, look = std::move(look), &browser = console_.browser_, &shard = shard_] {
        auto found = std::make_shared<http::Response>(look(browser));
        shard.post([this, number, found] {
          const auto waiting = looking_up_.find(number);
          if (waiting == looking_up_.end()) return;
          answer(waiting->second, std::move(*found));
          looking_up_.erase(waiting);
        });
      });
  if (is_taken) return;
  looking_up_.erase(number);
  answer(exchange, busy("Too much is being looked up at the moment. Ask again later."));
}

void ConsoleService::listen(http::Exchange exchange, std::unique_ptr<Feed> feed) {
  if (streams_.size() >= streams_max) {
    return answer(exchange, busy("Too many pages listen to the console. Close some of them."));
  }
  http::Response head;
  head.fields.add("Content-Type", "text/event-stream");
  head.fields.add("Cache-Control", "no-store");
  head.fields.add("X-Accel-Buffering", "no");  // For nginx in front.
  add_security_fields(head);
  head.body = heartbeat;
  if (!shard_.begin_stream(exchange, std::move(head))) return;
  const auto number = ++last_;
  auto& stream = *streams_.emplace(number, std::make_unique<Stream>(*this, number)).first->second;
  stream.exchange = exchange;
  stream.feed = std::move(feed);
  stream.heartbeat = shard_.clock().now() + heartbeat_every;
  go_on(stream);
}

void ConsoleService::go_on(Stream& stream) {
  const Instant now = shard_.clock().now();
  std::string text = stream.feed->next();
  if (text.empty() && now >= stream.heartbeat) text = heartbeat;
  if (!text.empty()) {
    stream.heartbeat = now + heartbeat_every;
    if (!shard_.stream(stream.exchange, std::move(text))) {
      streams_.erase(stream.number);
      return;
    }
  }
  shard_.wheel().arm(stream, now + stream.feed->every());
}

void ConsoleService::abandon() {
  for (const auto& [number, exchange] : std::exchange(looking_up_, {})) {
    answer(exchange, busy("The process is stopping."));
  }
  for (const auto& [number, stream] : std::exchange(streams_, {})) {
    shard_.end_stream(stream->exchange);
  }
}

}  // namespace boomerang::console
