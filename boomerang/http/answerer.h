#pragma once

#include <string>

#include "boomerang/http/response.h"

namespace boomerang::http {

// What waits for the answer to one exchange: a connection of HTTP/1.1, or a stream of HTTP/2. The
// calls are Shard's, for an exchange that is open; each may run the connection, even to its end.
class Answerer {
 public:
  // The exchange has been freed.
  virtual void deliver(Response response) = 0;

  // A stream has begun and not ended. Only one may.
  virtual bool streaming() const = 0;
  virtual bool begin_stream(Response head) = 0;
  virtual bool stream(std::string bytes) = 0;
  virtual bool end_stream() = 0;

 protected:
  ~Answerer() = default;
};

}  // namespace boomerang::http
