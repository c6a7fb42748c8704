#pragma once

namespace boomerang::http {

// Why the server itself does not go on with a request. The connection ends with the answer.
struct Refusal {
  int status = 400;
  const char* detail = "";  // A sentence for the client.
};

}  // namespace boomerang::http
