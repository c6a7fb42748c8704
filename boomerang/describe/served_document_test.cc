#include "boomerang/describe/served_document.h"

#include <gtest/gtest.h>

namespace boomerang::describe {
namespace {

http::Response asked(const ServedDocument& document, std::string method,
                     std::string_view if_none_match = "") {
  http::Request request;
  request.method = std::move(method);
  request.target = "/openapi.json";
  if (!if_none_match.empty()) request.fields.add("if-none-match", if_none_match);
  return document.answer(request);
}

TEST(ServedDocumentTest, IsJsonWithATag) {
  const ServedDocument document("{}\n");

  const auto response = asked(document, "GET");

  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.fields.find("Content-Type"), "application/json");
  EXPECT_EQ(response.body, "{}\n");
  EXPECT_EQ(asked(document, "HEAD").fields.find("ETag"), response.fields.find("ETag"));
  EXPECT_NE(asked(ServedDocument("[]\n"), "GET").fields.find("ETag"), response.fields.find("ETag"));
}

TEST(ServedDocumentTest, IsNotSentToAClientThatHasIt) {
  const ServedDocument document("{}\n");
  const std::string tag(*asked(document, "GET").fields.find("ETag"));

  for (const auto& tags : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const auto response = asked(document, "GET", tags);
    EXPECT_EQ(response.status, 304) << tags;
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(response.fields.find("ETag"), tag);
  }
  EXPECT_EQ(asked(document, "GET", "\"other\"").status, 200);
}

TEST(ServedDocumentTest, IsOnlyToBeRead) {
  const auto response = asked(ServedDocument("{}"), "PUT");

  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.fields.find("Allow"), "GET, HEAD");
}

}  // namespace
}  // namespace boomerang::describe
