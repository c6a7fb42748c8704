#pragma once

// The console on one event loop: who may ask, what was asked, and the answers, at once, later, or
// as they come.
//
// Threads: its shard's.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "boomerang/base/timer_wheel.h"
#include "boomerang/console/console.h"
#include "boomerang/console/feed.h"
#include "boomerang/http/server.h"

namespace boomerang::console {

class ConsoleService final : public http::Service {
 public:
  static constexpr std::size_t streams_max = 32;

  ConsoleService(Console& console, http::Shard& shard) : console_(console), shard_(shard) {}

  Verdict admit(const http::Request& head) override;
  void serve(http::Request request, http::Exchange exchange) override;
  void abandon() override;

 private:
  using Number = std::uint64_t;
  using Look = std::function<http::Response(LogBrowser&)>;

  // Somebody who listens.
  struct Stream final : TimerWheel::Timer {
    Stream(ConsoleService& service, Number own_number) : owner(service), number(own_number) {}
    void expired() override { owner.go_on(*this); }

    ConsoleService& owner;
    const Number number;
    http::Exchange exchange;
    std::unique_ptr<Feed> feed;
    Instant heartbeat{};
  };

  http::Response overview() const;
  void serve_requests(const http::Request& request, std::string_view rest, http::Exchange exchange);
  void serve_topics(const http::Request& request, std::string_view rest, http::Exchange exchange);
  void serve_page(const http::Request& request, const std::string& topic, http::Exchange exchange);
  void serve_tail(const http::Request& request, const std::string& topic, http::Exchange exchange);
  void serve_entry(std::string topic, std::string_view place, http::Exchange exchange);

  void answer(http::Exchange exchange, http::Response response);
  void look_up(http::Exchange exchange, Look look);
  void listen(http::Exchange exchange, std::unique_ptr<Feed> feed);
  void go_on(Stream& stream);

  Console& console_;
  http::Shard& shard_;
  Number last_ = 0;
  std::map<Number, http::Exchange> looking_up_;
  std::map<Number, std::unique_ptr<Stream>> streams_;
};

}  // namespace boomerang::console
