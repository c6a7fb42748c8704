#pragma once

// Which requests are taken, and what becomes of them.

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boomerang::gateway {

// Why a request is not taken: the HTTP status, and a sentence that tells the client what to change.
struct Refusal {
  int status = 400;
  std::string detail = {};
  std::string problem = {};  // The name of its problem type; empty for a general one of the status.
  // What is wrong, and where, as a JSON array for the member `errors`: [{"pointer":"/name", ...}].
  std::string errors = {};

  bool operator==(const Refusal&) const = default;
};

// What keeps events in order: those with one key are handled one after the other.
struct OrderingKey {
  enum class Source {
    request_id,  // Each its own: no order. Any number of events go on side by side.
    path,        // A parameter of the path, percent-decoded: `name` is "account" for {account}.
    header,      // A request field; `name` in lower case.
    body,        // A value in a JSON body; `name` is a JSON pointer. Source: RFC 6901.
  };

  Source source = Source::request_id;
  std::string name = {};

  bool operator==(const OrderingKey&) const = default;
};

// What the field Idempotency-Key means. Source: draft-ietf-httpapi-idempotency-key-header-07.
enum class Idempotency { off, optional, required };

// What a repeated request meets while the first one is still under way.
enum class Repeat {
  joins,      // It waits for the same answer.
  conflicts,  // 409, as far as this gateway knows of the first.
};

// Which web pages of other origins may send requests. Source: Fetch, CORS protocol.
struct Cors {
  std::vector<std::string> origins = {};  // "https://example.com", or "*"; none: no other origin.
  std::vector<std::string> request_fields = {};  // Beside those that the route reads. Lower case.
  bool credentials = false;
  std::chrono::seconds max_age{600};  // How long a browser may remember the permission.

  bool operator==(const Cors&) const = default;
};

// One kind of state-changing request.
struct Route {
  // Looks at a body before anything is published. Runs on a shard's thread: quick, no waiting.
  using CheckBody = std::function<std::optional<Refusal>(std::string_view body)>;

  std::string method = "POST";
  // Matched whole, segment by segment: "/users", "/accounts/{account}/payments". A parameter takes
  // one segment that is not empty; a segment written out goes before a parameter. The first path
  // names the route.
  std::vector<std::string> paths;
  std::string topic;           // Where its events go, "users.requests".
  std::string outcomes_topic;  // Where what became of them is told, "users.outcomes".

  std::string event_type = "HTTPRequestReceived";
  OrderingKey ordering_key = {};
  std::chrono::microseconds timeout = std::chrono::seconds(5);  // Then 504.
  std::map<std::string, int, std::less<>> statuses = {};        // Outcome type -> HTTP status.

  std::size_t body_bytes_max = 1024 * 1024;
  std::vector<std::string> content_types = {"application/json"};
  CheckBody check_body = nullptr;
  // Go into the event. In lower case. What proves who a client is cannot.
  std::vector<std::string> request_fields = {};
  std::vector<std::string> answer_fields = {"location", "etag", "last-modified", "retry-after"};

  Idempotency idempotency = Idempotency::optional;
  Repeat repeat = Repeat::joins;

  // Requests that may wait at the same time in this gateway; more are refused before anything is
  // published: 503 over the route's limit, 429 over a caller's. 0: no limit of its own.
  std::size_t waiting_max = 0;
  std::size_t waiting_per_caller_max = 0;

  // By name, those of the gateway's ways to authenticate that are good here. None: anybody.
  std::vector<std::string> authentication = {};
  std::vector<std::string> scopes = {};  // All of them are needed. Source: RFC 6749, section 3.3.
  Cors cors = {};

  // For people and for the API descriptions.
  std::string summary = {};
  std::string schema = {};  // The JSON Schema of the body that check_body checks, if it does.
  std::map<std::string, std::string, std::less<>> outcome_schemas = {};  // Outcome type -> schema.

  // "POST /users"
  std::string name() const { return method + " " + paths.front(); }
};

}  // namespace boomerang::gateway
