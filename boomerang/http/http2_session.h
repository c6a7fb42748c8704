#pragma once

// HTTP/2 without any I/O: bytes in, requests out; answers in, bytes out.
//
// Each stream is a request of its own with the rules of a head and the limits of an HTTP/1.1 one; a
// refusal is an answer on its stream, and the connection goes on. What breaks the framing ends the
// connection with GOAWAY, what breaks the form of a request resets its stream. nghttp2 keeps the
// frames, HPACK and the windows; it is known here and nowhere else.
// Source: RFC 9113; RFC 7541.
//
// Threads: one.
// Bounds:  Limits, and the constants below. nghttp2's own: 8 CONTINUATION frames and 64 KiB for a
//          head, 32 entries for SETTINGS, 1,000 answers to SETTINGS and PING that are not taken,
//          1,000 streams reset by the client at once and 33 each second: beyond, GOAWAY.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/http/refusal.h"
#include "boomerang/http/request.h"
#include "boomerang/http/server.h"
#include "boomerang/http/stream_id_order.h"

struct nghttp2_session;

namespace boomerang::http {

class Http2Session {
 public:
  static constexpr std::uint32_t streams_max = 100;
  static constexpr std::int32_t window_bytes = 1024 * 1024;  // Of the connection; 64 KiB a stream.

  // Of all the bodies that have come in part; or Limits::body_bytes_max, if that is more. 503.
  static constexpr std::size_t bodies_bytes_max = 16 * 1024 * 1024;

  // Told of requests from within feed(). May answer from within. Must not throw.
  class Handler {
   public:
    virtual ~Handler() = default;
    virtual Service::Verdict admit(StreamId stream, const Request& head) = 0;

    // The head was admitted and a body follows; then, each time that some of it has come, how much.
    virtual void receiving(StreamId stream, std::size_t received) = 0;

    // The session has answered by itself, whether or not the head was admitted. What the client
    // sends still is dropped, and the answer may wait for the client: reset() ends either.
    virtual void refused(StreamId stream) = 0;

    // The request is whole.
    virtual void serve(StreamId stream, Request request) = 0;

    // Some of the answer has been given to the connection; `left` is queued still.
    virtual void sending(StreamId stream, std::size_t left) = 0;

    // For the field Date.
    virtual std::string_view date() = 0;

    // The stream has ended, whether answered or reset. Told once for each that was admitted or
    // refused.
    virtual void closed(StreamId stream) = 0;
  };

  // `address` is the client's. The preface is part of what is fed.
  Http2Session(const Limits& limits, Handler& handler, std::string address);
  Http2Session(const Http2Session&) = delete;
  ~Http2Session();

  // False if the connection must end once the output has been written.
  bool feed(std::string_view bytes);

  // Appends to `out` what is to be sent, until `out` has `size` bytes or there is no more. False if
  // nothing can be sent any more. May tell of streams that have closed.
  bool produce(std::string& out, std::size_t size);

  // As Shard has them. False if there is no such stream, or it has been answered. What is still to
  // come of an answered request is dropped.
  bool answer(StreamId stream, Response response);
  bool begin_stream(StreamId stream, Response head);
  bool stream(StreamId stream, std::string_view bytes);
  bool end_stream(StreamId stream);

  // Of the answer, not given to the connection yet.
  std::size_t queued(StreamId stream) const;

  // The stream ends now, without the end of its answer if some of that is queued.
  void reset(StreamId stream);

  // No more streams: says so (GOAWAY) for those that are on their way, and again when they have
  // come, or at once if `last`. After that, nothing is said any more, and no stream that is not yet
  // open is given to the handler: what the GOAWAY calls unprocessed is that.
  enum class Goodbye { soon, last };
  void say(Goodbye goodbye);

  // Nothing more will be fed, and no more streams. A request that is not whole never will be: it is
  // answered with `instead`, or its stream is reset if there is none. As feed() tells the handler.
  void end_input(const std::optional<Refusal>& instead);

  // Streams that are open, in whatever state.
  std::size_t open() const { return streams_.size(); }

  // Streams that were ever opened.
  std::size_t requests() const { return requests_; }

  // Some of a head has come, but not all.
  bool in_head() const { return head_of_ != 0; }

  // Nothing more will be read or sent.
  bool over() const;

 private:
  struct Stream;
  struct Callbacks;

  Stream* find(StreamId id);
  const Stream* find(StreamId id) const;
  void begin_head(StreamId id);
  void take_field(Stream& stream, std::string_view name, std::string_view value);
  void end_head(Stream& stream, bool whole);
  void take_body(Stream& stream, std::string_view bytes);
  void drop_body(Stream& stream, std::string_view bytes);
  void end_request(Stream& stream);
  Request leave_body(Stream& stream, bool whole);
  void refuse(Stream& stream, Response response);
  void submit(Stream& stream, const Response& response, bool content);
  void submit_goodbye();

  const Limits& limits_;
  Handler& handler_;
  const std::string address_;
  nghttp2_session* session_ = nullptr;
  std::map<StreamId, std::unique_ptr<Stream>> streams_;
  std::size_t requests_ = 0;
  static constexpr StreamId no_last = 0x7FFFFFFF;
  StreamId last_taken_ = no_last;  // What the last GOAWAY names. Streams above it are refused.
  bool owes_goodbye_ = false;      // That GOAWAY has not been submitted.
  std::size_t bodies_bytes_ = 0;   // Of requests that are not whole.
  StreamId head_of_ = 0;           // Whose head or trailers have begun.
  StreamIdOrder order_;
};

}  // namespace boomerang::http
