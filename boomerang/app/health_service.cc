#include "boomerang/app/health_service.h"

#include <utility>

#include "boomerang/base/json_text.h"

namespace boomerang::app {
namespace {

http::Response json(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.fields.add("Content-Type", "application/json");
  response.fields.add("Cache-Control", "no-store");
  response.body = std::move(body) + "\n";
  return response;
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

}  // namespace

http::Service::Verdict HealthService::admit(const http::Request& head) {
  if (head.path() != "/livez" && head.path() != "/readyz") {
    return {0, http::problem(404, "There are /livez and /readyz here.")};
  }
  if (head.method != "GET" && head.method != "HEAD") {
    auto refusal = http::problem(405, "Use GET.");
    refusal.fields.add("Allow", "GET, HEAD");
    return {0, std::move(refusal)};
  }
  return {0, std::nullopt};
}

void HealthService::serve(http::Request request, http::Exchange exchange) {
  const bool asks_life = request.path() == "/livez";
  shard_.answer(exchange, asks_life ? json(200, R"({"live":true})") : readiness(reasons_()));
}

Result<std::unique_ptr<http::Server>> open_health_server(const config::Address& address,
                                                         const Clock& clock) {
  http::Server::Options options;
  options.host = address.host;
  options.port = address.port;
  options.shards = 1;
  options.limits.connections_max = 100;
  options.limits.body_bytes_max = 0;
  return http::Server::open(options, clock);
}

}  // namespace boomerang::app
