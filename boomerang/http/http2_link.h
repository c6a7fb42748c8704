#pragma once

// The streams of one HTTP/2 connection: each with its exchange and its deadline. Between the
// session, which knows frames, and the connection, which knows the socket.
//
// Threads: its shard's.
// Bounds:  of what is to be written, `output_bytes_max` and one frame; answers wait in their
// streams.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "boomerang/base/timer_wheel.h"
#include "boomerang/http/answerer.h"
#include "boomerang/http/http2_session.h"
#include "boomerang/http/transport.h"

namespace boomerang::http {

class ShardLoop;

class Http2Link final : public Http2Session::Handler {
 public:
  static constexpr std::size_t output_bytes_max = 64 * 1024;

  Http2Link(ShardLoop& shard, Transport& transport, const std::string& address);
  ~Http2Link() override;

  // What the connection's coroutine waits for.
  enum class State {
    idle,     // Bytes, and no stream is open.
    in_head,  // The rest of a head.
    busy,     // Bytes, while streams are open.
    deaf,     // The answers to what is open: nothing more is read.
    blocked,  // Room to write.
    over,
  };
  State state() const;

  // How many there were.
  std::size_t requests() const { return session_.requests(); }

  void receive(std::string_view bytes);

  // Writes what the kernel takes. Says whether it took some.
  bool flush();

  // Two steps of a farewell, RFC 9113, section 6.8: the second comes after Limits::drain_grace.
  void drain();

  // At once, and nothing more is accepted.
  void farewell();

  // The first request is answered with this, and is the last.
  void refuse_with(Response busy) { busy_ = std::move(busy); }

  // Nothing more will be read. Whoever has sent a whole request is answered still; the others as
  // Http2Session::end_input() says.
  void end_input(const std::optional<Refusal>& instead);

  // Http2Session::Handler:
  Service::Verdict admit(StreamId id, const Request& head) override;
  void receiving(StreamId id, std::size_t received) override;
  void refused(StreamId id) override;
  void serve(StreamId id, Request request) override;
  void sending(StreamId id, std::size_t left) override;
  std::string_view date() override;
  void closed(StreamId id) override;

 private:
  struct Stream;
  struct Grace final : TimerWheel::Timer {
    explicit Grace(Http2Link& owner) : link(owner) {}
    void expired() override { link.farewell(); }
    Http2Link& link;
  };

  // After something was submitted: writes, and wakes the coroutine if it waits for the wrong thing.
  void push();
  bool push(StreamId id, bool submitted);
  void cut(Stream& stream);
  void watch(StreamId id);
  void late(Stream& stream);

  ShardLoop& shard_;
  Transport& transport_;
  Http2Session session_;
  std::map<StreamId, std::unique_ptr<Stream>> streams_;
  Grace grace_{*this};
  std::optional<Response> busy_;
  std::string output_;
  bool deaf_ = false;
  bool within_ = false;  // The session calls us: nothing may be produced.
  bool blocked_ = false;
  bool broken_ = false;
};

}  // namespace boomerang::http
