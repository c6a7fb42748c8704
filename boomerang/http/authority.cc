#include "boomerang/http/authority.h"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "boomerang/base/http_grammar.h"

namespace boomerang::http {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Unreserved, or a delimiter of what is within a part.
bool is_plain(char c) {
  constexpr std::string_view others = "-._~!$&'()*+,;=";
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         others.find(c) != others.npos;
}

bool is_name(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_plain(text[i])) continue;
    const bool escape = text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) &&
                        is_hex_digit(text[i + 2]);
    if (!escape) return false;
    i += 2;
  }
  return true;
}

// Between the brackets: IPv6, or an address of a version to come.
bool is_literal(std::string_view text) {
  if (!text.empty() && (text[0] == 'v' || text[0] == 'V')) {
    const auto dot = text.find('.');
    if (dot == text.npos || dot == 1 || dot + 1 == text.size()) return false;
    const auto version = text.substr(1, dot - 1);
    const auto address = text.substr(dot + 1);
    return std::all_of(version.begin(), version.end(), is_hex_digit) &&
           std::all_of(address.begin(), address.end(),
                       [](char c) { return c == ':' || is_plain(c); });
  }
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](char c) { return is_hex_digit(c) || c == ':' || c == '.'; });
  if (!plain) return false;
  in6_addr address{};
  return ::inet_pton(AF_INET6, std::string(text).c_str(), &address) == 1;
}

struct Parts {
  std::string_view host;
  std::string_view port;
};

// By the last colon, unless that is within brackets.
Parts parts_of(std::string_view text) {
  const auto colon = text.rfind(':');
  const auto bracket = text.rfind(']');
  if (colon == text.npos || (bracket != text.npos && bracket > colon)) return {text, {}};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace

bool is_authority(std::string_view text) {
  const auto [host, port] = parts_of(text);
  if (!std::all_of(port.begin(), port.end(), is_digit)) return false;
  if (!host.starts_with('[')) return is_name(host);
  return host.ends_with(']') && is_literal(host.substr(1, host.size() - 2));
}

bool same_authority(std::string_view a, std::string_view b, std::string_view scheme) {
  const std::string_view usual = equal_but_for_case(scheme, "https") ? "443" : "80";
  const auto port_of = [&](const Parts& parts) { return parts.port.empty() ? usual : parts.port; };
  const Parts first = parts_of(a);
  const Parts second = parts_of(b);
  return equal_but_for_case(first.host, second.host) && port_of(first) == port_of(second);
}

}  // namespace boomerang::http
