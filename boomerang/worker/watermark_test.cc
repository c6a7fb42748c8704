#include "boomerang/worker/watermark.h"

#include <gtest/gtest.h>

namespace boomerang::worker {
namespace {

TEST(WatermarkTest, StandsAtTheFirstUnfinishedEvent) {
  Watermark watermark;
  EXPECT_FALSE(watermark.next());
  for (const broker::Offset offset : {7, 8, 9}) EXPECT_TRUE(watermark.start(offset));

  watermark.finish(9);
  EXPECT_EQ(watermark.next(), 7);
  watermark.finish(7);
  EXPECT_EQ(watermark.next(), 8);
  EXPECT_EQ(watermark.open(), 2u);
  watermark.finish(8);

  EXPECT_EQ(watermark.next(), 10);
  EXPECT_EQ(watermark.open(), 0u);
}

TEST(WatermarkTest, OffsetsMayHaveGaps) {
  Watermark watermark;
  EXPECT_TRUE(watermark.start(1));
  EXPECT_TRUE(watermark.start(5));

  watermark.finish(1);

  EXPECT_EQ(watermark.next(), 5);
}

TEST(WatermarkTest, WhatWasReadBeforeIsTold) {
  Watermark watermark;
  EXPECT_TRUE(watermark.start(5));

  EXPECT_FALSE(watermark.start(5));
  EXPECT_FALSE(watermark.start(4));
  watermark.finish(5);
  EXPECT_FALSE(watermark.start(5));
  EXPECT_EQ(watermark.next(), 6);
}

}  // namespace
}  // namespace boomerang::worker
