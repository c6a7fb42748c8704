#include "boomerang/http/transport.h"

#include <boost/asio/buffer.hpp>

#include <linux/sockios.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <string>

namespace boomerang::http {
namespace {

namespace asio = boost::asio;
using Error = boost::system::error_code;

// The content of one TLS record.
constexpr std::size_t record_bytes_max = 16 * 1024;

// The first byte of a record that carries a handshake.
constexpr unsigned char handshake_record = 22;

}  // namespace

Transport::~Transport() { SSL_free(tls_); }

bool Transport::hears_tls() {
  unsigned char first = 0;
  const auto size = ::recv(socket_.native_handle(), &first, 1, MSG_PEEK | MSG_DONTWAIT);
  return size <= 0 || first == handshake_record;
}

bool Transport::secure(const TlsContext& context) {
  tls_ = SSL_new(context.get());
  return tls_ != nullptr && SSL_set_fd(tls_, socket_.native_handle()) == 1;
}

Transport::State Transport::handshake() {
  ERR_clear_error();
  return state_of(SSL_accept(tls_));
}

std::string_view Transport::protocol() const {
  if (tls_ == nullptr) return {};
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(tls_, &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

Transport::State Transport::state_of(int returned) {
  if (returned > 0) return State::done;
  switch (SSL_get_error(tls_, returned)) {
    case SSL_ERROR_WANT_READ:
      return State::wants_read;
    case SSL_ERROR_WANT_WRITE:
      return State::wants_write;
    default:
      return State::end;
  }
}

Transport::Moved Transport::read(std::span<char> bytes) {
  if (!socket_.is_open()) return {0, State::end};
  if (tls_ == nullptr || finished_) {
    Error error;
    const std::size_t size = socket_.read_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (error == asio::error::would_block) return {0, State::wants_read};
    return {size, error ? State::end : State::done};
  }
  ERR_clear_error();
  std::size_t size = 0;
  const State state = state_of(SSL_read_ex(tls_, bytes.data(), bytes.size(), &size));
  return {size, state};
}

Transport::Moved Transport::write(std::string_view head, std::string_view body) {
  if (!socket_.is_open()) return {0, State::end};
  return tls_ == nullptr ? write_plain(head, body) : write_secure(head, body);
}

Transport::Moved Transport::write_plain(std::string_view head, std::string_view body) {
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head), asio::buffer(body)};
  Error error;
  const std::size_t size = socket_.write_some(buffers, error);
  if (error && error != asio::error::would_block) return {size, State::end};
  return {size, size < head.size() + body.size() ? State::wants_write : State::done};
}

// Record by record. A record that was begun must be asked for again with the same bytes, wherever
// they are by then: so each is cut by its length alone.
Transport::Moved Transport::write_secure(std::string_view head, std::string_view body) {
  const std::size_t all = head.size() + body.size();
  std::string joined;
  Moved moved;
  while (moved.size < all) {
    std::string_view record;
    if (moved.size >= head.size()) {
      record = body.substr(moved.size - head.size(), record_bytes_max);
    } else {
      joined = head.substr(moved.size, record_bytes_max);
      joined += body.substr(0, record_bytes_max - joined.size());
      record = joined;
    }
    ERR_clear_error();
    std::size_t size = 0;
    moved.state = state_of(SSL_write_ex(tls_, record.data(), record.size(), &size));
    moved.size += size;
    if (moved.state != State::done) return moved;
  }
  return moved;
}

std::size_t Transport::untaken() {
  int bytes = 0;
  if (!socket_.is_open() || ::ioctl(socket_.native_handle(), SIOCOUTQ, &bytes) != 0) return 0;
  return static_cast<std::size_t>(bytes);
}

bool Transport::finish() {
  if (tls_ != nullptr && !finished_) {
    ERR_clear_error();
    SSL_shutdown(tls_);
    ERR_clear_error();
  }
  finished_ = true;
  Error error;
  socket_.shutdown(Socket::shutdown_send, error);
  return !error;
}

void Transport::cancel() {
  Error ignored;
  socket_.cancel(ignored);
}

void Transport::close() {
  Error ignored;
  socket_.close(ignored);
}

void Transport::close_by_reset() {
  Error ignored;
  socket_.set_option(Socket::linger(true, 0), ignored);
}

}  // namespace boomerang::http
