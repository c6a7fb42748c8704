#pragma once

// One client: a coroutine that reads a request, waits for its answer, writes it, and begins again.
//
// While it waits, for bytes or for an answer, it holds no buffer: it reads into the shard's, and
// keeps only what has come of a next request. It owns itself and ends by itself; cut() hurries it.
//
// Threads: its shard's.

#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/http/answerer.h"
#include "boomerang/http/http2_link.h"
#include "boomerang/http/request_parser.h"
#include "boomerang/http/response_writer.h"
#include "boomerang/http/server.h"
#include "boomerang/http/transport.h"

namespace boomerang::http {

class ShardLoop;

class Connection final : public Answerer {
 public:
  enum class Welcome { serve, refuse };

  Connection(ShardLoop& shard, Socket socket, std::string address, Welcome welcome);
  Connection(const Connection&) = delete;
  ~Connection();

  // The whole life of a connection.
  static Task<void> live(std::unique_ptr<Connection> self);

  // The answer to the request that is open. May run the connection to its end.
  void deliver(Response response) override;

  // As Shard has them, while the exchange is open; a stream begins once. May run the connection to
  // its end.
  bool begin_stream(Response head) override;
  bool stream(std::string bytes) override;
  bool end_stream() override;
  bool streaming() const override { return stream_ != Stream::none; }

  // Ends soon if no request has begun; else after the answer.
  void drain();

  // Ends as soon as it can, whatever is open. May destroy the connection.
  void cut();

  Welcome welcome() const { return welcome_; }

 private:
  using Token = boost::asio::use_awaitable_t<Executor>;
  using Parked = boost::asio::async_result<Token, void()>::handler_type;
  enum class Filled { bytes, end, late };
  enum class Stream { none, open, ended };

  struct Deadline final : TimerWheel::Timer {
    explicit Deadline(Connection& owner) : connection(owner) {}
    void expired() override;
    Connection& connection;
  };

  // Each false if the connection is to end.
  Task<void> run();
  Task<bool> secure(const TlsContext& context);
  Task<bool> hears_preface();
  Task<void> speak_http2();
  std::optional<Duration> patience(Http2Link::State state) const;
  void renew_patience(Http2Link::State state);
  Task<bool> serve_one();
  Task<bool> receive_head();
  Task<bool> receive_body();
  Task<bool> answer_refusal(Response refusal);
  Task<bool> answer_one();
  Task<bool> finish(Response response);
  Task<bool> finish_stream();

  static Response server_error();
  static Response no_room();
  Service::Verdict admit();
  void serve(Request request);
  Task<void> parked();
  void resume();

  Task<Filled> fill();
  Task<void> end_with(Refusal refusal);
  Task<bool> write(Response response, Persistence persistence, std::string_view method);
  Task<bool> write_all(std::string bytes);
  std::optional<std::string> write_now(std::string_view head, std::string_view body);
  bool push(std::string_view head, std::string_view body);
  void break_off();
  Persistence persistence(bool keep) const;
  bool keeps() const;
  Task<void> linger();

  void keep_input();
  void arm(Duration from_now);
  void arm_until(Instant deadline);
  void arm_for_write();
  bool is_being_read();

  ShardLoop& shard_;
  Transport transport_;
  const std::string address_;
  const Welcome welcome_;
  Deadline deadline_{*this};
  bool expired_ = false;
  bool draining_ = false;
  bool cut_ = false;
  bool idle_ = false;
  bool securing_ = false;  // In the handshake.

  // Bytes that were read and not used: in the shard's buffer, or, once kept, in kept_.
  std::string_view input_;
  std::string kept_;

  std::optional<RequestParser> parser_;
  std::size_t requests_ = 0;
  bool keep_alive_ = false;
  Version version_ = Version::http_1_1;
  std::string method_;
  Exchange exchange_;
  std::optional<Response> answer_;
  Stream stream_ = Stream::none;
  bool stream_keeps_ = false;    // What the head said.
  std::string queue_;            // Of the stream: what the client has not taken is...
  std::size_t queue_begin_ = 0;  // ...from here on. Empty when all is taken.
  std::size_t untaken_ = 0;      // When the wait for room to write was armed.
  std::optional<Parked> parked_;
  std::unique_ptr<Http2Link> link_;  // Once HTTP/2 is spoken.
};

}  // namespace boomerang::http
