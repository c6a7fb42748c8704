#include "boomerang/auth/credential.h"

#include <gtest/gtest.h>

namespace boomerang::auth {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// "token abc", or why there is none.
std::string find(const Fields& fields, const Wanted& wanted) {
  Headers headers;
  for (const auto& [name, value] : fields) headers.add(name, value);
  const auto found = find_credential(headers, wanted);
  if (const auto* reason = std::get_if<Reason>(&found)) return name_of(*reason);
  const auto& credential = std::get<Credential>(found);
  const bool is_token = credential.kind == Credential::Kind::token;
  return (is_token ? "token " : "key ") + std::string(credential.value);
}

const Wanted both = {true, true, {"x-api-key"}};
const Wanted only_tokens = {true, false, {}};
const Wanted only_keys = {false, true, {"x-api-key"}};

TEST(CredentialTest, IsFoundWhereItMayBe) {
  EXPECT_EQ(find({{"authorization", "Bearer a.b-c_d~+/=="}}, both), "token a.b-c_d~+/==");
  EXPECT_EQ(find({{"authorization", "bEARER   abc"}}, both), "token abc");
  EXPECT_EQ(find({{"authorization", "ApiKey abc"}}, both), "key abc");
  EXPECT_EQ(find({{"host", "x"}, {"x-api-key", "abc"}}, both), "key abc");
}

TEST(CredentialTest, WhatIsNotWantedIsNotLookedAt) {
  EXPECT_EQ(find({{"x-api-key", "abc"}}, only_tokens), "no_credential");
  EXPECT_EQ(find({{"authorization", "ApiKey abc"}}, only_tokens), "no_credential");
  EXPECT_EQ(find({{"authorization", "Bearer abc"}}, only_keys), "no_credential");
  EXPECT_EQ(find({{"authorization", "Basic YTpi"}}, both), "no_credential");
  EXPECT_EQ(find({{"authorization", "Basic YTpi"}, {"x-api-key", "abc"}}, both), "key abc");
  EXPECT_EQ(find({{"authorization", "Bearer abc"}, {"x-api-key", "k"}}, only_tokens), "token abc");
  EXPECT_EQ(find({{"proxy-authorization", "Bearer abc"}, {"cookie", "Bearer abc"}}, both),
            "no_credential");
  EXPECT_EQ(find({{"authorization", "Bearerabc"}}, both), "no_credential");
  EXPECT_EQ(find({}, both), "no_credential");
}

TEST(CredentialTest, MoreThanOneIsRefused) {
  EXPECT_EQ(find({{"authorization", "Bearer abc"}, {"x-api-key", "k"}}, both),
            "several_credentials");
  EXPECT_EQ(find({{"x-api-key", "k"}, {"x-api-key", "k"}}, both), "several_credentials");
  EXPECT_EQ(find({{"authorization", "ApiKey k"}, {"x-api-key", "k"}}, both), "several_credentials");
  for (const char* second : {"Bearer abc", "Basic YTpi", ""}) {
    EXPECT_EQ(find({{"authorization", "Bearer abc"}, {"authorization", second}}, both),
              "several_credentials");
    EXPECT_EQ(find({{"authorization", second}, {"authorization", "Bearer abc"}}, both),
              "several_credentials");
  }
}

TEST(CredentialTest, MalformedOnesAreRefused) {
  for (const char* value : {"Bearer", "Bearer ", "Bearer a b", "Bearer a, Bearer b", "Bearer a\tb",
                            "ApiKey", "ApiKey a b", "Bearer \xC3\xA9"}) {
    EXPECT_EQ(find({{"authorization", value}}, both), "malformed_credential") << value;
  }
  EXPECT_EQ(find({{"x-api-key", ""}}, both), "malformed_credential");
  EXPECT_EQ(find({{"x-api-key", "a b"}}, both), "malformed_credential");
}

}  // namespace
}  // namespace boomerang::auth
