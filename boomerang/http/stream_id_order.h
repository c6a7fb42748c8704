#pragma once

// Which streams of HTTP/2 a client may still open.

#include <cstddef>
#include <cstdint>
#include <map>

namespace boomerang::http {

using StreamId = std::int32_t;

// A client numbers its streams upwards. One that it has passed over is closed, and it is an error
// of the connection to use it after all. nghttp2 does not tell it from a stream that has ended.
// Source: RFC 9113, section 5.1.1.
class StreamIdOrder {
 public:
  // A client has sent HEADERS. False: on a stream that it must not use any more.
  bool take(StreamId id);

 private:
  // Beyond, the lowest is forgotten: whoever uses that is not told of the error.
  static constexpr std::size_t gaps_max = 100;

  StreamId last_ = 0;
  std::map<StreamId, StreamId> gaps_;  // From the first that was passed over to the last.
};

}  // namespace boomerang::http
