#include "boomerang/describe/embedded_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace boomerang::describe {
namespace {

using testing::ElementsAre;

const Places places = {{"", "#/s/User"}, {"/$defs/a", "#/s/A"}, {"/definitions/a~1b", "#/s/AB"}};

std::string embedded(std::string_view text, Dialect dialect = Dialect::draft_2020_12) {
  const auto schema = read_schema(text);
  return schema ? boost::json::serialize(embedded_schema(*schema, places, dialect))
                : schema.fault().what;
}

std::vector<std::string> pointers(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& one : definitions_of(*read_schema(text))) found.push_back(one.pointer);
  return found;
}

TEST(EmbeddedSchemaTest, ReferencesToItsPartsGoWhereTheyAre) {
  EXPECT_EQ(embedded(R"({"$ref":"#"})"), R"({"$ref":"#/s/User"})");
  EXPECT_EQ(embedded(R"({"allOf":[{"$ref":"#/$defs/a"},{"$ref":""}]})"),
            R"({"allOf":[{"$ref":"#/s/A"},{"$ref":"#/s/User"}]})");
  EXPECT_EQ(embedded(R"({"properties":{"const":{"$ref":"#/$defs/a"},"$ref":{"$ref":"#"}}})"),
            R"({"properties":{"const":{"$ref":"#/s/A"},"$ref":{"$ref":"#/s/User"}}})");
  EXPECT_EQ(embedded(R"({"x-also":[{"$ref":"#/$defs/a"}]})"), R"({"x-also":[{"$ref":"#/s/A"}]})");
}

TEST(EmbeddedSchemaTest, ReferencesAreReadAsUrisAndPointersAre) {
  EXPECT_EQ(embedded(R"({"$ref":"#/definitions/a~1b"})"), R"({"$ref":"#/s/AB"})");
  EXPECT_EQ(embedded(R"({"$ref":"#/definitions/a%7E1b"})"), R"({"$ref":"#/s/AB"})");
  EXPECT_EQ(embedded(R"({"$ref":"#/%24defs/%61"})"), R"({"$ref":"#/s/A"})");
  EXPECT_THAT(pointers(R"({"definitions":{"x y":{},"ü":{},"a~b/c%":{}},
                           "properties":{"p":{"$ref":"#/definitions/x%20y"},
                                         "q":{"$ref":"#/definitions/%C3%BC"},
                                         "r":{"$ref":"#/definitions/a~0b~1c%25"}}})"),
              ElementsAre("/definitions/x y", "/definitions/ü", "/definitions/a~0b~1c%"));
}

TEST(EmbeddedSchemaTest, ItNamesNeitherItselfNorItsDialect) {
  EXPECT_EQ(embedded(R"({"$schema":"https://json-schema.org/draft/2020-12/schema",
                         "$id":"https://example.com/user","type":"object",
                         "items":{"$ref":"https://example.com/user#/$defs/a"}})"),
            R"({"type":"object","items":{"$ref":"#/s/A"}})");
}

TEST(EmbeddedSchemaTest, DefinitionsGoTheirOwnWay) {
  const auto schema = read_schema(
      R"({"type":"object","$defs":{"a":{"$ref":"#/definitions/a~1b"}},
          "definitions":{"a/b":true}})");
  ASSERT_TRUE(schema);

  const auto definitions = definitions_of(*schema);

  ASSERT_EQ(definitions.size(), 2u);
  EXPECT_EQ(definitions[0].name, "a");
  EXPECT_EQ(definitions[0].pointer, "/$defs/a");
  EXPECT_EQ(definitions[1].name, "a/b");
  EXPECT_EQ(definitions[1].pointer, "/definitions/a~1b");
  const auto dialect = Dialect::draft_2020_12;
  EXPECT_EQ(boost::json::serialize(embedded_definition(definitions[0], *schema, places, dialect)),
            R"({"$ref":"#/s/AB"})");
  EXPECT_EQ(embedded(boost::json::serialize(*schema)), R"({"type":"object"})");
}

TEST(EmbeddedSchemaTest, WhatIsReferredToIsADefinitionWhereverItIs) {
  EXPECT_THAT(pointers(R"({"properties":{"to":{"$ref":"#/properties/from"},"from":{}},
                           "items":[{"$ref":"#/x-parts/a"}],"x-parts":{"a":{"$ref":"#/default"}},
                           "default":{"not":{"$ref":"#/items/0"}},"const":{"$ref":"#/x-parts"}})"),
              ElementsAre("/properties/from", "/x-parts/a", "/default", "/items/0"));
  EXPECT_THAT(pointers(R"({"$ref":"#/nothing","not":{"$ref":"#anchor"},"if":{"$ref":"other#/a"}})"),
              ElementsAre());

  const auto schema = read_schema(R"({"items":[{"type":"null"},{"$ref":"#/items/0"}]})");
  const Places with_item = {{"", "#/s/User"}, {"/items/0", "#/s/Item"}};
  EXPECT_EQ(boost::json::serialize(embedded_schema(*schema, with_item, Dialect::draft_2020_12)),
            R"({"prefixItems":[{"$ref":"#/s/Item"},{"$ref":"#/s/Item"}]})");
}

TEST(EmbeddedSchemaTest, WhatIsNoReferenceToItsPartsStays) {
  for (const char* schema : {
           R"({"const":{"$ref":"#"}})",
           R"({"enum":[{"$ref":"#"}],"default":{"$ref":"#"},"examples":[{"$ref":"#"}]})",
           R"({"$ref":"https://example.com/other#/$defs/a"})",
           R"({"$ref":"#anchor"})",
           R"({"items":{"$id":"https://example.com/a","$ref":"#/$defs/b"}})",
           "true",
       }) {
    EXPECT_EQ(embedded(schema), schema);
  }
}

TEST(EmbeddedSchemaTest, Draft7IsSaidInTheWordsOf2020) {
  EXPECT_EQ(embedded(R"({"items":[{"type":"string"},true],"additionalItems":false})"),
            R"({"prefixItems":[{"type":"string"},true],"items":false})");
  EXPECT_EQ(embedded(R"({"items":[],"additionalItems":{"items":[{}]}})"),
            R"({"items":{"prefixItems":[{}]}})");
  EXPECT_EQ(embedded(R"({"items":{"items":[{}]},"additionalItems":false})"),
            R"({"items":{"prefixItems":[{}]}})");
  EXPECT_EQ(embedded(R"({"dependencies":{"a":["b"],"c":{"items":[{}]},"d":false}})"),
            R"({"dependentRequired":{"a":["b"]},)"
            R"("dependentSchemas":{"c":{"prefixItems":[{}]},"d":false}})");
  EXPECT_EQ(embedded(R"({"$ref":"#/$defs/a","minLength":1,"title":"A name"})"),
            R"({"$ref":"#/s/A","title":"A name"})");
  EXPECT_EQ(embedded(R"({"$schema":"http://json-schema.org/draft-07/schema#","prefixItems":[{}]})"),
            "{}");
}

TEST(EmbeddedSchemaTest, OnlySchemasAreSaidInOtherWords) {
  for (const char* schema : {
           R"({"const":{"items":[1]},"enum":[{"dependencies":{"a":[]}}]})",
           R"({"default":{"items":[1]},"examples":[{"items":[1]}],"x-rows":{"items":[1]}})",
           R"({"properties":{"items":{"type":"null"},"dependencies":{},"additionalItems":true}})",
           R"({"required":["items"],"prefixItems":[{}],"dependentRequired":{"a":["b"]}})",
       }) {
    EXPECT_EQ(embedded(schema), schema);
  }
}

TEST(EmbeddedSchemaTest, WhatIsOf2020OrIsToStayAsWrittenIsNotTranslated) {
  constexpr std::string_view words =
      R"("dependencies":{"a":["b"]},"not":{"$ref":"#/$defs/a","minLength":1}})";
  const std::string moved = R"({"dependencies":{"a":["b"]},"not":{"$ref":"#/s/A","minLength":1}})";
  EXPECT_EQ(embedded(R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)" +
                     std::string(words)),
            moved);
  EXPECT_EQ(embedded("{" + std::string(words), Dialect::as_written), moved);
  EXPECT_EQ(embedded(R"({"items":[{}],"additionalItems":false})", Dialect::as_written),
            R"({"items":[{}],"additionalItems":false})");
  EXPECT_EQ(embedded(R"({"items":[],"additionalItems":false})", Dialect::as_written),
            R"({"items":false})");
}

TEST(EmbeddedSchemaTest, AnnotationsThatAreNoneAreLeftOut) {
  EXPECT_EQ(embedded(R"({"title":1,"description":"x","examples":1,"readOnly":"x","minimum":1})"),
            R"({"description":"x","minimum":1})");
}

TEST(EmbeddedSchemaTest, DepthIsNoReasonToRefuseIt) {
  std::string deep = "true";
  for (int i = 0; i < 100; ++i) deep = R"({"not":)" + deep + "}";

  EXPECT_EQ(embedded(deep), deep);
}

TEST(EmbeddedSchemaTest, WhatIsNoSchemaIsRefused) {
  EXPECT_FALSE(read_schema("{"));
  EXPECT_FALSE(read_schema("3"));
  EXPECT_FALSE(read_schema("[]"));
}

}  // namespace
}  // namespace boomerang::describe
