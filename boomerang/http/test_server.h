#pragma once

// A server of one shard on a free port, whose Service is a few functions that a test sets.

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "boomerang/base/check.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/http/server.h"
#include "boomerang/http/test_client.h"

namespace boomerang::http {

// What happened on the shard's thread, for the test's. Waiting ends long after any loaded machine.
// Threads: any.
template <typename T>
class Seen {
 public:
  void add(T value) {
    const std::lock_guard lock(mutex_);
    values_.push_back(std::move(value));
    changed_.notify_all();
  }

  // The oldest not taken yet.
  T take() {
    std::unique_lock lock(mutex_);
    const bool came =
        changed_.wait_for(lock, std::chrono::seconds(30), [this] { return !values_.empty(); });
    check(came, "what the test waits for did not happen");
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> values_;
};

// Answers each request by its body, or by its target if it has none.
inline Response echo(const Request& request) {
  Response response;
  response.body = request.body.empty() ? request.target : request.body;
  return response;
}

class TestServer {
 public:
  // They run on the shard's thread. To be set before start().
  std::function<Service::Verdict(const Request&)> admit = [](const Request&) {
    return Service::Verdict{SIZE_MAX, std::nullopt};
  };
  std::function<void(Shard&, Request, Exchange)> serve = [](Shard& shard, Request request,
                                                            Exchange exchange) {
    shard.answer(exchange, echo(request));
  };
  std::function<void(Shard&)> abandon = [](Shard&) {};

  explicit TestServer(Limits limits = {}, const Clock& clock = system_clock(),
                      std::optional<TlsOptions> tls = {}) {
    Server::Options options;
    options.port = 0;
    options.shards = 1;
    options.limits = limits;
    options.tls = std::move(tls);
    options.plain_http2 = PlainHttp2::heard;
    auto opened = Server::open(options, clock);
    check(static_cast<bool>(opened), "a test server cannot listen");
    server_ = *std::move(opened);
  }

  TestServer& start() {
    server_->start([this](Shard& shard) -> std::unique_ptr<Service> {
      shard_ = &shard;
      return std::make_unique<Scripted>(*this, shard);
    });
    return *this;
  }

  // Drains, and returns when that has begun: a kept connection is then told to close. For a server
  // that lets one connection bring requests without end.
  std::future<bool> begin_drain(Duration limit) { return begin_drain(limit, client()); }
  std::future<bool> begin_drain(Duration limit, TestClient prober) {
    prober.ask(probe);
    auto drained = std::async(std::launch::async, [this, limit] { return server_->drain(limit); });
    std::optional<TestAnswer> told;
    do told = prober.ask(probe);
    while (told && told->field("connection") != "close");
    check(told.has_value(), "a drain resets a connection");
    return drained;
  }

  Server& operator*() { return *server_; }
  Server* operator->() { return server_.get(); }
  Shard& shard() { return *shard_; }

  // What `action` says when it is run on the shard's thread. Waits for it.
  template <typename Action>
  bool on_shard(Action action) {
    Seen<bool> done;
    shard_->post([&] { done.add(action(*shard_)); });
    return done.take();
  }
  TestClient client(TestClient::Window window = TestClient::Window::usual) {
    return TestClient(server_->port(), window);
  }

 private:
  static constexpr std::string_view probe = "GET /probe HTTP/1.1\r\nHost: a\r\n\r\n";

  struct Scripted final : Service {
    Scripted(TestServer& owner, Shard& my_shard) : test(owner), shard(my_shard) {}
    Verdict admit(const Request& head) override { return test.admit(head); }
    void serve(Request request, Exchange exchange) override {
      if (request.target == "/probe") {
        shard.answer(exchange, {});
      } else {
        test.serve(shard, std::move(request), exchange);
      }
    }
    void abandon() override { test.abandon(shard); }

    TestServer& test;
    Shard& shard;
  };

  static const Clock& system_clock() {
    static const SystemClock clock;
    return clock;
  }

  std::unique_ptr<Server> server_;
  Shard* shard_ = nullptr;
};

}  // namespace boomerang::http
