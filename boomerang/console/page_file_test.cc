#include "boomerang/console/page_file.h"

#include <gtest/gtest.h>

namespace boomerang::console {
namespace {

http::Response ask(std::string_view name, std::string_view tags = "") {
  http::Request request;
  if (!tags.empty()) request.fields.add("if-none-match", tags);
  return page_file(request, name);
}

TEST(PageFileTest, FilesHaveTheirType) {
  EXPECT_EQ(ask("").fields.find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(ask("").body, ask("index.html").body);
  EXPECT_NE(ask("").body.find("<html"), std::string::npos);
  EXPECT_EQ(ask("main.js").fields.find("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(ask("style.css").fields.find("Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(ask("icon.svg").fields.find("Content-Type"), "image/svg+xml");
}

TEST(PageFileTest, WhoHasAFileIsToldSo) {
  const auto first = ask("main.js");
  ASSERT_EQ(first.status, 200);
  const std::string tag(*first.fields.find("ETag"));
  EXPECT_EQ(first.fields.find("Cache-Control"), "no-cache");
  for (const auto& tags : {tag, "W/" + tag, "\"a\", " + tag + " ,\"b\"", std::string("*")}) {
    const auto again = ask("main.js", tags);
    EXPECT_EQ(again.status, 304) << tags;
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again.fields.find("ETag"), tag);
  }
  for (const std::string tags : {"\"a\"", ",", "\"a\",", "W/"}) {
    EXPECT_EQ(ask("main.js", tags).status, 200) << tags;
  }
  EXPECT_NE(ask("style.css").fields.find("ETag"), tag);
}

TEST(PageFileTest, OtherNamesAreNotThere) {
  for (const auto* name : {"lost.js", "../console.h", "/index.html", "main.js/", "MAIN.JS"}) {
    EXPECT_EQ(ask(name).status, 404) << name;
  }
}

}  // namespace
}  // namespace boomerang::console
