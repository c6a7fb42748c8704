#pragma once

// A client's socket, plain or under TLS: bytes in and out, without ever blocking.
//
// TLS works on the socket itself and gives its buffers back when they are empty, so that a
// connection that waits holds none.
//
// Threads: its shard's. All signals are blocked there: OpenSSL's writing raises SIGPIPE.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "boomerang/http/tls_context.h"

struct ssl_st;

namespace boomerang::http {

using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
template <typename T>
using Task = boost::asio::awaitable<T, Executor>;

class Transport {
 public:
  // Why a call did not go on: it had nothing more to do, the socket must become readable or
  // writable first, or nothing goes any more.
  enum class State { done, wants_read, wants_write, end };
  struct Moved {
    std::size_t size = 0;
    State state = State::done;
  };

  explicit Transport(Socket socket) : socket_(std::move(socket)) {}
  Transport(const Transport&) = delete;
  ~Transport();

  // To wait on.
  Socket& socket() { return socket_; }
  static Socket::wait_type wait_for(State state) {
    return state == State::wants_read ? Socket::wait_read : Socket::wait_write;
  }

  // Whether what the client has sent begins as TLS does. True if nothing can be read.
  bool hears_tls();

  // From now on all is TLS, which begins with the handshake. False if there is no memory.
  bool secure(const TlsContext& context);
  State handshake();

  bool is_plain() const { return tls_ == nullptr; }

  // What ALPN chose, after the handshake; "" if nothing.
  std::string_view protocol() const;

  Moved read(std::span<char> bytes);

  // Writes `head`, then `body`, as far as the kernel takes them. What was not taken must be what
  // the next call begins with.
  Moved write(std::string_view head, std::string_view body);

  // Of what the kernel took: bytes that the client's side has not acknowledged. Source: tcp(7),
  // SIOCOUTQ.
  std::size_t untaken();

  // After all has been written: says that nothing more will come. What is read afterwards is only
  // to be dropped. False if the client is gone.
  bool finish();

  // What is being waited for ends with an error.
  void cancel();
  void close();

  // close() will be a reset: the client must not take the end for one in order.
  void close_by_reset();

 private:
  State state_of(int returned);
  Moved write_plain(std::string_view head, std::string_view body);
  Moved write_secure(std::string_view head, std::string_view body);

  Socket socket_;
  ssl_st* tls_ = nullptr;
  bool finished_ = false;
};

}  // namespace boomerang::http
