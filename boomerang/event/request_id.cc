#include "boomerang/event/request_id.h"

#include <algorithm>

#include "boomerang/base/sha256.h"

namespace boomerang {
namespace {

constexpr std::uint32_t counter_max = 0xFFF;

bool dash_at(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string to_string(RequestId id) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text(36, '-');
  int shift = 124;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (dash_at(i)) continue;
    const std::uint64_t half = shift >= 64 ? id.high >> (shift - 64) : id.low >> shift;
    text[i] = digits[half & 15];
    shift -= 4;
  }
  return text;
}

Result<RequestId> parse_request_id(std::string_view text) {
  const Fault refused{FaultKind::invalid, "expected a UUID of 36 characters"};
  if (text.size() != 36) return refused;
  RequestId id;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (dash_at(i)) {
      if (text[i] != '-') return refused;
      continue;
    }
    const int value = digit(text[i]);
    if (value < 0) return refused;
    id.high = (id.high << 4) | (id.low >> 60);
    id.low = (id.low << 4) | static_cast<std::uint64_t>(value);
  }
  return id;
}

std::array<std::uint8_t, 16> to_bytes(RequestId id) {
  std::array<std::uint8_t, 16> bytes;
  for (unsigned i = 0; i < 8; ++i) {
    bytes[i] = static_cast<std::uint8_t>(id.high >> (56 - 8 * i));
    bytes[8 + i] = static_cast<std::uint8_t>(id.low >> (56 - 8 * i));
  }
  return bytes;
}

RequestIdSource::RequestIdSource(const Clock& clock, Random& random, std::uint8_t home)
    : clock_(clock), random_(random), home_(home) {}

RequestId RequestIdSource::next() {
  using std::chrono::milliseconds;
  const auto since_epoch = clock_.wall().time_since_epoch();
  const std::int64_t now = std::chrono::floor<milliseconds>(since_epoch).count();
  const std::uint64_t noise = random_.next();
  if (now > last_millisecond_) {
    last_millisecond_ = now;
    counter_ = static_cast<std::uint32_t>(noise & (counter_max >> 1));  // Leaves room to count.
  } else if (++counter_ > counter_max) {
    ++last_millisecond_;
    counter_ = 0;
  }
  const std::uint64_t high =
      (static_cast<std::uint64_t>(last_millisecond_) << 16) | 0x7000u | counter_;
  const std::uint64_t low = (0x8000'0000'0000'0000u) | ((random_.next() >> 2) & ~0xFFull) | home_;
  return {high, low};
}

RequestId chosen_request_id(std::string_view caller, std::string_view route, std::string_view key) {
  const Digest digest = sha256({"boomerang request id", caller, route, key});
  const auto eight_bytes = [&](std::size_t from) {
    std::uint64_t number = 0;
    for (std::size_t i = from; i < from + 8; ++i) number = (number << 8) | digest[i];
    return number;
  };
  constexpr std::uint64_t version = 0xF000;
  constexpr std::uint64_t variant = std::uint64_t{3} << 62;
  return {(eight_bytes(0) & ~version) | 0x8000,
          (eight_bytes(8) & ~variant) | std::uint64_t{1} << 63};
}

}  // namespace boomerang
