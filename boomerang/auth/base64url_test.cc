#include "boomerang/auth/base64url.h"

#include <gtest/gtest.h>

namespace boomerang::auth {
namespace {

TEST(Base64urlTest, ReadsAndWritesWhatTheRfcShows) {
  const std::pair<std::string, std::string> examples[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xFB\xFF", "-_8"}};

  for (const auto& [bytes, text] : examples) {
    EXPECT_EQ(encode_base64url(bytes), text);
    EXPECT_EQ(decode_base64url(text), bytes);
  }
}

TEST(Base64urlTest, EveryByteComesBack) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);

  EXPECT_EQ(decode_base64url(encode_base64url(bytes)), bytes);
}

TEST(Base64urlTest, OneTextForEachRunOfBytes) {
  // Zh and Zm9 differ from Zg and Zm8 in bits that belong to no byte.
  for (const char* text :
       {"Zg==", "Zg=", "Z", "Zh", "Zm9", "Zg\n", " Zg", "+/8", "Zm9v.", "Zm9v=", "Zg\xC3\xA9"}) {
    EXPECT_EQ(decode_base64url(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace boomerang::auth
