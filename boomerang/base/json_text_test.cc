#include "boomerang/base/json_text.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(JsonTextTest, EscapesWhatJsonReserves) {
  EXPECT_EQ(quoted("a\"b\\c\n\r\t\x01"), R"("a\"b\\c\n\r\t\u0001")");
}

TEST(JsonTextTest, KeepsUtf8AsItIs) { EXPECT_EQ(quoted("Zoë 漢 𝄞"), "\"Zoë 漢 𝄞\""); }

TEST(JsonTextTest, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(quoted("a\xFF"), "\"a\xEF\xBF\xBD\"");
  EXPECT_EQ(quoted("\xE6\xBC"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(JsonTextTest, BytesThatAreNoTextAreHexadecimal) {
  std::string out;
  append_json_bytes(out, "Zoë\n");
  out += ' ';
  append_json_bytes(out, "\xFF\x01");
  out += ' ';
  append_json_hex(out, "a");
  EXPECT_EQ(out, R"("Zoë\n" {"hex":"ff01"} {"hex":"61"})");
}

TEST(JsonTextTest, KnowsUtf8FromWhatOnlyLooksLikeIt) {
  EXPECT_TRUE(is_utf8("Zoë 漢 𝄞"));
  EXPECT_TRUE(is_utf8(""));
  EXPECT_FALSE(is_utf8("\xC0\x80")) << "an overlong form";
  EXPECT_FALSE(is_utf8("\xED\xA0\x80")) << "a surrogate";
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80")) << "past U+10FFFF";
  EXPECT_FALSE(is_utf8("\xE6\xBC")) << "cut short";
}

}  // namespace
}  // namespace boomerang
