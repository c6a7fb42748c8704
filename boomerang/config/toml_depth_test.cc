#include "boomerang/config/toml_depth.h"

#include <gtest/gtest.h>

#include <string>

namespace boomerang::config {
namespace {

// "line:column", or "" if it is not too deep.
std::string place(const std::string& text, std::size_t depth_max = 3) {
  const auto found = find_too_deep(text, depth_max);
  return found ? std::to_string(found->line) + ":" + std::to_string(found->column) : "";
}

TEST(TomlDepthTest, DotsAndBracketsCountTogether) {
  EXPECT_EQ(place("a.b.c.d = 1\n"), "");
  EXPECT_EQ(place("a.b.c.d.e = 1\n"), "1:8");
  EXPECT_EQ(place("x = 1\n[a . b . \"c\".d]\n"), "2:13");
  EXPECT_EQ(place("a = [[[1]]]\n"), "");
  EXPECT_EQ(place("a = [[[[1]]]]\n"), "1:8");
  EXPECT_EQ(place("a.b = { c.d = [ 1 ] }\n"), "1:15");
}

TEST(TomlDepthTest, WhatLiesBesideDoesNotCount) {
  EXPECT_EQ(place("a.b = 1\nc.d = 1\ne.f = [ { g.h = 1 }, { i = 1.5 },\n { j = 1 } ]\n", 4), "");
  EXPECT_EQ(place("[a.b]\nc.d = 1\n[[e.f]]\ng.h = 1\n"), "");
}

TEST(TomlDepthTest, StringsAndCommentsDoNotCount) {
  EXPECT_EQ(place("a = \"...[[[\" # ...[[[\n"), "");
  EXPECT_EQ(place("a = \"\\\"....\"\nb = '....\\'\nc = '[[[['\n"), "");
  EXPECT_EQ(place("a = \"\"\"\"....\"\" \n....\\\"\"\" \"\"\"\"\"\nb.c = 1\n"), "");
  EXPECT_EQ(place("a = '''....\n''....''''\nb.c = 1\n"), "");
  EXPECT_EQ(place("\"a.....b\" = \"\"\n"), "");
}

TEST(TomlDepthTest, ColumnsAreCharacters) { EXPECT_EQ(place("\"ä\".b.c.d.e = 1\n"), "1:10"); }

TEST(TomlDepthTest, WhatIsNoTomlIsNoTrouble) {
  EXPECT_EQ(place("]]]}}}\n\"\n'''"), "");
  EXPECT_EQ(place("a = \"\\"), "");
}

}  // namespace
}  // namespace boomerang::config
