// `boomerang health` against a server that answers with given bytes.

#include "boomerang/command/health.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <sstream>
#include <string>
#include <thread>

#include "boomerang/base/system_clock.h"
#include "boomerang/base/thread.h"
#include "boomerang/command/http_get.h"
#include "boomerang/config/command_line.h"

namespace boomerang::command {
namespace {

using testing::HasSubstr;

// Listens on a free port, and takes nobody: connections wait in its queue.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(socket_, 1), 0);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
  }
  Listener(const Listener&) = delete;
  ~Listener() { ::close(socket_); }

  // Takes one connection, reads one request, which it gives, and answers with `bytes`.
  std::string answer(const std::string& bytes) {
    const int client = ::accept(socket_, nullptr, nullptr);
    std::string request;
    char buffer[1024];
    while (request.find("\r\n\r\n") == request.npos) {
      const auto size = ::recv(client, buffer, sizeof buffer, 0);
      if (size <= 0) break;
      request.append(buffer, static_cast<std::size_t>(size));
    }
    EXPECT_EQ(::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
    ::close(client);
    return request;
  }

  std::uint16_t port = 0;

 private:
  const int socket_;
};

class HealthTest : public testing::Test {
 protected:
  // Runs `boomerang health` with these words. Gives the exit code.
  int run(std::vector<std::string> words) {
    Health health(clock, out, err);
    const auto program = health.command();
    const auto read = config::read_command_line(program, words, {});
    const auto* ready = std::get_if<config::Ready>(&read);
    if (ready != nullptr) return ready->command->run(*ready);
    err << std::get<config::Done>(read).text;
    return std::get<config::Done>(read).exit_code;
  }

  // The same, against a server that answers so.
  int run_against(const std::string& answer) {
    Listener server;
    auto thread = start_thread("server", [&] { request = server.answer(answer); });
    return run({"--timeout", "60s", "http://127.0.0.1:" + std::to_string(server.port) + "/readyz"});
  }

  SystemClock clock;
  std::ostringstream out, err;
  std::string request;  // To be read after the server's end.
};

TEST_F(HealthTest, ReadyIsExitCodeZero) {
  EXPECT_EQ(run_against("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), 0);

  EXPECT_EQ(out.str(), "ready\n");
  EXPECT_EQ(err.str(), "");
  EXPECT_THAT(request, HasSubstr("GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:"));
}

TEST_F(HealthTest, NotReadyIsExitCodeOneWithTheReasons) {
  EXPECT_EQ(run_against("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 54\r\n\r\n"
                        R"({"ready":false,"reasons":["no broker","no database"]})"),
            1);

  EXPECT_EQ(out.str(), "");
  EXPECT_EQ(err.str(), "boomerang: not ready: status 503\n  no broker\n  no database\n");
}

TEST_F(HealthTest, AnotherAnswerIsShownAsItIs) {
  EXPECT_EQ(run_against("HTTP/1.1 404 Not Found\r\n\r\nno such page"), 1);

  EXPECT_EQ(err.str(), "boomerang: not ready: status 404\n  no such page\n");
}

TEST_F(HealthTest, WhatIsNoHttpIsExitCodeOne) {
  for (const char* bytes :
       {"", "SSH-2.0-x\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 200 OK"}) {
    EXPECT_EQ(run_against(bytes), 1) << bytes;
    EXPECT_THAT(err.str(), HasSubstr("does not speak HTTP")) << bytes;
  }
}

TEST_F(HealthTest, ServerThatNeverAnswersIsGivenUp) {
  Listener server;

  EXPECT_EQ(run({"--timeout=50ms", "http://127.0.0.1:" + std::to_string(server.port)}), 1);
  EXPECT_THAT(err.str(), HasSubstr("it takes longer than the timeout"));
}

TEST_F(HealthTest, NobodyThereIsExitCodeOne) {
  std::uint16_t port = 0;
  {
    const Listener gone;
    port = gone.port;
  }

  EXPECT_EQ(run({"http://127.0.0.1:" + std::to_string(port)}), 1);
  EXPECT_THAT(err.str(), HasSubstr("Connection refused"));
}

TEST_F(HealthTest, WhatIsNoUrlIsExitCodeTwo) {
  for (const char* url : {"https://a", "127.0.0.1:8082", "http://", "http://a:b", "http://a/ b",
                          "http://a/\r\nX: y", "http://me@a", "http://::1/"}) {
    EXPECT_EQ(run({url}), 2) << url;
    EXPECT_THAT(err.str(), HasSubstr("expected a URL such as")) << url;
  }
}

TEST(HttpGet, UrlHasAPortAndAPathWhetherTheyAreWrittenOrNot) {
  EXPECT_EQ(parse_url("http://a")->address, (config::Address{"a", 80}));
  EXPECT_EQ(parse_url("http://a")->target, "/");
  EXPECT_EQ(parse_url("http://[::1]/x?y")->address, (config::Address{"::1", 80}));
  EXPECT_EQ(parse_url("http://[::1]:8/x?y=/")->target, "/x?y=/");
}

}  // namespace
}  // namespace boomerang::command
