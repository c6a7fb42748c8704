#include "boomerang/config/address.h"

#include <charconv>

namespace boomerang::config {

Result<Address> parse_address(std::string_view text) {
  const Fault refused{FaultKind::invalid,
                      "expected host:port such as 127.0.0.1:8080 or [::1]:8080"};
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return refused;
  std::string_view host = text.substr(0, colon);
  const std::string_view number = text.substr(colon + 1);

  const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (brackets) host = host.substr(1, host.size() - 2);
  // Only brackets tell the colons of IPv6 from the one before the port.
  if (host.empty() || brackets != (host.find(':') != std::string_view::npos)) return refused;
  if (host.find_first_of("[]/ \t") != std::string_view::npos) return refused;

  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), port);
  if (error != std::errc() || end != number.data() + number.size()) return refused;
  return Address{std::string(host), port};
}

std::string to_string(const Address& address) {
  const bool brackets = address.host.find(':') != std::string::npos;
  const std::string host = brackets ? "[" + address.host + "]" : address.host;
  return host + ":" + std::to_string(address.port);
}

}  // namespace boomerang::config
