#include "boomerang/console/access.h"

#include <algorithm>

#include "boomerang/base/base64url.h"
#include "boomerang/base/http_grammar.h"

namespace boomerang::console {
namespace {

// Without its port: of "[::1]:80", "::1".
std::string_view host_of(std::string_view field) {
  if (field.starts_with('[')) return field.substr(1, field.find(']') - 1);
  return field.substr(0, field.find(':'));
}

// Standard Base64 in the alphabet of the other one.
std::optional<std::string> decode_base64(std::string_view text) {
  std::string safe(text.substr(0, text.find_last_not_of('=') + 1));
  std::replace(safe.begin(), safe.end(), '+', '-');
  std::replace(safe.begin(), safe.end(), '/', '_');
  return decode_base64url(safe);
}

http::Response ask_for_password() {
  auto response = http::problem(401, "The console asks for its password; any name will do.");
  response.fields.add("WWW-Authenticate", "Basic realm=\"Boomerang console\", charset=\"UTF-8\"");
  return response;
}

}  // namespace

bool is_loopback(std::string_view host) {
  const std::string name = lower(host);
  if (name == "localhost" || name.ends_with(".localhost") || name == "::1") return true;
  const bool is_numeric = name.find_first_not_of("0123456789.") == name.npos;
  return is_numeric && name.starts_with("127.") && std::count(name.begin(), name.end(), '.') == 3;
}

Access::Access(const std::string& password, bool on_loopback)
    : has_password_(!password.empty()),
      password_(plain_sha256(password)),
      on_loopback_(on_loopback) {}

std::optional<http::Response> Access::refusal(const http::Request& head) const {
  const auto site = head.field("sec-fetch-site");
  const bool is_navigation = head.field("sec-fetch-mode") == "navigate";
  if (site && *site != "same-origin" && *site != "none" && !is_navigation) {
    return http::problem(403, "The console does not answer to pages from elsewhere.");
  }
  if (has_password_) {
    if (knows_password(head)) return std::nullopt;
    return ask_for_password();
  }
  if (!on_loopback_) {
    return http::problem(403,
                         "The console has no password and can be reached from other machines. Set "
                         "one with --console-password, or keep --admin on 127.0.0.1.");
  }
  if (!is_loopback(host_of(head.field("host").value_or("")))) {
    return http::problem(403,
                         "Without a password the console is only shown under a name of this "
                         "machine's own: ask for http://localhost and its port.");
  }
  return std::nullopt;
}

bool Access::knows_password(const http::Request& head) const {
  constexpr std::string_view scheme = "basic ";
  const auto field = head.field("authorization").value_or("");
  if (!equal_but_for_case(field.substr(0, scheme.size()), scheme)) return false;
  const auto pair = decode_base64(trimmed(field.substr(scheme.size())));
  if (!pair) return false;
  const auto colon = pair->find(':');
  // How long it takes to compare two digests tells nothing of the password.
  return colon != pair->npos && plain_sha256(pair->substr(colon + 1)) == password_;
}

}  // namespace boomerang::console
