#include "boomerang/http/shard_loop.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <sys/socket.h>

#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"
#include "boomerang/http/log_caught.h"

namespace boomerang::http {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr Duration tick = std::chrono::milliseconds(10);
constexpr std::size_t wheel_slots = 1024;
constexpr Duration accept_pause = std::chrono::milliseconds(100);
// Between them the loop looks after the connections it has.
constexpr int accepts_in_a_row_max = 64;

// The client went away between its connection and our accept(); the next one is no worse for it.
bool is_clients_fault(const Error& error) {
  return error == asio::error::connection_aborted || error == asio::error::interrupted ||
         error == asio::error::connection_reset || error.value() == EPROTO;
}

}  // namespace

ShardLoop::ShardLoop(std::size_t index, const Clock& clock, const Limits& limits,
                     const TlsHolder& tls, PlainHttp2 plain_http2, Census& census)
    : index_(index),
      clock_(clock),
      limits_(limits),
      tls_(tls),
      plain_http2_(plain_http2),
      census_(census),
      wheel_(clock.now(), tick, wheel_slots) {}

ShardLoop::~ShardLoop() { close(); }

Error ShardLoop::listen(const tcp::endpoint& endpoint) {
  Error error;
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(Acceptor::reuse_address(true), error);
  if (!error) acceptor_.set_option(ReusePort(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(Acceptor::max_listen_connections, error);
  if (!error) acceptor_.non_blocking(true, error);
  return error;
}

std::uint16_t ShardLoop::port() const {
  Error error;
  return acceptor_.local_endpoint(error).port();
}

void ShardLoop::start(const Server::MakeService& make_service) {
  service_ = make_service(*this);
  wait_for_clients();
  keep_ticking();
  thread_ = start_thread("http-" + std::to_string(index_), [this] { run(); });
}

void ShardLoop::run() {
  context_.run();
  std::vector<std::function<void()>> dropped;
  {
    const std::lock_guard lock(tasks_mutex_);
    closed_ = true;
    dropped.swap(tasks_);
  }
  dropped.clear();
  service_.reset();
}

void ShardLoop::wait_for_clients() {
  if (!acceptor_.is_open()) return;
  acceptor_.async_wait(Acceptor::wait_read, [this](Error error) {
    if (!error) accept_ready();
  });
}

void ShardLoop::accept_ready() {
  for (int i = 0; i < accepts_in_a_row_max || draining_; ++i) {
    Socket socket(context_);
    tcp::endpoint peer;
    Error error;
    acceptor_.accept(socket, peer, error);
    if (!error) {
      welcome(std::move(socket), peer);
      continue;
    }
    if (error == asio::error::would_block || error == asio::error::bad_descriptor) break;
    if (is_clients_fault(error)) continue;
    // Out of descriptors or memory: those who wait in the kernel's queue lose nothing by it.
    log::warn("accept failed", {{"error", error.message()}});
    if (draining_) break;
    wheel_.arm(accept_again_, clock_.now() + accept_pause);
    return keep_ticking();
  }
  if (!draining_) wait_for_clients();
}

void ShardLoop::welcome(Socket socket, const tcp::endpoint& peer) {
  Error ignored;  // The client may be gone already; reading will tell.
  socket.set_option(tcp::no_delay(true), ignored);
  socket.non_blocking(true, ignored);
  const bool full = census_.connections.fetch_add(1) >= limits_.connections_max;
  if (full) {
    census_.connections.fetch_sub(1);
    if (refusals_ == refusals_max) return;
    ++refusals_;
  }
  auto connection =
      std::make_unique<Connection>(*this, std::move(socket), peer.address().to_string(),
                                   full ? Connection::Welcome::refuse : Connection::Welcome::serve);
  connections_.insert(connection.get());
  asio::co_spawn(context_, Connection::live(std::move(connection)),
                 [](const std::exception_ptr& exception) {
                   if (!exception) return;
                   try {
                     std::rethrow_exception(exception);
                   } catch (...) {
                     log_caught("a connection ended by an exception");
                   }
                 });
}

void ShardLoop::left(Connection& connection) {
  if (connection.welcome() == Connection::Welcome::refuse) {
    --refusals_;
  } else {
    census_.connections.fetch_sub(1);
  }
  connections_.erase(&connection);
  notice_departure();
}

bool ShardLoop::answer(Exchange exchange, Response response) {
  Answerer* const answerer = slots_.find(exchange);
  if (answerer == nullptr || answerer->streaming()) return false;
  slots_.free(exchange);
  answerer->deliver(std::move(response));
  return true;
}

bool ShardLoop::begin_stream(Exchange exchange, Response head) {
  Answerer* const answerer = slots_.find(exchange);
  if (answerer == nullptr || answerer->streaming()) return false;
  return answerer->begin_stream(std::move(head));
}

bool ShardLoop::stream(Exchange exchange, std::string bytes) {
  Answerer* const answerer = slots_.find(exchange);
  if (answerer == nullptr || !answerer->streaming()) return false;
  return answerer->stream(std::move(bytes));
}

bool ShardLoop::end_stream(Exchange exchange) {
  Answerer* const answerer = slots_.find(exchange);
  if (answerer == nullptr || !answerer->streaming()) return false;
  return answerer->end_stream();
}

void ShardLoop::post(std::function<void()> task) {
  const std::lock_guard lock(tasks_mutex_);
  if (closed_) return;
  tasks_.push_back(std::move(task));
  // Whoever finds the queue empty wakes the shard: once for a burst.
  if (tasks_.size() == 1) asio::post(context_, [this] { run_tasks(); });
}

void ShardLoop::run_tasks() {
  std::vector<std::function<void()>> tasks;
  {
    const std::lock_guard lock(tasks_mutex_);
    tasks.swap(tasks_);
  }
  for (auto& task : tasks) {
    try {
      task();
    } catch (...) {
      log_caught("a posted task threw");
    }
    task = nullptr;
  }
  keep_ticking();
}

void ShardLoop::keep_ticking() {
  if (ticking_ || shut_ || wheel_.empty()) return;
  ticking_ = true;
  ticker_.expires_after(wheel_.tick());
  ticker_.async_wait([this](Error) {
    ticking_ = false;
    wheel_.advance(clock_.now());
    keep_ticking();
  });
}

std::future<bool> ShardLoop::drain(Duration limit) {
  auto departure = std::make_shared<Departure>();
  std::future<bool> gone = departure->gone.get_future();
  post([this, limit, departure] { begin_drain(limit, departure); });
  return gone;
}

void ShardLoop::begin_drain(Duration limit, std::shared_ptr<Departure> departure) {
  departure_ = std::move(departure);
  draining_ = true;
  // Closing first would reset the clients in the kernel's queue.
  if (acceptor_.is_open()) accept_ready();
  Error ignored;
  acceptor_.close(ignored);
  wheel_.cancel(accept_again_);
  for (Connection* connection : connections_) connection->drain();
  wheel_.arm(drain_limit_, clock_.now() + limit);
  notice_departure();
}

void ShardLoop::drain_is_over() {
  if (!departure_ || departure_->over) return cut_all();
  log::warn("the time to drain is over",
            {{"connections", connections_.size()}, {"requests", slots_.taken()}});
  departure_->over = true;
  // Who has asked nothing, or has not yet read its answer, has not been answered too early.
  departure_->in_time = slots_.taken() == 0;
  try {
    service_->abandon();
  } catch (...) {
    log_caught("abandon() threw");
  }
  // The clients may still read these answers.
  wheel_.arm(drain_limit_, clock_.now() + limits_.linger_wait);
}

void ShardLoop::notice_departure() {
  if (!connections_.empty()) return;
  if (departure_) {
    wheel_.cancel(drain_limit_);
    departure_.reset();
  }
  if (shut_) {
    ticker_.cancel();
    work_.reset();
  }
}

void ShardLoop::cut_all() {
  // A copy: a connection that is cut may be gone at once.
  const std::vector<Connection*> connections(connections_.begin(), connections_.end());
  for (Connection* connection : connections) connection->cut();
}

void ShardLoop::shut() {
  shut_ = true;
  draining_ = true;
  Error ignored;
  acceptor_.close(ignored);
  wheel_.cancel(accept_again_);
  cut_all();
  notice_departure();
}

void ShardLoop::close() {
  if (!thread_.joinable()) return;
  asio::post(context_, [this] { shut(); });
  thread_.join();
}

}  // namespace boomerang::http
