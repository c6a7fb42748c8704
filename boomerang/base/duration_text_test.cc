#include "boomerang/base/duration_text.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

using namespace std::chrono_literals;

TEST(DurationTextTest, ReadsEveryUnit) {
  EXPECT_EQ(*parse_duration("7us"), 7us);
  EXPECT_EQ(*parse_duration("500ms"), 500ms);
  EXPECT_EQ(*parse_duration("5s"), 5s);
  EXPECT_EQ(*parse_duration("1.5s"), 1500ms);
  EXPECT_EQ(*parse_duration("10m"), 10min);
  EXPECT_EQ(*parse_duration("2h"), 2h);
  EXPECT_EQ(*parse_duration("7d"), 168h);
  EXPECT_EQ(*parse_duration("0"), 0s);
}

TEST(DurationTextTest, RefusesEverythingElse) {
  for (const char* text : {"", "5", "s", "-1s", "5 s", "5sec", "1e3s", "inf", "nan", "99999999d"}) {
    const auto duration = parse_duration(text);
    EXPECT_FALSE(duration) << text;
  }
}

TEST(DurationTextTest, WritesWhatItReads) {
  for (const auto duration : {0us, 1us, 1500000us, 60000000us, 90000000us, 86400000000us}) {
    EXPECT_EQ(*parse_duration(duration_text(duration)), duration);
  }
  EXPECT_EQ(duration_text(60s), "1m");
}

}  // namespace
}  // namespace boomerang
