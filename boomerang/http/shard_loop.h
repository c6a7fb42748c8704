#pragma once

// A shard's event loop: one thread, one acceptor, one Service, and every connection accepted here.
//
// Threads: those that are marked; all else is the shard's own.

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <array>
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "boomerang/http/connection.h"
#include "boomerang/http/date_text.h"
#include "boomerang/http/server.h"
#include "boomerang/http/slots.h"

namespace boomerang::http {

using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;

// Shared by all shards of a server.
struct Census {
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> handshakes_failed{0};
};

class ShardLoop final : public Shard {
 public:
  // Connections over the limit that may be told so at the same time; the next are closed at once.
  static constexpr std::size_t refusals_max = 64;

  // Each reference must outlive it.
  ShardLoop(std::size_t index, const Clock& clock, const Limits& limits, const TlsHolder& tls,
            PlainHttp2 plain_http2, Census& census);
  ~ShardLoop() override;

  // Before start(). Threads: any.
  boost::system::error_code listen(const boost::asio::ip::tcp::endpoint& endpoint);
  std::uint16_t port() const;
  void start(const Server::MakeService& make_service);

  // The future is set when no connection is left: true if in time. Threads: any.
  std::future<bool> drain(Duration limit);

  // Cuts what is left and joins the thread. Threads: any but the shard's.
  void close();

  // Shard:
  std::size_t index() const override { return index_; }
  const Clock& clock() const override { return clock_; }
  TimerWheel& wheel() override { return wheel_; }
  bool answer(Exchange exchange, Response response) override;
  bool begin_stream(Exchange exchange, Response head) override;
  bool stream(Exchange exchange, std::string bytes) override;
  bool end_stream(Exchange exchange) override;
  void post(std::function<void()> task) override;

  // For connections:
  const Limits& limits() const { return limits_; }
  Service& service() { return *service_; }
  Slots& slots() { return slots_; }
  std::shared_ptr<const TlsContext> tls() const { return tls_.get(); }
  bool hears_http2() const { return plain_http2_ == PlainHttp2::heard; }
  void count_failed_handshake() { ++census_.handshakes_failed; }
  bool draining() const { return draining_; }
  std::array<char, 64 * 1024>& buffer() { return buffer_; }
  std::string& scratch() { return scratch_; }
  const std::string& date() { return date_.at(clock_.wall()); }
  void left(Connection& connection);

  // Lets the wheel turn if a timer is armed. After anything that may have armed one.
  void keep_ticking();

 private:
  // Told when the last connection has gone, or when the shard is gone altogether.
  struct Departure {
    ~Departure() { gone.set_value(in_time); }
    std::promise<bool> gone;
    bool over = false;
    bool in_time = true;
  };

  struct Alarm final : TimerWheel::Timer {
    explicit Alarm(std::function<void()> what) : action(std::move(what)) {}
    void expired() override { action(); }
    std::function<void()> action;
  };

  void run();
  void wait_for_clients();
  void accept_ready();
  void welcome(Socket socket, const boost::asio::ip::tcp::endpoint& peer);
  void run_tasks();
  void begin_drain(Duration limit, std::shared_ptr<Departure> departure);
  void drain_is_over();
  void cut_all();
  void shut();
  void notice_departure();

  const std::size_t index_;
  const Clock& clock_;
  const Limits& limits_;
  const TlsHolder& tls_;
  const PlainHttp2 plain_http2_;
  Census& census_;

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<Executor> work_{context_.get_executor()};
  Acceptor acceptor_{context_};
  boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>
      ticker_{context_};
  bool ticking_ = false;
  TimerWheel wheel_;
  Alarm accept_again_{[this] { wait_for_clients(); }};
  Alarm drain_limit_{[this] { drain_is_over(); }};

  std::array<char, 64 * 1024> buffer_;
  std::string scratch_;
  DateText date_;
  Slots slots_;
  std::unordered_set<Connection*> connections_;
  std::size_t refusals_ = 0;
  std::unique_ptr<Service> service_;
  bool draining_ = false;
  bool shut_ = false;
  std::shared_ptr<Departure> departure_;

  std::mutex tasks_mutex_;
  std::vector<std::function<void()>> tasks_;
  bool closed_ = false;

  std::jthread thread_;
};

}  // namespace boomerang::http
