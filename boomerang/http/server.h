#pragma once

// An HTTP/1.1 and HTTP/2 server whose requests may wait long for their answers.
//
// One shard for each core: a thread, an event loop, its own acceptor on the shared port, and a
// Service of its own. A connection stays on the shard that accepted it. While a request waits, its
// connection holds no buffer and is not read; the next request of a pipeline is parsed only after
// the answer has been written.
//
// With TLS, the handshake comes first and all else is the same. A client that sends plain HTTP
// there is answered 400 and closed.
//
// The server answers by itself, as problem+json, what is not well-formed HTTP (400, 501, 505, then
// close), what is over a limit (408, 413, 431), and too many connections (503).
// HTTP/2 is spoken where TLS has chosen it. Each of its streams is a request of its own, with the
// same limits and the same answers. Source: RFC 9110, RFC 9112, RFC 9113.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/base/timer_wheel.h"
#include "boomerang/http/request.h"
#include "boomerang/http/response.h"
#include "boomerang/http/tls_options.h"

namespace boomerang::http {

// Each with its answer at the limit. docs/limits.md lists them for users.
struct Limits {
  std::size_t connections_max = 10'000;             // 503 and close.
  std::size_t header_bytes_max = 16 * 1024;         // 431 and close.
  std::size_t line_bytes_max = 8 * 1024;            // The request line: 414; a field: 431. Close.
  std::size_t fields_max = 100;                     // 431 and close.
  std::size_t body_bytes_max = 1024 * 1024;         // 413 and close. A Service may say less.
  std::size_t requests_per_connection_max = 1'000;  // The last answer says Connection: close.

  Duration handshake_wait = std::chrono::seconds(10);  // Of TLS, the whole: close.
  Duration header_wait = std::chrono::seconds(10);  // From the first byte to the last: 408, close.
  Duration body_wait = std::chrono::seconds(60);    // The whole body: 408 and close.
  Duration body_grace = std::chrono::seconds(5);    // After it, the rate counts: 408 and close.
  std::size_t body_bytes_per_second_min = 1024;
  Duration idle_wait = std::chrono::seconds(75);   // Between requests: close.
  Duration write_wait = std::chrono::seconds(10);  // Without a byte taken by the client: close.
  Duration linger_wait = std::chrono::seconds(1);  // For the client to read a last answer.
  std::size_t linger_bytes_max = 64 * 1024;
  // In a drain a kept connection may bring one more request for so long: then close.
  Duration drain_grace = std::chrono::milliseconds(200);
  // Of a stream, not taken by the client yet, with its framing, when another piece comes: cut.
  std::size_t stream_bytes_max = 256 * 1024;
};

// Names a request that is to be answered, once. Valid on its shard.
struct Exchange {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  bool operator==(const Exchange&) const = default;
};

// What a Service may use. Threads: the shard's own, but for post().
class Shard {
 public:
  virtual ~Shard() = default;

  virtual std::size_t index() const = 0;
  virtual const Clock& clock() const = 0;

  // Fires on the shard's thread.
  virtual TimerWheel& wheel() = 0;

  // Answers the request and goes on with its connection. May run the connection's code, but never
  // calls back into the Service. False, and nothing happens, if the request has been answered or
  // its connection is gone.
  virtual bool answer(Exchange exchange, Response response) = 0;

  // An answer that comes in pieces, over any time: a stream. It begins once, with the head, whose
  // body is the first piece; each stream() sends one more, at once if the client takes it; and
  // end_stream() says that it was all. HTTP/1.1 sees chunks and the connection goes on afterwards;
  // for HTTP/1.0 the end of the connection is the end. As answer() they may run the connection's
  // code, and never call back into the Service.
  //
  // Each says whether the stream goes on: false, and nothing more can be sent, if the client is
  // found to be gone, was cut off, or if there is no such stream. begin_stream() is also false,
  // and the exchange answered, for a head that allows no content (204, 205, 304), one that cannot
  // be sent (it became 500), and a request by HEAD. The client is looked at only when there is
  // something to send: to learn that it has left, a quiet stream must send something.
  //
  // Bounds: a piece may be of any length, as the body of an answer may, and is queued whole: a
  //         client that reads gets it. When it comes, what the client has not taken of those
  //         before may be Limits::stream_bytes_max long; and what is queued may wait
  //         Limits::write_wait without a byte taken. Beyond either the connection is cut, and the
  //         client sees a content without its end. So one stream holds stream_bytes_max and its
  //         last piece.
  // A stream that is open is a request that is open: drain() waits for its end, and abandon() must
  // bring it.
  virtual bool begin_stream(Exchange exchange, Response head) = 0;
  virtual bool stream(Exchange exchange, std::string bytes) = 0;
  virtual bool end_stream(Exchange exchange) = 0;

