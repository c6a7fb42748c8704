#include "boomerang/app/admin_service.h"

#include <atomic>

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/http/test_client.h"

namespace boomerang::app {
namespace {

// Stands for the console.
struct Elsewhere final : http::Service {
  explicit Elsewhere(http::Shard& own_shard) : shard(own_shard) {}
  Verdict admit(const http::Request& head) override {
    if (head.method == "GET") return {0, std::nullopt};
    return {0, http::problem(405, "Elsewhere.")};
  }
  void serve(http::Request request, http::Exchange exchange) override {
    shard.answer(exchange, {.status = 200, .fields = {}, .body = request.target});
  }
  void abandon() override {}

  http::Shard& shard;
};

struct AdminServiceTest : testing::Test {
  explicit AdminServiceTest(bool has_console = false) {
    server->start([this, has_console](http::Shard& shard) {
      return std::make_unique<AdminService>(
          Telling{.reasons =
                      [this] {
                        return is_ready ? std::vector<std::string>()
                                        : std::vector<std::string>{"the \"log\" is away"};
                      },
                  .measured = [] { return Measured{.version = "7.8.9"}; }},
          has_console ? std::make_unique<Elsewhere>(shard) : nullptr, shard);
    });
  }

  http::TestAnswer ask(const std::string& line) {
    http::TestClient client(server->port());
    const std::string method = line.substr(0, line.find(' '));
    if (!client.send(line + " HTTP/1.1\r\nHost: x\r\n\r\n")) return {};
    return client.answer(method).value_or(http::TestAnswer{});
  }

  std::atomic<bool> is_ready{false};
  SystemClock clock;
  std::unique_ptr<http::Server> server = *open_admin_server({"127.0.0.1", 0}, clock);
};

TEST_F(AdminServiceTest, ReasonsAreToldUntilThereAreNone) {
  const auto before = ask("GET /readyz");
  EXPECT_EQ(before.status, 503);
  EXPECT_EQ(before.body, "{\"ready\":false,\"reasons\":[\"the \\\"log\\\" is away\"]}\n");
  EXPECT_EQ(before.field("cache-control"), "no-store");

  is_ready = true;
  const auto after = ask("GET /readyz");
  EXPECT_EQ(after.status, 200);
  EXPECT_EQ(after.body, "{\"ready\":true}\n");
}

TEST_F(AdminServiceTest, ProcessThatIsNotReadyIsAlive) { EXPECT_EQ(ask("GET /livez").status, 200); }

TEST_F(AdminServiceTest, MetricsAreText) {
  const auto answer = ask("GET /metrics");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(answer.field("cache-control"), "no-store");
  EXPECT_NE(answer.body.find("boomerang_build_info{version=\"7.8.9\"} 1"), std::string::npos);
}

TEST_F(AdminServiceTest, NothingElseIsServed) {
  EXPECT_EQ(ask("HEAD /readyz").status, 503);
  EXPECT_EQ(ask("GET /").status, 404);
  const auto post = ask("POST /readyz");
  EXPECT_EQ(post.status, 405);
  EXPECT_EQ(post.field("allow"), "GET, HEAD");
}

struct AdminServiceWithConsoleTest : AdminServiceTest {
  AdminServiceWithConsoleTest() : AdminServiceTest(true) {}
};

TEST_F(AdminServiceWithConsoleTest, ServesAllButItsOwn) {
  EXPECT_EQ(ask("GET /").body, "/");
  EXPECT_EQ(ask("GET /console/x?y").body, "/console/x?y");
  EXPECT_EQ(ask("POST /console/").status, 405);
  EXPECT_EQ(ask("GET /livez").body, "{\"live\":true}\n");
  EXPECT_EQ(ask("POST /livez").field("allow"), "GET, HEAD");
}

}  // namespace
}  // namespace boomerang::app
