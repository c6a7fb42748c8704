#include "boomerang/worker/parked.h"

#include <gmock/gmock.h>

namespace boomerang::worker {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

Delivery delivery(broker::Offset offset, const std::string& key, broker::Partition partition = 0) {
  Delivery made;
  made.entry = {partition, offset, WallTime{}, std::make_shared<const Record>(Record{key, {}, ""})};
  return made;
}

struct ParkedTest : testing::Test {
  std::vector<broker::Offset> take(Instant now, std::size_t events_max = 100) {
    std::vector<broker::Offset> offsets;
    for (const auto& taken : parked.take_due(now, events_max)) {
      offsets.push_back(taken.entry.offset);
    }
    return offsets;
  }

  const Instant start{};
  Parked parked;
};

TEST_F(ParkedTest, LaterEventsOfAKeyWaitBehindTheFirst) {
  parked.add(delivery(1, "a"), start + 5s);
  parked.add(delivery(3, "a"));
  parked.add(delivery(2, "b"), start + 3s);

  EXPECT_TRUE(parked.holds(0, "a"));
  EXPECT_FALSE(parked.holds(1, "a"));
  EXPECT_EQ(parked.due(), start + 3s);
  EXPECT_THAT(take(start), IsEmpty());
  EXPECT_THAT(take(start + 4s), ElementsAre(2));
  EXPECT_THAT(take(start + 5s), ElementsAre(1, 3));
  EXPECT_FALSE(parked.holds(0, "a"));
  EXPECT_FALSE(parked.due());
}

TEST_F(ParkedTest, EventThatFailsAgainGoesBackBeforeThoseThatStayed) {
  for (const broker::Offset offset : {1, 2, 3}) parked.add(delivery(offset, "a"), start);
  EXPECT_THAT(take(start, 2), ElementsAre(1, 2));
  EXPECT_TRUE(parked.holds(0, "a"));

  parked.add(delivery(1, "a"), start + 9s);
  parked.add(delivery(2, "a"));

  EXPECT_THAT(take(start + 8s), IsEmpty());
  EXPECT_THAT(take(start + 9s), ElementsAre(1, 2, 3));
}

TEST_F(ParkedTest, ForgottenPartitionLeavesTheOthers) {
  parked.add(delivery(1, "a", 0), start);
  parked.add(delivery(1, "a", 1), start);
  EXPECT_EQ(parked.size(0), 1u);

  parked.forget(0);

  EXPECT_EQ(parked.size(0), 0u);
  EXPECT_EQ(parked.size(1), 1u);
  EXPECT_FALSE(parked.holds(0, "a"));
}

}  // namespace
}  // namespace boomerang::worker
