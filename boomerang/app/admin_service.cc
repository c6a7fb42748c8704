#include "boomerang/app/admin_service.h"

#include <utility>

#include "boomerang/base/json_text.h"
#include "boomerang/console/console.h"

namespace boomerang::app {
namespace {

http::Response text(int status, std::string_view type, std::string body) {
  http::Response response;
  response.status = status;
  response.fields.add("Content-Type", std::string(type));
  response.fields.add("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

http::Response json(int status, const std::string& body) {
  return text(status, "application/json", body + "\n");
}

http::Response readiness(const std::vector<std::string>& reasons) {
  if (reasons.empty()) return json(200, R"({"ready":true})");
  std::string body = R"({"ready":false,"reasons":[)";
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (i > 0) body += ',';
    append_json_string(body, reasons[i]);
  }
  return json(503, body + "]}");
}

bool is_own(std::string_view path) {
  return path == "/livez" || path == "/readyz" || path == "/metrics";
}

}  // namespace

http::Service::Verdict AdminService::admit(const http::Request& head) {
  if (!is_own(head.path())) {
    if (console_) return console_->admit(head);
    return {0, http::problem(404, "There are /livez, /readyz and /metrics here.")};
  }
  if (head.method != "GET" && head.method != "HEAD") {
    auto refusal = http::problem(405, "Use GET.");
    refusal.fields.add("Allow", "GET, HEAD");
    return {0, std::move(refusal)};
  }
  return {0, std::nullopt};
}

void AdminService::serve(http::Request request, http::Exchange exchange) {
  if (is_own(request.path())) {
    shard_.answer(exchange, answer(request.path()));
  } else {
    console_->serve(std::move(request), exchange);
  }
}

// What is its own is answered at once.
void AdminService::abandon() {
  if (console_) console_->abandon();
}

http::Response AdminService::answer(std::string_view path) const {
  if (path == "/livez") return json(200, R"({"live":true})");
  if (path == "/readyz") return readiness(telling_.reasons());
  return text(200, metrics_type, metrics_text(telling_.measured()));
}

Result<std::unique_ptr<http::Server>> open_admin_server(const config::Address& address,
                                                        const Clock& clock) {
  http::Server::Options options;
  options.host = address.host;
  options.port = address.port;
  options.shards = 1;
  options.limits.connections_max = 100;
  options.limits.body_bytes_max = 0;
  options.limits.stream_bytes_max = console::stream_bytes_max;
  return http::Server::open(options, clock);
}

}  // namespace boomerang::app
