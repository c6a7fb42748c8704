#include "boomerang/base/printable.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

TEST(PrintableTest, ControlCharactersAreWrittenOut) {
  EXPECT_EQ(printable("a\nb\r\tc"), "a\\nb\\r\\tc");
  EXPECT_EQ(printable("\x1B[31m\x7F"), "\\x1B[31m\\x7F");
  EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\xC2\\x9B31m");
}

TEST(PrintableTest, OtherCharactersStay) {
  EXPECT_EQ(printable("Zoë \\n \xC2\xA0 \xE2\x82\xAC \xF0\x9F\x98\x80"),
            "Zoë \\n \xC2\xA0 \xE2\x82\xAC \xF0\x9F\x98\x80");
}

TEST(PrintableTest, BytesThatAreNoCharacterAreWrittenOut) {
  EXPECT_EQ(printable("a\xFF\xC3z"), "a\\xFF\\xC3z");
  EXPECT_EQ(printable("\xE2\x82"), "\\xE2\\x82");
}

TEST(PrintableTest, WhatIsTooLongIsCutBetweenCharacters) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "abc...");
  EXPECT_EQ(shortened("ab\xE2\x82\xAC", 4), "ab...");
}

}  // namespace
}  // namespace boomerang
