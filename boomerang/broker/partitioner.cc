#include "boomerang/broker/partitioner.h"

#include "boomerang/base/check.h"

namespace boomerang::broker {
namespace {

// MurmurHash2, 32 bits, with Kafka's seed.
std::uint32_t murmur2(std::string_view data) {
  constexpr std::uint32_t multiplier = 0x5bd1e995;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(data[i]));
  };
  std::uint32_t hash = 0x9747b28c ^ static_cast<std::uint32_t>(data.size());
  std::size_t at = 0;
  for (; at + 4 <= data.size(); at += 4) {
    std::uint32_t word = byte(at) | byte(at + 1) << 8 | byte(at + 2) << 16 | byte(at + 3) << 24;
    word *= multiplier;
    word ^= word >> 24;
    word *= multiplier;
    hash = (hash * multiplier) ^ word;
  }
  if (at < data.size()) {
    for (std::size_t i = data.size(); i-- > at;) hash ^= byte(i) << (8 * (i - at));
    hash *= multiplier;
  }
  hash ^= hash >> 13;
  hash *= multiplier;
  return hash ^ (hash >> 15);
}

}  // namespace

std::int32_t partition_of(std::string_view key, std::int32_t partitions) {
  check(partitions > 0, "a topic without partitions");
  return static_cast<std::int32_t>(murmur2(key) & 0x7fffffff) % partitions;
}

}  // namespace boomerang::broker
