#include "boomerang/describe/embedded_schema.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace boomerang::describe {
namespace {

const Places places = {{"", "#/s/User"}, {"/$defs/a", "#/s/A"}, {"/definitions/a~1b", "#/s/AB"}};

std::string embedded(std::string_view text) {
  const auto schema = read_schema(text);
  return schema ? boost::json::serialize(embedded_schema(*schema, places)) : schema.fault().what;
}

TEST(EmbeddedSchemaTest, ReferencesToItsPartsGoWhereTheyAre) {
  EXPECT_EQ(embedded(R"({"$ref":"#"})"), R"({"$ref":"#/s/User"})");
  EXPECT_EQ(embedded(R"({"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a/items"}]})"),
            R"({"allOf":[{"$ref":"#/s/A"},{"$ref":"#/s/A/items"}]})");
  EXPECT_EQ(embedded(R"({"$ref":"#/definitions/a~1b"})"), R"({"$ref":"#/s/AB"})");
  EXPECT_EQ(embedded(R"({"properties":{"const":{"$ref":"#/$defs/a"},"$ref":{"$ref":"#"}}})"),
            R"({"properties":{"const":{"$ref":"#/s/A"},"$ref":{"$ref":"#/s/User"}}})");
  EXPECT_EQ(embedded(R"({"$ref":"#/properties/x"})"), R"({"$ref":"#/s/User/properties/x"})");
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
  EXPECT_EQ(definitions[1].pointer, "/definitions/a~1b");
  EXPECT_EQ(boost::json::serialize(embedded_definition(definitions[0], *schema, places)),
            R"({"$ref":"#/s/AB"})");
  EXPECT_EQ(boost::json::serialize(embedded_schema(*schema, places)), R"({"type":"object"})");
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

TEST(EmbeddedSchemaTest, WhatIsNoSchemaIsRefused) {
  EXPECT_FALSE(read_schema("{"));
  EXPECT_FALSE(read_schema("3"));
  EXPECT_FALSE(read_schema("[]"));
}

}  // namespace
}  // namespace boomerang::describe
