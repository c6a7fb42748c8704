#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace boomerang {

using Digest = std::array<std::uint8_t, 32>;

// SHA-256 over the parts, each preceded by its length, so that no two lists of parts collide by
// moving a boundary. Source: FIPS 180-4.
Digest sha256(std::initializer_list<std::string_view> parts);

// SHA-256 of these bytes and nothing else: what sha256sum prints.
Digest plain_sha256(std::string_view bytes);

// Lower-case hexadecimal.
std::string to_hex(const Digest& digest);

}  // namespace boomerang
