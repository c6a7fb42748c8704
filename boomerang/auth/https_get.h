#pragma once

// Fetching a small file of public keys, with nothing of what a browser would do: no redirects, no
// cookies, no passwords. The one door to libcurl.

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <string>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"

namespace boomerang::auth {

struct HttpsGet {
  std::string url = {};
  std::filesystem::path ca_file = {};  // Trusted instead of the system's authorities.
  Duration time_limit = std::chrono::seconds(10);
  std::size_t bytes_max = 256 * 1024;
};

// Whether keys may come from there: https, or http on this machine; without user, password and
// fragment.
// Fails: invalid  `what` says what is expected
Result<void> check_keys_url(const std::string& url);

// The body of the answer 200. Blocks. Ends within a second or so once `stop` is set.
// Threads: any. Proxies are taken from the environment (https_proxy, no_proxy).
//
// Fails: invalid  the URL is not one of those
//        busy     anything else: away, not trusted, too slow, too large, another status
Result<std::string> https_get(const HttpsGet& get, const std::atomic<bool>& stop);

}  // namespace boomerang::auth
