#include "boomerang/http/head_rules.h"

#include <algorithm>
#include <charconv>

#include "boomerang/base/http_grammar.h"
#include "boomerang/http/authority.h"

namespace boomerang::http {
namespace {

using Broken = std::optional<Refusal>;

struct Found {
  std::size_t count = 0;
  std::string_view value;  // Of the last one.
};

Found look_for(const Headers& fields, std::string_view name) {
  Found found;
  for (const auto field : fields) {
    if (field.name != name) continue;
    ++found.count;
    found.value = field.value;
  }
  return found;
}

Broken read_content_length(std::string_view text, std::uint64_t& length) {
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (!digits || error != std::errc() || end != text.data() + text.size()) {
    return Refusal{400, "Content-Length must be a decimal number."};
  }
  return std::nullopt;
}

Broken read_transfer_encoding(std::string_view text) {
  if (equal_but_for_case(text, "chunked")) return std::nullopt;
  std::size_t chunked = 0;
  std::size_t codings = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    const auto coding = trimmed(text.substr(begin, end - begin));
    codings += coding.empty() ? 0 : 1;
    chunked += equal_but_for_case(coding, "chunked") ? 1 : 0;
    begin = end + 1;
  }
  if (codings == 0 || chunked > 1) return Refusal{400, "Transfer-Encoding is malformed."};
  return Refusal{501, "The only transfer coding understood is chunked."};
}

Broken read_framing(const Request& head, Framing& framing) {
  const Found length = look_for(head.fields, "content-length");
  const Found encoding = look_for(head.fields, "transfer-encoding");
  if (length.count + encoding.count == 0) return std::nullopt;
  if (length.count + encoding.count > 1) {
    return Refusal{400, "The length of the body is given more than once."};
  }
  if (length.count == 1) return read_content_length(length.value, framing.content_length);
  if (head.version == Version::http_1_0) {
    return Refusal{400, "HTTP/1.0 has no Transfer-Encoding."};
  }
  framing.chunked = true;
  return read_transfer_encoding(encoding.value);
}

Broken check_host(const Request& head) {
  const Found host = look_for(head.fields, "host");
  if (host.count > 1 || (host.count == 0 && head.version == Version::http_1_1)) {
    return Refusal{400, "A request must have exactly one Host."};
  }
  if (!is_authority(host.value)) return Refusal{400, "Host is malformed."};
  return std::nullopt;
}

Broken bring_into_origin_form(Request& head) {
  std::string& target = head.target;
  const bool plain = std::all_of(target.begin(), target.end(),
                                 [](char c) { return c > ' ' && c < 0x7F && c != '#'; });
  if (!plain) return Refusal{400, "The request target has a character that must be escaped."};
  if (target.starts_with('/')) return std::nullopt;
  if (target == "*" && head.method == "OPTIONS") return std::nullopt;

  const auto colon = target.find("://");
  const std::string_view scheme = std::string_view(target).substr(0, colon);
  if (colon == target.npos ||
      !(equal_but_for_case(scheme, "http") || equal_but_for_case(scheme, "https"))) {
    return Refusal{400, "The request target must begin with a slash."};
  }
  const auto begin = colon + 3;
  const auto end = std::min(target.find_first_of("/?", begin), target.size());
  const std::string_view authority = std::string_view(target).substr(begin, end - begin);
  const auto host = head.field("host");
  if (authority.empty() || !is_authority(authority) ||
      (host && !same_authority(*host, authority, scheme))) {
    return Refusal{400, "The request target and Host name different servers."};
  }
  std::string origin = target.substr(end);
  if (!origin.starts_with('/')) origin.insert(0, 1, '/');
  target = std::move(origin);
  return std::nullopt;
}

Broken read_expectations(const Request& head, Framing& framing) {
  for (const auto field : head.fields) {
    if (field.name != "expect") continue;
    if (!equal_but_for_case(field.value, "100-continue")) {
      return Refusal{417, "The only expectation understood is 100-continue."};
    }
    // Source: RFC 9110, section 10.1.1: an HTTP/1.0 client cannot mean it.
    framing.expects_continue = head.version == Version::http_1_1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> apply_head_rules(Request& head, Framing& framing) {
  if (const Broken broken = read_framing(head, framing)) return broken;
  if (const Broken broken = check_host(head)) return broken;
  if (const Broken broken = bring_into_origin_form(head)) return broken;
  return read_expectations(head, framing);
}

}  // namespace boomerang::http
