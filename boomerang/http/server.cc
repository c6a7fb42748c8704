#include "boomerang/http/server.h"

#include <boost/asio/ip/tcp.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "boomerang/http/shard_loop.h"

namespace boomerang::http {
namespace {

using tcp = boost::asio::ip::tcp;
using Error = boost::system::error_code;

// For the files, sockets and queues of everything that is not a client's connection.
constexpr std::size_t descriptors_for_others = 256;

// How many connections the system lets this process have, after asking it for all it gives.
std::size_t connections_possible() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  if (limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
  }
  const auto all = static_cast<std::size_t>(limit.rlim_cur);
  return all > 2 * descriptors_for_others ? all - descriptors_for_others : all / 2;
}

Fault fault_of(const Error& error, const std::string& doing) {
  const bool taken = error == boost::asio::error::address_in_use;
  return {taken ? FaultKind::busy : FaultKind::invalid, doing + ": " + error.message()};
}

Result<tcp::endpoint> resolve(const std::string& host, std::uint16_t port) {
  boost::asio::io_context context;
  tcp::resolver resolver(context);
  Error error;
  const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, error);
  if (error) return fault_of(error, "resolve " + host);
  return found.begin()->endpoint();
}

// Every shard listens with SO_REUSEPORT, and so could another server of the same user: this socket
// cannot, and so tells whether one does.
Error probe(const tcp::endpoint& endpoint) {
  boost::asio::io_context context;
  tcp::acceptor acceptor(context);
  Error error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  return error;
}

class AsioServer final : public Server {
 public:
  AsioServer(const Options& options, const Clock& clock)
      : clock_(clock), limits_(options.limits), plain_http2_(options.plain_http2) {
    limits_.connections_max = std::min(limits_.connections_max, connections_possible());
  }
  ~AsioServer() override { close(); }

  Result<void> listen(tcp::endpoint endpoint, std::size_t shards) {
    if (const Error error = probe(endpoint)) return fault_of(error, "listen");
    for (std::size_t i = 0; i < shards; ++i) {
      shards_.push_back(
          std::make_unique<ShardLoop>(i, clock_, limits_, tls_, plain_http2_, census_));
      if (const Error error = shards_.back()->listen(endpoint)) return fault_of(error, "listen");
      endpoint.port(shards_.front()->port());
    }
    return {};
  }

  Result<void> load_tls(const TlsOptions& options) {
    auto context = TlsContext::load(options, clock_.wall());
    if (!context) return context.fault();
    tls_.set(*std::move(context));
    return {};
  }

  Result<void> reload_tls(const TlsOptions& options) override {
    if (!tls_.get()) return Fault{FaultKind::invalid, "TLS: the server was opened without"};
    return load_tls(options);
  }

  std::uint16_t port() const override { return port_; }
  void remember_port() { port_ = shards_.front()->port(); }

  void start(const MakeService& make_service) override {
    const std::lock_guard lock(mutex_);
    check(state_ == State::opened, "a server starts once");
    state_ = State::started;
    for (auto& shard : shards_) shard->start(make_service);
  }

  bool drain(Duration limit) override {
    std::vector<std::future<bool>> gone;
    {
      const std::lock_guard lock(mutex_);
      if (state_ != State::started) return true;
      for (auto& shard : shards_) gone.push_back(shard->drain(limit));
    }
    bool in_time = true;
    for (auto& each : gone) in_time = each.get() && in_time;
    return in_time;
  }

  void close() override {
    const std::lock_guard lock(mutex_);
    if (state_ == State::closed) return;
    state_ = State::closed;
    for (auto& shard : shards_) shard->close();
  }

  std::size_t connections() const override { return census_.connections; }
  std::size_t handshakes_failed() const override { return census_.handshakes_failed; }

 private:
  enum class State { opened, started, closed };

  const Clock& clock_;
  Limits limits_;
  TlsHolder tls_;
  const PlainHttp2 plain_http2_;
  Census census_;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  State state_ = State::opened;
  std::vector<std::unique_ptr<ShardLoop>> shards_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::open(const Options& options, const Clock& clock) {
  const auto endpoint = resolve(options.host, options.port);
  if (!endpoint) return endpoint.fault();
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  auto server = std::make_unique<AsioServer>(options, clock);
  if (options.tls) {
    if (auto loaded = server->load_tls(*options.tls); !loaded) return loaded.fault();
  }
  if (auto listening = server->listen(*endpoint, options.shards == 0 ? cores : options.shards);
      !listening) {
    return listening.fault();
  }
  server->remember_port();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace boomerang::http