  // Runs `task` on the shard's thread, after those posted before it. After the server has closed,
  // tasks are destroyed without being run.
  // Threads: any.
  virtual void post(std::function<void()> task) = 0;
};

// What is served; one for each shard. Every call comes on the shard's thread and must not throw;
// an exception all the same answers 500 and is logged.
class Service {
 public:
  virtual ~Service() = default;

  struct Verdict {
    std::size_t body_bytes_max;       // For this request; more than the server's limit counts not.
    std::optional<Response> refusal;  // Answer this instead of serving.
  };

  // The head is whole, the body is not. A refusal is sent after a small body has been read and
  // dropped, or at once with Connection: close.
  virtual Verdict admit(const Request& head) = 0;

  // The request is whole. Must lead to one Shard::answer(exchange), or to one stream and its end,
  // now or later.
  virtual void serve(Request request, Exchange exchange) = 0;

  // The time to drain is over: must answer every request that is still open, and end each stream.
  virtual void abandon() = 0;
};

// On a port without TLS: whether a client that begins with the preface of HTTP/2 is understood
// ("prior knowledge", RFC 9113, section 3.3), or is answered 505 as one that speaks HTTP/1.1.
enum class PlainHttp2 { refused, heard };

class Server {
 public:
  struct Options {
    std::string host = "127.0.0.1";  // An address or a name; IPv6 without brackets.
    std::uint16_t port = 8080;       // 0: one that is free.
    std::size_t shards = 0;          // 0: one for each core.
    Limits limits = {};
    PlainHttp2 plain_http2 = PlainHttp2::refused;
    std::optional<TlsOptions> tls = {};  // Given: the port speaks TLS, and nothing else.
  };
  using MakeService = std::function<std::unique_ptr<Service>(Shard&)>;

  // Takes the port, without accepting yet: who connects waits in the kernel's queue. Raises the
  // process's limit of descriptors to what it may have, and connections_max is no more than that
  // allows. `clock` must outlive the server.
  // Fails: busy     the port is taken
  //        invalid  no such address, or not allowed; or the files for TLS are no good, of which
  //                 `what` names one
  static Result<std::unique_ptr<Server>> open(const Options& options, const Clock& clock);
  virtual ~Server() = default;  // As close().

  virtual std::uint16_t port() const = 0;

  // Makes the services, one after another on the calling thread; then starts the threads and
  // accepts. Once.
  virtual void start(const MakeService& make_service) = 0;

  // Takes the certificate, the key and the rules for all connections to come; those that are open
  // keep what they began with. For a server that was opened with TLS. Reads files.
  // Fails: invalid  as open(); nothing has changed
  // Threads: any.
  virtual Result<void> reload_tls(const TlsOptions& options) = 0;

  // Stops accepting (what the kernel has already accepted is served), and lets each connection
  // finish its request, with Connection: close. One that is idle may bring a last request for
  // Limits::drain_grace and is then closed by halves, so that a request that crosses the end meets
  // an orderly end and no reset. Returns when all are gone; or after `limit`, having told the
  // services to abandon what is open and written those answers.
  // Says whether all were answered in time.
  virtual bool drain(Duration limit) = 0;

  // Cuts what is left and joins the threads. Services are destroyed on their own threads. Calling
  // it again does nothing.
  virtual void close() = 0;

  // For metrics and tests. Threads: any.
  virtual std::size_t connections() const = 0;
  virtual std::size_t handshakes_failed() const = 0;  // Of TLS, since the start.
};

}  // namespace boomerang::http
