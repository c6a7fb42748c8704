#include "boomerang/base/rfc3339.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

using namespace std::chrono;

TEST(Rfc3339Test, WritesUtcWithSixDecimals) {
  const WallTime time = sys_days{2026y / 2 / 28} + 23h + 59min + 58s + 7us;
  EXPECT_EQ(to_rfc3339(time), "2026-02-28T23:59:58.000007Z");
}

TEST(Rfc3339Test, ReadsWhatItWrites) {
  const WallTime time = sys_days{2026y / 2 / 28} + 23h + 59min + 58s + 7us;
  EXPECT_EQ(*parse_rfc3339(to_rfc3339(time)), time);
}

TEST(Rfc3339Test, ReadsOffsetsAndAnyDecimals) {
  const WallTime noon = sys_days{2026y / 1 / 1} + 12h;
  EXPECT_EQ(*parse_rfc3339("2026-01-01T12:00:00Z"), noon);
  EXPECT_EQ(*parse_rfc3339("2026-01-01t14:30:00.5+02:30"), noon + 500ms);
  EXPECT_EQ(*parse_rfc3339("2026-01-01T11:00:00.123456789-01:00"), noon + 123456us);
}

TEST(Rfc3339Test, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2026-01-01", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z",
                           "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx",
                           "2026-01-01 00:00:00Z", "2026-01-01T00:00:00+0100"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

}  // namespace
}  // namespace boomerang
