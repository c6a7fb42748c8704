#include "boomerang/console/request_page.h"

#include <gtest/gtest.h>

#include "boomerang/console/sample_entry.h"

namespace boomerang::console {
namespace {

using namespace std::chrono_literals;

struct RequestPageTest : testing::Test {
  std::string show() {
    return request_json(event.id, found, routes, sample_time).value_or("nothing");
  }
  // Whether the page has this text.
  testing::AssertionResult has(const std::string& text) {
    const auto page = show();
    if (page.find(text) != page.npos) return testing::AssertionSuccess();
    return testing::AssertionFailure() << text << " is not in " << page;
  }

  const WatchedRoutes routes;
  Event event = sample_event(1);
  Found found;
};

TEST_F(RequestPageTest, StagesComeByTime) {
  found.messages = {
      {"r", TopicKind::requests, sample_entry(encode(event), 3, event.time + 1ms)},
      {"o", TopicKind::outcomes,
       sample_entry(encode(sample_outcome(event, "UserCreated", 6s)), 4, event.time + 7s)},
      {"d", TopicKind::dead_letters, sample_entry(encode(event), 0, event.time + 8s)}};
  EXPECT_TRUE(has(R"("stages":[{"name":"accepted","at":"2026-01-31T12:00:00.001000Z"},)"
                  R"({"name":"logged","at":"2026-01-31T12:00:00.002000Z"},)"
                  R"({"name":"deadline","at":"2026-01-31T12:00:05.001000Z"},)"
                  R"({"name":"attempted","at":"2026-01-31T12:00:06.001000Z"},)"
                  R"({"name":"published","at":"2026-01-31T12:00:07.001000Z"},)"
                  R"({"name":"given_up","at":"2026-01-31T12:00:08.001000Z"}])"));
  EXPECT_TRUE(has(R"("messages":[{"topic":"r","partition":0,"offset":3,)"));
  EXPECT_TRUE(has(R"({"topic":"d","partition":0,"offset":0,)"));
  EXPECT_TRUE(has(R"("late":true)"));
}

TEST_F(RequestPageTest, TellsWhereItIsFromAndItsTrace) {
  event.trace_parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  event.expires.reset();
  found.messages = {{"r", TopicKind::requests, sample_entry(encode(event))}};
  EXPECT_TRUE(has("\"key\":\"" + event.key + "\",\"source\":\"/gateways/g1\",\"expires\":null," +
                  "\"trace\":\"" + event.trace_parent + "\""));
  event.trace_parent = "";
  found.messages = {{"r", TopicKind::requests, sample_entry(encode(event))}};
  EXPECT_TRUE(has("\"trace\":null"));
}

TEST_F(RequestPageTest, RepetitionsAreMessagesAndNoStages) {
  const auto again = sample_entry(encode(event), 9, event.time + 2s);
  const auto outcome = sample_outcome(event, "UserCreated");
  found.messages = {{"r", TopicKind::requests, sample_entry(encode(event))},
                    {"o", TopicKind::outcomes, sample_entry(encode(outcome))},
                    {"r", TopicKind::requests, again},
                    {"o", TopicKind::outcomes, sample_entry(encode(outcome), 1)}};
  const auto page = show();
  std::size_t stages = 0;
  for (auto at = page.find("{\"name\":"); at != page.npos; at = page.find("{\"name\":", at + 1)) {
    ++stages;
  }
  EXPECT_EQ(stages, 5u) << page;
  EXPECT_TRUE(has(R"("offset":9,)"));
}

TEST_F(RequestPageTest, WithoutItsEventThereIsNothing) {
  EXPECT_EQ(show(), "nothing");
  found.messages = {
      {"o", TopicKind::outcomes, sample_entry(encode(sample_outcome(event, "UserCreated")))}};
  EXPECT_EQ(show(), "nothing");
}

}  // namespace
}  // namespace boomerang::console
