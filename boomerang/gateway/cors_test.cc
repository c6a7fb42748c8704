#include "boomerang/gateway/cors.h"

#include <gtest/gtest.h>

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;

http::Request preflight(std::string_view origin, std::string_view method) {
  http::Request request;
  request.method = "OPTIONS";
  request.target = "/users";
  request.fields.add("origin", origin);
  request.fields.add("access-control-request-method", method);
  return request;
}

struct CorsTest : testing::Test {
  CorsTest() {
    post.paths = put.paths = {"/users"};
    put.method = "PUT";
    post.cors.origins = {"https://shop.example"};
    post.cors.request_fields = {"x-customer"};
    post.cors.credentials = true;
    post.request_fields = {"accept-language"};
    post.ordering_key = {OrderingKey::Source::header, "x-account"};
  }

  static std::vector<std::string> credentials(const Route& route) {
    return {route.method == "POST" ? "x-api-key" : "x-partner-key"};
  }

  Route post;
  Route put;
  const std::vector<const Route*> routes{&post, &put};
};

TEST_F(CorsTest, AnOriginThatIsLetInHearsWhatItMaySend) {
  const auto answer =
      answer_preflight(preflight("https://shop.example", "POST"), routes, credentials);
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.fields.find("Access-Control-Allow-Origin"), "https://shop.example");
  EXPECT_EQ(answer.fields.find("Access-Control-Allow-Methods"), "POST");
  EXPECT_EQ(answer.fields.find("Access-Control-Allow-Credentials"), "true");
  EXPECT_EQ(answer.fields.find("Access-Control-Max-Age"), "600");
  EXPECT_EQ(answer.fields.find("Vary"), "Origin");
  const std::string allowed(*answer.fields.find("Access-Control-Allow-Headers"));
  for (const char* name :
       {"idempotency-key", "prefer", "accept-language", "x-customer", "x-api-key", "x-account"}) {
    EXPECT_NE(allowed.find(name), std::string::npos) << name;
  }
}

TEST_F(CorsTest, WhoMaySendRequestsMayAskWhatBecameOfThem) {
  put.cors.origins = {"*"};
  put.cors.max_age = 60s;
  const std::vector<Route> all{post, put};
  const auto answer =
      answer_status_preflight(preflight("https://shop.example", "GET"), all, credentials);
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.fields.find("Access-Control-Allow-Origin"), "https://shop.example");
  EXPECT_EQ(answer.fields.find("Access-Control-Allow-Credentials"), "true");
  EXPECT_EQ(answer.fields.find("Access-Control-Allow-Methods"), "GET, HEAD");
  EXPECT_EQ(answer.fields.find("Access-Control-Max-Age"), "60");
  EXPECT_EQ(answer.fields.find("Access-Control-Allow-Headers"),
            "authorization, last-event-id, prefer, x-customer, x-api-key, x-partner-key");

  const auto of_one =
      answer_status_preflight(preflight("https://other.example", "GET"), all, credentials);
  EXPECT_EQ(of_one.fields.find("Access-Control-Allow-Headers"),
            "authorization, last-event-id, prefer, x-partner-key");
  EXPECT_EQ(of_one.fields.find("Access-Control-Allow-Credentials"), std::nullopt);
  const auto of_none =
      answer_status_preflight(preflight("https://other.example", "GET"), {post}, credentials);
  EXPECT_EQ(of_none.fields.find("Access-Control-Allow-Origin"), std::nullopt);
}

TEST_F(CorsTest, AnAnswerOfNoRouteIsReadableByWhomOneLetsIn) {
  const std::vector<const Route*> put_first{&put, &post};
  http::Response refused;
  expose_by_any(refused, preflight("https://shop.example", "GET"), put_first);
  EXPECT_EQ(refused.fields.find("Access-Control-Allow-Origin"), "https://shop.example");
  http::Response other;
  expose_by_any(other, preflight("https://evil.example", "GET"), put_first);
  EXPECT_EQ(other.fields.find("Access-Control-Allow-Origin"), std::nullopt);
  EXPECT_EQ(other.fields.find("Vary"), "Origin");
  http::Response plain;
  expose_by_any(plain, preflight("https://shop.example", "GET"), {&put});
  EXPECT_TRUE(plain.fields.empty());
}

TEST_F(CorsTest, OtherOriginsAndMethodsHearNothing) {
  for (const auto& [origin, method] :
       {std::pair("https://evil.example", "POST"), std::pair("https://shop.example", "PUT"),
        std::pair("null", "POST"), std::pair("https://shop.example.evil.example", "POST")}) {
    const auto answer = answer_preflight(preflight(origin, method), routes, credentials);
    EXPECT_EQ(answer.fields.find("Access-Control-Allow-Origin"), std::nullopt) << origin;
  }
}

TEST_F(CorsTest, AnswersAreReadableByTheOriginOnly) {
  http::Response answer;
  expose(answer, post, "https://shop.example");
  EXPECT_EQ(answer.fields.find("Access-Control-Allow-Origin"), "https://shop.example");
  EXPECT_NE(answer.fields.find("Access-Control-Expose-Headers")->find("Location"),
            std::string::npos);
  http::Response unknown;
  expose(unknown, post, "");
  EXPECT_EQ(unknown.fields.find("Access-Control-Allow-Origin"), std::nullopt);
  EXPECT_EQ(unknown.fields.find("Vary"), "Origin") << "caches must tell them apart";
  http::Response none;
  expose(none, put, "");
  EXPECT_TRUE(none.fields.empty());
}

TEST_F(CorsTest, AnOptionsRequestWithoutAQuestionIsNoPreflight) {
  http::Request request = preflight("https://shop.example", "POST");
  EXPECT_TRUE(is_preflight(request));
  request.method = "POST";
  EXPECT_FALSE(is_preflight(request));
  http::Request plain;
  plain.method = "OPTIONS";
  EXPECT_FALSE(is_preflight(plain));
}

}  // namespace
}  // namespace boomerang::gateway
