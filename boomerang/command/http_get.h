#pragma once

// One question to a server near by, for the checks of a container or a script.

#include <string>
#include <string_view>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/config/address.h"

namespace boomerang::command {

struct Url {
  config::Address address;
  std::string target;  // "/readyz"
};

// "http://HOST", with or without a port (80) and a path (/).
// Fails: invalid  anything else; `what` says what is expected
Result<Url> parse_url(std::string_view text);

struct Got {
  int status = 0;
  std::string body;  // Left out of a 200.
};

// Asks by GET, and waits for the whole answer until `limit` is over. Looking a name up is not
// counted.
//
// Threads: any; blocks.
// Fails:   busy     nobody answers there, or not in time
//          corrupt  what answers does not speak HTTP
// Bounds:  64 KiB of answer; the rest is not read.
// Source:  RFC 9112, sections 2 to 4.
Result<Got> http_get(const Url& url, Duration limit, const Clock& clock);

}  // namespace boomerang::command
