#include "boomerang/auth/token.h"

#include <gtest/gtest.h>

#include "boomerang/auth/hand_made_token.h"
#include "boomerang/auth/json_object.h"

namespace boomerang::auth {
namespace {

std::string read(const std::string& text) {
  const auto parsed = parse_token(text);
  if (const auto* reason = std::get_if<Reason>(&parsed)) return name_of(*reason);
  return "read";
}

std::string read_header(const std::string& header) { return read(hand_made_token(header, "{}")); }

TEST(TokenTest, ItsPartsAreReadAndNotBelieved) {
  const std::string text = hand_made_token(
      R"({"alg":"HS256","kid":"k","typ":"application/AT+JWT","jku":"https://evil.example"})",
      R"({"sub":"alice"})");

  const auto parsed = parse_token(text);

  const auto* token = std::get_if<Token>(&parsed);
  ASSERT_NE(token, nullptr);
  EXPECT_EQ(token->algorithm, Algorithm::hs256);
  EXPECT_EQ(token->key_id, "k");
  EXPECT_EQ(token->type, "at+jwt");
  EXPECT_EQ(text_member(token->claims, "sub"), "alice");
  EXPECT_EQ(token->signed_part, text.substr(0, text.rfind('.')));
  EXPECT_EQ(token->signature.size(), 32u);
}

TEST(TokenTest, NoneIsNoAlgorithm) {
  for (const char* name : {"none", "None", "NONE", "nOnE", "HS384", "PS256", "hs256", "", "dir"}) {
    EXPECT_EQ(read_header(R"({"alg":")" + std::string(name) + "\"}"), "algorithm_not_allowed");
  }
  EXPECT_EQ(read("eyJhbGciOiJub25lIn0.e30."), "algorithm_not_allowed");
}

TEST(TokenTest, AnyCriticalExtensionIsRefused) {
  EXPECT_EQ(read_header(R"({"alg":"HS256","crit":["b64"],"b64":false})"), "critical_header");
  EXPECT_EQ(read_header(R"({"alg":"HS256","crit":["exp"],"exp":1})"), "critical_header");
  EXPECT_EQ(read_header(R"({"alg":"HS256","crit":[]})"), "critical_header");
  EXPECT_EQ(read_header(R"({"alg":"HS256","crit":null})"), "critical_header");
}

TEST(TokenTest, HeaderMustBeOneObjectWithTextsWhereTextsAre) {
  EXPECT_EQ(read_header(R"({"alg":"HS256"})"), "read");
  for (const char* header :
       {"{}", "[]", "", "null", R"("HS256")", R"({"alg":256})", R"({"alg":["HS256"]})",
        R"({"alg":null})", R"({"alg":"HS256","kid":1})", R"({"alg":"HS256","typ":{}})",
        R"({"alg":"HS256","alg":"none"})", R"({"alg":"HS256","kid":"a","kid":"b"})",
        R"({"alg":"HS256"} )"
        "x"}) {
    EXPECT_EQ(read_header(header), "not_a_token") << header;
  }
}

TEST(TokenTest, ClaimsMustBeOneObjectWithoutRepeatedMembers) {
  const std::string header = R"({"alg":"HS256"})";
  for (const char* claims : {"", "[]", "5", R"({"sub":"alice","sub":"root"})",
                             R"({"sub":"alice","\u0073ub":"root"})", R"({"a":{"b":1,"b":2}})"}) {
    EXPECT_EQ(read(hand_made_token(header, claims)), "not_a_token") << claims;
  }
}

TEST(TokenTest, OtherFormsAreNotTokens) {
  const std::string good = hand_made_token(R"({"alg":"HS256"})", "{}");
  ASSERT_EQ(read(good), "read");
  for (const std::string& text :
       {std::string(""), std::string("."), std::string(".."), std::string("..."), good + ".",
        good + ".e30.e30", "." + good, good + "=", good + " ", " " + good, good + "\n",
        good.substr(0, good.rfind('.')), good.substr(good.find('.') + 1),
        std::string(R"({"payload":"e30","signatures":[]})"), std::string("e30.e30.e30")}) {
    EXPECT_EQ(read(text), "not_a_token") << text;
  }
}

TEST(TokenTest, SizeHasALimit) {
  EXPECT_EQ(read(std::string(Token::bytes_max, 'a')), "not_a_token");
  EXPECT_EQ(read(std::string(Token::bytes_max + 1, 'a')), "token_too_large");
}

}  // namespace
}  // namespace boomerang::auth
