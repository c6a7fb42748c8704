#include "boomerang/gateway/route_topics.h"

#include <gtest/gtest.h>

namespace boomerang::gateway {
namespace {

Route route(std::string topic, std::string outcomes) {
  Route made;
  made.topic = std::move(topic);
  made.outcomes_topic = std::move(outcomes);
  return made;
}

TEST(RouteTopicsTest, SeveralRoutesMayShareTheirs) {
  EXPECT_EQ(topic_mistakes({route("a.requests", "a.outcomes"), route("a.requests", "a.outcomes"),
                            route("b", "a.outcomes")}),
            std::vector<TopicMistake>{});
}

TEST(RouteTopicsTest, RequestsMustBeNoOutcomes) {
  EXPECT_EQ(
      topic_mistakes({route("a", "a"), route("b", "a")}),
      (std::vector<TopicMistake>{
          {0, true, "outcomes_topic a: outcomes need a topic of their own; choose another"},
          {1, true, "outcomes_topic a is where requests go by another route; choose another"}}));
}

TEST(RouteTopicsTest, TopicsOfBoomerangsOwnAreTaken) {
  EXPECT_EQ(
      topic_mistakes({route("boomerang.replies", "t.dead_letters"),
                      route("t.requests", "boomerang.replies"), route("t.dead_letters", "o")}),
      (std::vector<TopicMistake>{
          {0, false, "topic boomerang.replies is where workers answer gateways; choose another"},
          {0, true,
           "outcomes_topic t.dead_letters is for the dead letters of t.requests; choose another"},
          {1, true,
           "outcomes_topic boomerang.replies is where workers answer gateways; choose another"},
          {2, false,
           "topic t.dead_letters is for the dead letters of t.requests; choose another"}}));
}

}  // namespace
}  // namespace boomerang::gateway
