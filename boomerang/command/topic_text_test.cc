#include "boomerang/command/topic_text.h"

#include <gtest/gtest.h>

namespace boomerang::command {
namespace {

using namespace std::chrono_literals;

const TopicState requests = {{"requests", 2, broker::Durability::synced, {}}, {{0, 5}, {3, 1000}}};
const TopicState replies = {
    {"replies", 1, broker::Durability::relaxed, {.age_max = 90min, .bytes_max = 1000}}, {{0, 0}}};

TEST(TopicTextTest, TheTableIsAligned) {
  EXPECT_EQ(topic_table(std::vector{requests, replies}),
            "TOPIC     PARTITIONS  ENTRIES  EVER  DURABILITY  KEEPS\n"
            "requests           2     1002  1005  synced      7d, 8 GiB each\n"
            "replies            1        0     0  relaxed     90m, 1000 B each\n");
}

TEST(TopicTextTest, WithoutTopicsThereIsStillAHeading) {
  EXPECT_EQ(topic_table({}), "TOPIC  PARTITIONS  ENTRIES  EVER  DURABILITY  KEEPS\n");
}

TEST(TopicTextTest, AJsonLineHasEveryPartition) {
  EXPECT_EQ(topic_json(requests),
            R"({"topic":"requests","durability":"synced","retention_seconds":604800,)"
            R"("retention_bytes":8589934592,"partitions":[{"partition":0,"begin":0,"end":5},)"
            R"({"partition":1,"begin":3,"end":1000}]})");
}

}  // namespace
}  // namespace boomerang::command
