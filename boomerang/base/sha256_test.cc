#include "boomerang/base/sha256.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

TEST(Sha256Test, HashesLengthPrefixedParts) {
  // printf '\0\0\0\0\0\0\0\003abc' | sha256sum
  EXPECT_EQ(to_hex(sha256({"abc"})),
            "c3494ca1a2cf8eeb8a11ded316fb55b83c3bbbedb6313cd50415251e5d09e12f");
}

TEST(Sha256Test, MovingABoundaryChangesTheDigest) {
  EXPECT_NE(sha256({"ab", "c"}), sha256({"a", "bc"}));
  EXPECT_EQ(sha256({"ab", "c"}), sha256({"ab", "c"}));
}

TEST(Sha256Test, PlainIsWhatSha256sumPrints) {
  // FIPS 180-4's example; printf abc | sha256sum
  EXPECT_EQ(to_hex(plain_sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace boomerang
