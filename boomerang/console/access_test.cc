#include "boomerang/console/access.h"

#include <gtest/gtest.h>

namespace boomerang::console {
namespace {

http::Request asked(std::string_view host) {
  http::Request request;
  request.method = "GET";
  request.target = "/console/";
  if (!host.empty()) request.fields.add("host", host);
  return request;
}

int status(const std::optional<http::Response>& refusal) { return refusal ? refusal->status : 200; }

TEST(AccessTest, WithoutAPasswordOnlyNamesOfThisMachineAreAnswered) {
  const Access access("", true);
  for (const auto* host : {"localhost", "LOCALHOST:8082", "127.0.0.1:8082", "127.3.2.1", "[::1]",
                           "[::1]:8082", "users.localhost:80"}) {
    EXPECT_EQ(status(access.refusal(asked(host))), 200) << host;
  }
  for (const auto* host : {"", "example.com", "localhost.example.com:8082", "127.0.0.1.example.com",
                           "10.0.0.1", "127.1", "[::2]", "[", "notlocalhost", "0.0.0.0"}) {
    EXPECT_EQ(status(access.refusal(asked(host))), 403) << host;
  }
}

TEST(AccessTest, WithoutAPasswordNothingIsShownToOtherMachines) {
  const auto refusal = Access("", false).refusal(asked("localhost"));
  ASSERT_EQ(status(refusal), 403);
  EXPECT_NE(refusal->body.find("--console-password"), std::string::npos);
}

TEST(AccessTest, PasswordIsAskedForWhateverTheName) {
  const Access access("open sesame: yes", false);
  const auto refusal = access.refusal(asked("console.example.com"));
  ASSERT_EQ(status(refusal), 401);
  EXPECT_TRUE(refusal->fields.find("WWW-Authenticate")->starts_with("Basic "));

  const auto with = [&](const std::string& authorization) {
    auto request = asked("console.example.com");
    request.fields.add("authorization", authorization);
    return status(access.refusal(request));
  };
  EXPECT_EQ(with("Basic YW55Om9wZW4gc2VzYW1lOiB5ZXM="), 200) << "any:open sesame: yes";
  EXPECT_EQ(with("basic  Om9wZW4gc2VzYW1lOiB5ZXM="), 200) << "no name, lower case";
  EXPECT_EQ(with("Basic YW55Om9wZW4gc2VzYW1l"), 401) << "any:open sesame";
  EXPECT_EQ(with("Basic b3BlbiBzZXNhbWU6IHllcw=="), 401) << "open sesame: yes";
  EXPECT_EQ(with("Basic YW55Og=="), 401) << "any:";
  EXPECT_EQ(with("Basic ???"), 401);
  EXPECT_EQ(with("Bearer YW55Om9wZW4gc2VzYW1lOiB5ZXM="), 401);
  EXPECT_EQ(with(""), 401);
}

TEST(AccessTest, BytesPastAsciiAreDecoded) {
  auto request = asked("x");
  request.fields.add("authorization", "Basic OsO/w7/Dvw==");
  EXPECT_EQ(status(Access("\xC3\xBF\xC3\xBF\xC3\xBF", false).refusal(request)), 200);
}

TEST(AccessTest, PagesFromElsewhereAreNotAnsweredButLinksAre) {
  const Access access("", true);
  auto request = asked("localhost");
  request.fields.add("sec-fetch-site", "cross-site");
  EXPECT_EQ(status(access.refusal(request)), 403);
  request.fields.add("sec-fetch-mode", "navigate");
  EXPECT_EQ(status(access.refusal(request)), 200);

  auto own = asked("localhost");
  own.fields.add("sec-fetch-site", "same-origin");
  EXPECT_EQ(status(access.refusal(own)), 200);
}

}  // namespace
}  // namespace boomerang::console
