#include "boomerang/base/base64url.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

TEST(Base64UrlTest, EncodesTheExamplesOfTheRfcWithoutPadding) {
  // RFC 4648, section 10.
  const std::pair<const char*, const char*> examples[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : examples) {
    EXPECT_EQ(encode_base64url(bytes), text);
    EXPECT_EQ(decode_base64url(text), bytes);
  }
}

TEST(Base64UrlTest, EveryByteComesBack) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (std::size_t begin = 0; begin < 4; ++begin) {
    const std::string text = encode_base64url(bytes.substr(begin));
    EXPECT_EQ(text.find_first_of("+/="), text.npos);
    EXPECT_EQ(decode_base64url(text), bytes.substr(begin));
  }
  EXPECT_EQ(encode_base64url("\xFB\xFF\xBF"), "-_-_");
}

TEST(Base64UrlTest, ThereIsOneTextForEachRunOfBytes) {
  for (const auto* text :
       {"Z", "Zg=", "Zg==", "Zh", "Zm9", "Zm9v\n", " Zg", "Zm+v", "Zm/v", "Zm9vY", "Zg\x80"}) {
    EXPECT_FALSE(decode_base64url(text)) << text;
  }
}

}  // namespace
}  // namespace boomerang
