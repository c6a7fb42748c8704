#include "boomerang/auth/https_get.h"

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <string_view>

namespace boomerang::auth {
namespace {

template <auto free>
struct Freed {
  template <typename T>
  void operator()(T* thing) const {
    free(thing);
  }
};

using Url = std::unique_ptr<CURLU, Freed<curl_url_cleanup>>;
using Easy = std::unique_ptr<CURL, Freed<curl_easy_cleanup>>;
using List = std::unique_ptr<curl_slist, Freed<curl_slist_free_all>>;

std::optional<std::string> part_of(const Url& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return std::nullopt;
  std::string copy(text);
  curl_free(text);
  return copy;
}

// As curl_url_get() gives hosts.
bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

struct Body {
  std::string text;
  std::size_t bytes_max;
};

std::size_t take(char* bytes, std::size_t one, std::size_t count, void* user) {
  auto& body = *static_cast<Body*>(user);
  if (body.text.size() + count > body.bytes_max) return 0;  // Ends it with CURLE_WRITE_ERROR.
  body.text.append(bytes, one * count);
  return one * count;
}

int ask_stop(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(user)->load() ? 1 : 0;
}

bool set_up() {
  static const bool good = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return good;
}

void set_options(CURL* easy, const HttpsGet& get, Body& body, const std::atomic<bool>& stop) {
  const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(get.time_limit).count();
  curl_easy_setopt(easy, CURLOPT_URL, get.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");  // Which one, the URL says.
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!get.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, get.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(limit));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "boomerang");
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, ask_stop);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &stop);
}

}  // namespace

Result<void> check_keys_url(const std::string& text) {
  const Fault fault{FaultKind::invalid,
                    "expected an address https://HOST/PATH without user, password and #; http:// "
                    "only on localhost"};
  const Url url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return fault;
  const auto scheme = part_of(url, CURLUPART_SCHEME);
  const auto host = part_of(url, CURLUPART_HOST);
  if (!scheme || !host || part_of(url, CURLUPART_USER) || part_of(url, CURLUPART_PASSWORD) ||
      part_of(url, CURLUPART_FRAGMENT)) {
    return fault;
  }
  if (*scheme == "https" || (*scheme == "http" && is_loopback(*host))) return {};
  return fault;
}

Result<std::string> https_get(const HttpsGet& get, const std::atomic<bool>& stop) {
  if (const auto good = check_keys_url(get.url); !good) return good.fault();
  const auto busy = [](std::string why) { return Fault{FaultKind::busy, std::move(why)}; };
  const Easy easy(set_up() ? curl_easy_init() : nullptr);
  const List fields(
      curl_slist_append(nullptr, "Accept: application/jwk-set+json, application/json"));
  if (!easy || !fields) return busy("libcurl could not begin");

  Body body{"", get.bytes_max};
  set_options(easy.get(), get, body, stop);
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, fields.get());
  // Reading keys from this machine by way of a proxy would undo why http is good enough there.
  const bool plain = get.url[4] == ':';  // After "http"; the other scheme there is has an s.
  if (plain) curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
  const CURLcode code = curl_easy_perform(easy.get());
  if (code == CURLE_WRITE_ERROR) {
    return busy("the answer is larger than " + std::to_string(get.bytes_max) + " bytes");
  }
  if (code != CURLE_OK) return busy(curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return busy("the answer has the status " + std::to_string(status));
  return std::move(body.text);
}

}  // namespace boomerang::auth
