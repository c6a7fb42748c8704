#include "boomerang/console/trail.h"

#include <gtest/gtest.h>

#include "boomerang/console/sample_entry.h"

namespace boomerang::console {
namespace {

using namespace std::chrono_literals;

struct TrailTest : testing::Test {
  // The state after this outcome.
  State after(const std::string& type, std::optional<int> status = std::nullopt) {
    Outcome outcome = sample_outcome(event, type);
    outcome.status = status;
    trail.learn(event, routes);
    trail.learn(outcome, sample_time, routes);
    return trail.state(sample_time);
  }

  const Event event = sample_event(1);
  const WatchedRoutes routes = sample_routes();
  Trail trail{event.id};
};

TEST_F(TrailTest, WithoutAnOutcomeItWaitsUntilItsTimeIsUp) {
  trail.learn(event, routes);
  EXPECT_EQ(trail.state(event.time + 4s), State::waiting);
  EXPECT_EQ(trail.state(event.time + 6s), State::overdue);
}

TEST_F(TrailTest, RouteOfTheRequestSaysWhatAnOutcomeMeans) {
  EXPECT_EQ(after("UserCreated"), State::succeeded);
}
TEST_F(TrailTest, RefusalIsAStatusOfTheClients) {
  EXPECT_EQ(after("UserDuplicated"), State::refused);
}
TEST_F(TrailTest, StatusOfTheOutcomeWins) { EXPECT_EQ(after("UserCreated", 503), State::failed); }
TEST_F(TrailTest, WhatWasGivenUpHasFailed) {
  EXPECT_EQ(after(std::string(failed_type), 200), State::failed);
}

TEST_F(TrailTest, OutcomeMayComeBeforeItsEvent) {
  trail.learn(sample_outcome(event, "UserDuplicated"), sample_time, routes);
  EXPECT_FALSE(trail.has_event());
  trail.learn(event, routes);
  EXPECT_EQ(trail.state(sample_time), State::refused);
}

TEST_F(TrailTest, FirstOutcomeCounts) {
  after("UserCreated");
  EXPECT_EQ(after("UserDuplicated"), State::succeeded);
}

TEST_F(TrailTest, OutcomeOfAnotherPayloadIsNotOfThisRequest) {
  EXPECT_EQ(after(std::string(mismatch_type), 422), State::waiting);
  Outcome other = sample_outcome(sample_event(1, "{}"), "UserCreated");
  trail.learn(other, sample_time, routes);
  EXPECT_EQ(trail.state(sample_time), State::waiting);
  EXPECT_EQ(after("UserCreated"), State::succeeded);
}

TEST_F(TrailTest, RepetitionWaitsAnewAndChangesNothingElse) {
  trail.learn(event, routes);
  Event repeated = event;
  repeated.time += 10s;
  repeated.expires = *event.expires + 10s;
  repeated.target = "/other";
  trail.learn(repeated, routes);
  EXPECT_EQ(trail.state(event.time + 6s), State::waiting);
  EXPECT_EQ(trail.accepted(), event.time);
  EXPECT_TRUE(trail.matches("/users"));
  EXPECT_FALSE(trail.matches("/other"));
}

TEST_F(TrailTest, LateIsAfterItsTimeWasUp) {
  trail.learn(event, routes);
  trail.learn(sample_outcome(event, "UserCreated"), event.time + 6s, routes);
  EXPECT_TRUE(trail.is_late());
  EXPECT_EQ(trail.state(event.time + 7s), State::succeeded);
}

TEST_F(TrailTest, ItLastsUntilItsOutcomeIsPublished) {
  trail.learn(event, routes);
  trail.learn(sample_outcome(event, "UserCreated"), event.time + 2ms, routes);
  EXPECT_NE(trail.members(sample_time).find("\"duration_ms\":2.000,"), std::string::npos);
}

TEST_F(TrailTest, MembersAreThoseOfTheRowWithoutSecrets) {
  Event secretive = event;
  secretive.target = "/users?token=\"1\"";
  trail.learn(secretive, routes);
  EXPECT_EQ(trail.members(sample_time),
            "\"id\":\"" + to_string(event.id) +
                R"(","method":"POST","target":"/users?token=***","route":"POST /users",)"
                R"("state":"waiting","type":null,"status":null,)"
                R"("accepted":"2026-01-31T12:00:00.001000Z","published":null,"duration_ms":null,)"
                R"("attempts":null,"late":false)");
  Outcome outcome = sample_outcome(event, "User\"Created");
  outcome.status = 201;
  outcome.attempts = 3;
  trail.learn(outcome, event.time - 1ms, routes);
  const auto members = trail.members(sample_time);
  EXPECT_NE(members.find(R"("state":"succeeded","type":"User\"Created","status":201,)"),
            std::string::npos);
  EXPECT_NE(members.find(R"("duration_ms":0.000,"attempts":3,"late":false)"), std::string::npos)
      << "clocks of two machines disagree: " << members;
}

TEST_F(TrailTest, MatchesWhateverTheCase) {
  after("UserCreated");
  for (const auto* text : {"post /users?n=1", "post /users", "usercreated"}) {
    EXPECT_TRUE(trail.matches(text)) << text;
  }
  EXPECT_TRUE(trail.matches(to_string(event.id).substr(4, 20)));
  EXPECT_FALSE(trail.matches("payments"));
}

TEST(StateTest, NamesAreReadBack) {
  for (const State state : states) EXPECT_EQ(parse_state(name_of(state)), state);
  EXPECT_FALSE(parse_state("lost"));
}

}  // namespace
}  // namespace boomerang::console
