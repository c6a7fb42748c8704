#include "boomerang/store/history.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boomerang::store {
namespace {

using testing::HasSubstr;

const std::vector<Migration> known = {{"001_a", "CREATE a"}, {"002_b", "CREATE b"}};

TEST(HistoryTest, WhatHasNotRunIsToRun) {
  const std::vector<RanStep> ran = {{"001_a", hash_of(known[0])}};

  EXPECT_EQ(steps_to_run({}, known)->size(), 2u);
  ASSERT_EQ(steps_to_run(ran, known)->size(), 1u);
  EXPECT_EQ(steps_to_run(ran, known)->front().name, "002_b");
}

TEST(HistoryTest, ChangedMissingAndReorderedStepsAreRefusedByName) {
  const std::vector<RanStep> changed = {{"001_a", "00"}};
  const std::vector<RanStep> unknown = {{"000_z", hash_of(known[0])}};
  const std::vector<RanStep> ran = {{"001_a", hash_of(known[0])}};

  EXPECT_THAT(steps_to_run(changed, known).fault().what, HasSubstr("001_a was changed"));
  EXPECT_THAT(steps_to_run(unknown, known).fault().what, HasSubstr("000_z"));
  EXPECT_THAT(steps_to_run(ran, {}).fault().what, HasSubstr("001_a"));
  EXPECT_EQ(steps_to_run(ran, {}).fault().kind, FaultKind::invalid);
}

}  // namespace
}  // namespace boomerang::store
