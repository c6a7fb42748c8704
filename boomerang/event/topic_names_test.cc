#include "boomerang/event/topic_names.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

TEST(TopicNamesTest, DeadLettersAreNamedAfterTheRequests) {
  EXPECT_EQ(dead_letters_of("users.requests"), "users.dead_letters");
  EXPECT_EQ(dead_letters_of("orders"), "orders.dead_letters");
  EXPECT_EQ(dead_letters_of(".requests"), ".requests.dead_letters");
}

}  // namespace
}  // namespace boomerang
