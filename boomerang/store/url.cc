#include "boomerang/store/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace boomerang::store {
namespace {

constexpr std::array<std::string_view, 4> known_parameters = {"sslmode", "sslrootcert", "sslcert",
                                                              "sslkey"};
constexpr std::array<std::string_view, 3> modes = {"disable", "require", "verify-full"};

Fault wrong(std::string_view what) {
  return {FaultKind::invalid, "the database URL " + std::string(what)};
}

// Cuts `text` at the first of `marks`: gives what is before it, and leaves what is after it.
// Nothing, and `text` as it was, if there is none.
std::optional<std::string_view> cut(std::string_view& text, std::string_view marks) {
  const auto at = text.find_first_of(marks);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view before = text.substr(0, at);
  text.remove_prefix(at + 1);
  return before;
}

std::optional<std::string> decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    unsigned byte = 0;
    if (text.size() - i < 3) return std::nullopt;
    const char* digits = text.data() + i + 1;
    const auto [end, error] = std::from_chars(digits, digits + 2, byte, 16);
    // A zero would end the text early in the client library.
    if (error != std::errc{} || end != digits + 2 || byte == 0) return std::nullopt;
    decoded += static_cast<char>(byte);
    i += 2;
  }
  return decoded;
}

Result<void> read_place(std::string_view place, DatabaseUrl& url) {
  std::string_view port;
  std::string_view host = place;
  if (host.starts_with('[')) {
    host.remove_prefix(1);
    port = host;
    const auto inside = cut(port, "]");
    if (!inside) return wrong("has a host with [ but no ]");
    host = *inside;
    if (!port.empty() && port[0] != ':') return wrong("has something after the host's ]");
  } else if (const auto colon = place.find(':'); colon != std::string_view::npos) {
    host = place.substr(0, colon);
    port = place.substr(colon);
  }
  const auto decoded = decode(host);
  if (!decoded || decoded->empty()) return wrong("has no host, or a wrong % in it");
  url.host = *decoded;
  if (port.empty()) return {};
  port.remove_prefix(1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), url.port);
  if (error != std::errc{} || end != port.data() + port.size() || url.port == 0) {
    return wrong("has a port that is no number from 1 to 65535");
  }
  return {};
}

Result<void> read_parameters(std::string_view text, DatabaseUrl& url) {
  while (!text.empty()) {
    std::string_view rest = text;
    const std::string_view pair = cut(rest, "&").value_or(text);
    text = pair.size() == text.size() ? std::string_view() : rest;
    std::string_view raw = pair;
    const auto key = cut(raw, "=");
    if (!key || std::count(known_parameters.begin(), known_parameters.end(), *key) == 0) {
      return wrong(
          "has a parameter that is not known; there are sslmode, sslrootcert, sslcert and sslkey");
    }
    const auto value = decode(raw);
    if (!value || value->empty()) return wrong("has no value for " + std::string(*key));
    if (!url.parameter(*key).empty()) return wrong("has " + std::string(*key) + " twice");
    if (*key == "sslmode" && std::count(modes.begin(), modes.end(), *value) == 0) {
      return wrong("has another sslmode than disable, require or verify-full");
    }
    url.parameters.emplace_back(*key, *value);
  }
  return {};
}

}  // namespace

std::string_view DatabaseUrl::parameter(std::string_view key) const {
  for (const auto& [name_of_it, value] : parameters) {
    if (name_of_it == key) return value;
  }
  return {};
}

std::string DatabaseUrl::place() const {
  const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return shown + ":" + std::to_string(port) + "/" + name;
}

Result<DatabaseUrl> parse_database_url(std::string_view text, std::string_view scheme,
                                       std::uint16_t port) {
  const std::string start = std::string(scheme) + "://";
  const std::string form = start + "USER:PASSWORD@HOST:PORT/NAME";
  if (!text.starts_with(start)) return wrong("is not of the form " + form);
  text.remove_prefix(start.size());

  DatabaseUrl url;
  url.port = port;
  std::string_view authority = text.substr(0, text.find_first_of("/?#"));
  std::string_view rest = text.substr(authority.size());
  if (rest.find('#') != std::string_view::npos) {
    return wrong("has a #; inside of a password write %23");
  }
  // The last @: before it one that was meant as part of the password is taken as such.
  const auto at = authority.rfind('@');
  if (at == std::string_view::npos) return wrong("has no user: " + form);
  std::string_view who = authority.substr(0, at);
  std::string_view password = who;
  const auto user = cut(password, ":");
  if (!user) password = {};
  const auto decoded_user = decode(user.value_or(who));
  const auto decoded_password = decode(password);
  if (!decoded_user || decoded_user->empty()) return wrong("has no user, or a wrong % in it");
  if (!decoded_password) return wrong("has a % in its password without two hex digits after it");
  url.user = *decoded_user;
  url.password = *decoded_password;
  if (auto read = read_place(authority.substr(at + 1), url); !read) return read.fault();

  const std::string_view path = rest.substr(0, rest.find('?'));
  const auto name = decode(path.substr(path.empty() ? 0 : 1));
  if (!name || name->empty()) return wrong("has no database name: " + form);
  url.name = *name;
  if (path.size() == rest.size()) return url;
  if (auto read = read_parameters(rest.substr(path.size() + 1), url); !read) return read.fault();
  return url;
}

}  // namespace boomerang::store
