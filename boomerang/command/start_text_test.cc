#include "boomerang/command/start_text.h"

#include <gtest/gtest.h>

#include "boomerang/base/rfc3339.h"

namespace boomerang::command {
namespace {

TEST(StartTextTest, ReadsEveryKindOfPlace) {
  EXPECT_TRUE(std::holds_alternative<broker::Beginning>(*parse_start("start")));
  EXPECT_TRUE(std::holds_alternative<broker::End>(*parse_start("end")));
  EXPECT_EQ(std::get<broker::Offset>(*parse_start("42")), 42);
  EXPECT_EQ(std::get<WallTime>(*parse_start("2026-01-31T12:00:00+01:00")),
            *parse_rfc3339("2026-01-31T11:00:00Z"));
}

TEST(StartTextTest, RefusesEverythingElse) {
  for (const char* text : {"", "-1", "4x", "begin", "2026-01-31", "99999999999999999999"}) {
    const auto start = parse_start(text);
    ASSERT_FALSE(start) << text;
    EXPECT_EQ(start.fault().what,
              "expected start, end, an offset, or a time such as 2026-01-31T12:00:00Z");
  }
}

}  // namespace
}  // namespace boomerang::command
