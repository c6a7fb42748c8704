#include "boomerang/broker/entry_json.h"

#include <gtest/gtest.h>

namespace boomerang::broker {
namespace {

TEST(EntryJsonTest, SaysWhereAnEntryLies) {
  const WallTime time = std::chrono::sys_days(std::chrono::year(2026) / 1 / 31);
  const auto place = [&](const std::string& key) {
    return place_json("a\"b", {3, 42, time, std::make_shared<const Record>(Record{key, {}, "v"})});
  };
  EXPECT_EQ(place("k"), R"("topic":"a\"b","partition":3,"offset":42,)"
                        R"("time":"2026-01-31T00:00:00.000000Z","key":"k")");
  EXPECT_TRUE(place("\xFF").ends_with(R"("key":{"hex":"ff"})"));
}

}  // namespace
}  // namespace boomerang::broker
