#include "boomerang/http/stream_id_order.h"

#include <gtest/gtest.h>

namespace boomerang::http {
namespace {

TEST(StreamIdOrderTest, WhatWasOpenedMayComeAgain) {
  StreamIdOrder order;
  for (const StreamId id : {1, 3, 1, 3, 5}) EXPECT_TRUE(order.take(id)) << id << ": trailers";
}

TEST(StreamIdOrderTest, WhatWasPassedOverMayNotBeOpened) {
  StreamIdOrder order;
  EXPECT_TRUE(order.take(5));
  EXPECT_TRUE(order.take(13));
  for (const StreamId id : {1, 3, 7, 9, 11}) EXPECT_FALSE(order.take(id)) << id;
  for (const StreamId id : {5, 13, 15}) EXPECT_TRUE(order.take(id)) << id;
}

TEST(StreamIdOrderTest, EvenOnesAreNotAClients) {
  StreamIdOrder order;
  EXPECT_TRUE(order.take(5));
  EXPECT_TRUE(order.take(2));
}

TEST(StreamIdOrderTest, LowestGapsAreForgotten) {
  StreamIdOrder order;
  for (StreamId id = 5; id <= 5 + 4 * 100; id += 4) EXPECT_TRUE(order.take(id));
  EXPECT_TRUE(order.take(3)) << "one gap of a hundred and one";
  EXPECT_FALSE(order.take(7));
}

}  // namespace
}  // namespace boomerang::http
