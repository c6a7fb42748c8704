#include "boomerang/describe/catalog.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace boomerang::describe {
namespace {

TEST(CatalogTest, TheSamePartIsKeptOnce) {
  Catalog catalog("#/x");

  EXPECT_EQ(catalog.add("a", 1), "#/x/a");
  EXPECT_EQ(catalog.add("a", 2), "#/x/a_2");
  EXPECT_EQ(catalog.add("a", 1), "#/x/a");
  EXPECT_EQ(catalog.add("b", 1), "#/x/b");

  EXPECT_EQ(boost::json::serialize(catalog.parts()), R"({"a":1,"a_2":2,"b":1})");
}

TEST(CatalogTest, ASchemaIsCalledByItsTitle) {
  Catalog catalog("#/x");

  EXPECT_EQ(*catalog.add_schema("Body", R"({"title":"NewUser","items":{"$ref":"#"}})"),
            "#/x/NewUser");
  EXPECT_EQ(*catalog.add_schema("Body", R"({"title":"A new user"})"), "#/x/Body");
  EXPECT_EQ(*catalog.add_schema("Body", R"({"title":"A new user"})"), "#/x/Body");
  EXPECT_EQ(*catalog.add_schema("Body", "true"), "#/x/Body_2");
  EXPECT_EQ(*catalog.add_schema("Never", "false"), "#/x/Never");

  EXPECT_EQ(boost::json::serialize(catalog.parts()),
            R"({"NewUser":{"title":"NewUser","items":{"$ref":"#/x/NewUser"}},)"
            R"("Body":{"title":"A new user"},"Body_2":{},"Never":{"not":{}}})");
}

TEST(CatalogTest, DefinitionsArePartsOfTheirOwn) {
  Catalog catalog("#/x");

  EXPECT_EQ(*catalog.add_schema("Body", R"({"items":{"$ref":"#/$defs/money"},
      "$defs":{"money":{"title":"Money"},"note":{"items":{"$ref":"#"}}}})"),
            "#/x/Body");

  EXPECT_EQ(boost::json::serialize(catalog.parts()),
            R"({"Body":{"items":{"$ref":"#/x/Money"}},"Money":{"title":"Money"},)"
            R"("Body_note":{"items":{"$ref":"#/x/Body"}}})");
}

TEST(CatalogTest, NamesHaveOnlyWhatAComponentMayHave) {
  Catalog catalog("#/x");

  EXPECT_EQ(catalog.add("com.example/user created~1", 1), "#/x/com.example_user_created_1");
}

TEST(CatalogTest, WhatIsNoSchemaIsRefused) {
  Catalog catalog("#/x");

  EXPECT_FALSE(catalog.add_schema("Body", "{"));
  EXPECT_TRUE(catalog.parts().empty());
}

}  // namespace
}  // namespace boomerang::describe
