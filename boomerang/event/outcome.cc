#include "boomerang/event/outcome.h"

#include "boomerang/base/sha256.h"

namespace boomerang {

RequestId outcome_id(RequestId request, std::string_view type) {
  const auto bytes = to_bytes(request);
  const Digest digest = sha256({{reinterpret_cast<const char*>(bytes.data()), bytes.size()}, type});
  const auto eight_bytes = [&](std::size_t from) {
    std::uint64_t number = 0;
    for (std::size_t i = from; i < from + 8; ++i) number = (number << 8) | digest[i];
    return number;
  };
  constexpr std::uint64_t version = 0x8000u;
  constexpr std::uint64_t variant = 0x8000'0000'0000'0000u;
  return {(request.high & ~0xFFFFull) | version | (eight_bytes(0) & 0xFFF),
          variant | (eight_bytes(8) >> 2)};
}

}  // namespace boomerang
