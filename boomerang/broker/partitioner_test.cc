#include "boomerang/broker/partitioner.h"

#include <gtest/gtest.h>

namespace boomerang::broker {
namespace {

// Hashes that Kafka's own UtilsTest.testMurmur2 lists, as non-negative numbers modulo 2^31 - 1.
TEST(PartitionerTest, AgreesWithKafkasJavaClients) {
  const auto positive = [](std::int32_t hash) {
    return static_cast<std::int32_t>(hash & 0x7fffffff) % INT32_MAX;
  };
  EXPECT_EQ(partition_of("21", INT32_MAX), positive(-973932308));
  EXPECT_EQ(partition_of("foobar", INT32_MAX), positive(-790332482));
  EXPECT_EQ(partition_of("a-little-bit-long-string", INT32_MAX), positive(-985981536));
  EXPECT_EQ(partition_of("a-little-bit-longer-string", INT32_MAX), positive(-1486304829));
  EXPECT_EQ(partition_of("abc", INT32_MAX), positive(479470107));
}

TEST(PartitionerTest, OnePartitionTakesAll) { EXPECT_EQ(partition_of("any", 1), 0); }

}  // namespace
}  // namespace boomerang::broker
