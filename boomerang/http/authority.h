#pragma once

// Whom a request is for: a host, and perhaps a port.

#include <string_view>

namespace boomerang::http {

// Whether it is uri-host [ ":" port ]: an address in brackets, or a name or IPv4 address, which may
// be empty; and the digits of a port, which may be none.
// Source: RFC 9110, section 7.2; RFC 3986, sections 3.2.2 and 3.2.3.
bool is_authority(std::string_view text);

// Whether two of them name one server, where `scheme` is "http" or "https": the port may be left
// out if it is the scheme's. Source: RFC 9110, section 4.2.3.
bool same_authority(std::string_view a, std::string_view b, std::string_view scheme);

}  // namespace boomerang::http
