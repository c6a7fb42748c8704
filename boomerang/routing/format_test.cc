#include "boomerang/routing/format.h"

#include <gtest/gtest.h>

#include <string>

namespace boomerang::routing {
namespace {

void expect(Format format, std::initializer_list<std::string_view> good,
            std::initializer_list<std::string_view> bad) {
  for (const auto text : good) EXPECT_TRUE(has_format(text, format)) << text;
  for (const auto text : bad) EXPECT_FALSE(has_format(text, format)) << text;
}

TEST(FormatTest, OnlyWhatIsCheckedIsNamed) {
  EXPECT_EQ(format_named("date-time"), Format::date_time);
  EXPECT_EQ(format_named("uri"), std::nullopt);
  EXPECT_EQ(name_of(Format::ipv6), "ipv6");
}

TEST(FormatTest, DatesAndTimes) {
  expect(Format::date, {"2024-02-29", "1999-12-31"},
         {"", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "24-01-01", "2024-1-01"});
  expect(Format::time, {"00:00:00Z", "23:59:59.123456789+02:00", "23:59:60Z", "01:59:60+02:00"},
         {"24:00:00Z", "00:60:00Z", "12:00:60Z", "12:00:00", "12:00:00.Z", "12:00:00+24:00",
          "12:00:00+0200", "120000Z"});
  expect(Format::date_time, {"2024-02-29T12:00:00Z", "2024-02-29t12:00:00.5-23:59"},
         {"2024-02-29", "2024-02-29 12:00:00Z", "2024-02-30T12:00:00Z", "2024-02-29T"});
}

TEST(FormatTest, Addresses) {
  expect(Format::email, {"ada@example.com", "a+b@mail.example.com", "\u00e9@example.com"},
         {"", "ada", "@example.com", "ada@", "ada@example", "a b@example.com", "a@b@example.com",
          "ada@.com", "ada@example..com"});
  expect(Format::ipv4, {"127.0.0.1"}, {"127.0.0", "256.0.0.1", "::1", "127.0.0.1 "});
  expect(Format::ipv6, {"::1", "2001:db8::ff00:42:8329", "::ffff:1.2.3.4"}, {"127.0.0.1", ":::"});
  EXPECT_FALSE(has_format(std::string("::1\0x", 5), Format::ipv6));
}

TEST(FormatTest, Uuids) {
  expect(Format::uuid, {"01890a5d-ac96-774b-bcce-b302099a8057"},
         {"", "01890a5dac96774bbcceb302099a8057", "01890a5d-ac96-774b-bcce-b302099a805g"});
}

TEST(FormatTest, AMillionLettersAreReadOnce) {
  const std::string text(1'000'000, '1');
  for (const auto format : {Format::date_time, Format::date, Format::time, Format::email,
                            Format::uuid, Format::ipv4, Format::ipv6}) {
    EXPECT_FALSE(has_format(text, format)) << name_of(format);
    EXPECT_FALSE(has_format("12:00:00." + text, format)) << name_of(format);
  }
}

}  // namespace
}  // namespace boomerang::routing
