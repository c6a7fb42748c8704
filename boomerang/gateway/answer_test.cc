#include "boomerang/gateway/answer.h"

#include <gtest/gtest.h>

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;

constexpr RequestId id{0x0192f6c57b6e7d2au, 0x9c3b5a1f0e8d7c6bu};

struct AnswerTest : testing::Test {
  AnswerTest() {
    route.statuses = {{"UserCreated", 201}};
    outcome.request_id = id;
    outcome.type = "UserCreated";
    outcome.body = "{}";
  }

  Route route;
  Outcome outcome;
};

TEST_F(AnswerTest, StatusIsTheOutcomesThenTheRoutesThen200) {
  EXPECT_EQ(answer_outcome(outcome, route).status, 201);
  outcome.status = 202;
  EXPECT_EQ(answer_outcome(outcome, route).status, 202);
  outcome.status.reset();
  outcome.type = "UserRenamed";
  EXPECT_EQ(answer_outcome(outcome, route).status, 200);
}

TEST_F(AnswerTest, BodyAndTypeAreTheOutcomesOwn) {
  const auto response = answer_outcome(outcome, route);
  EXPECT_EQ(response.body, "{}");
  EXPECT_EQ(response.fields.find("Content-Type"), "application/json");
  EXPECT_EQ(response.fields.find("X-Request-Id"), "0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b");
}

TEST_F(AnswerTest, OnlyAllowedFieldsReachTheClient) {
  outcome.fields = {{"location", "/users/1"}, {"set-cookie", "a=b"}};
  const auto response = answer_outcome(outcome, route);
  EXPECT_EQ(response.fields.find("location"), "/users/1");
  EXPECT_EQ(response.fields.find("set-cookie"), std::nullopt);
}

TEST_F(AnswerTest, OutcomeThatHttpCannotCarryIsNoAnswer) {
  route.answer_fields = {"link"};
  outcome.fields = {{"link", std::string(31 * 1024, 'x')}};
  EXPECT_EQ(answer_outcome(outcome, route).status, 201);
  outcome.fields = {{"link", std::string(33 * 1024, 'x')}};
  EXPECT_EQ(answer_outcome(outcome, route).status, 502);
  outcome.fields = {{"link", "a\r\nb: c"}};
  EXPECT_EQ(answer_outcome(outcome, route).status, 502);
}

TEST_F(AnswerTest, FieldThatMayBeThereOnceIsNoAnswerTwice) {
  route.answer_fields = {"location", "etag", "link"};
  outcome.fields = {{"location", "/users/1"}, {"etag", "\"a\""}, {"link", "<a>"}, {"link", "<b>"}};
  EXPECT_EQ(answer_outcome(outcome, route).status, 201);
  for (const char* name : {"location", "etag"}) {
    Outcome twice = outcome;
    twice.fields.emplace_back(name, "/users/2");
    EXPECT_EQ(answer_outcome(twice, route).status, 502) << name;
  }
  outcome.fields.emplace_back("retry-after", "1");
  outcome.fields.emplace_back("retry-after", "2");
  EXPECT_EQ(answer_outcome(outcome, route).status, 201) << "what is left out is not looked at";
}

TEST_F(AnswerTest, NothingPublishedIs503WithRetryAfter) {
  for (const auto kind : {FaultKind::busy, FaultKind::closed, FaultKind::corrupt}) {
    const auto response = answer_unpublished({kind, "secret broker address"}, id);
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.fields.find("Retry-After"), "1");
    EXPECT_EQ(response.body.find("secret"), std::string::npos);
  }
  EXPECT_EQ(answer_unpublished({FaultKind::invalid, ""}, id).status, 413);
}

TEST_F(AnswerTest, TimeoutSaysHowLongAndNamesTheRequest) {
  const auto response = answer_timeout(5s, "/requests/t", id);
  EXPECT_EQ(response.status, 504);
  EXPECT_NE(response.body.find("within 5s."), std::string::npos);
  EXPECT_NE(response.body.find("\"request_id\":\"" + to_string(id) + "\""), std::string::npos);
  EXPECT_EQ(response.fields.find("X-Request-Id"), to_string(id));
  EXPECT_EQ(response.fields.find("Location"), "/requests/t");
}

TEST_F(AnswerTest, ProblemThatNamesAnotherStatusIsNoAnswer) {
  outcome.status = 409;
  outcome.content_type = "application/problem+json";
  for (const char* body : {R"({"status":409,"title":"Taken"})", R"({"title":"Taken"})"}) {
    outcome.body = body;
    EXPECT_EQ(answer_outcome(outcome, route).status, 409) << body;
    EXPECT_EQ(answer_outcome(outcome, route).body, body);
  }
  for (const char* body : {R"({"status":422})", R"({"status":"409"})", "[]", "{"}) {
    outcome.body = body;
    EXPECT_EQ(answer_outcome(outcome, route).status, 502) << body;
  }
}

TEST_F(AnswerTest, MinimalSuccessHasNoBodyButItsFields) {
  outcome.fields = {{"location", "/users/1"}};
  auto response = answer_outcome(outcome, route);
  EXPECT_TRUE(make_minimal(response));
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(response.fields.find("Content-Type"), std::nullopt);
  EXPECT_EQ(response.fields.find("location"), "/users/1");
  outcome.type = "UserRenamed";
  response = answer_outcome(outcome, route);
  EXPECT_TRUE(make_minimal(response));
  EXPECT_EQ(response.status, 204);
  outcome.status = 409;
  response = answer_outcome(outcome, route);
  EXPECT_FALSE(make_minimal(response));
  EXPECT_EQ(response.body, "{}");
}

TEST_F(AnswerTest, RefusalsAreProblems) {
  const auto response = answer_refusal({422, "Give a name."}, id);
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.fields.find("Content-Type"), "application/problem+json");
  EXPECT_NE(response.body.find("Give a name."), std::string::npos);
}

}  // namespace
}  // namespace boomerang::gateway
