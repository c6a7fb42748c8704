#include "boomerang/routing/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "boomerang/base/strict_json.h"

namespace boomerang::routing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string refusal(std::string_view schema) {
  const auto compiled = Schema::compile(schema);
  return compiled ? "" : compiled.fault().what;
}

// "/pointer detail" of each.
std::vector<std::string> violations(std::string_view schema, std::string_view value) {
  const auto compiled = Schema::compile(schema);
  if (!compiled) return {"no schema: " + compiled.fault().what};
  const auto read = read_json(value, 32);
  if (!read) return {"no value: " + read.fault().what};
  std::vector<std::string> lines;
  for (const auto& violation : compiled->check(*read)) {
    lines.push_back(violation.pointer + " " + violation.detail);
  }
  return lines;
}

// The keywords by themselves: test/contract/json_schema_suite_test.cc.
TEST(SchemaTest, WhatIsWrongIsToldWithItsPlace) {
  const char* schema = R"({
    "type": "object",
    "required": ["amount", "currency"],
    "additionalProperties": false,
    "properties": {
      "amount": {"type": "integer", "minimum": 1},
      "currency": {"enum": ["EUR", "USD"]},
      "note": {"type": "string", "maxLength": 5, "pattern": "^[a-z]*$"},
      "lines": {"type": "array", "uniqueItems": true, "items": {"type": ["string", "null"]}},
      "a/b": {"const": {"x": 1}}
    }
  })";

  EXPECT_THAT(violations(schema, R"({"amount": 1, "currency": "EUR", "note": "abc"})"), IsEmpty());
  EXPECT_THAT(violations(schema, R"({"amount": 0, "note": "ABC", "lines": ["a", 1, "a"],
                                     "a/b": 2, "else": 3})"),
              ElementsAre(" must have a member \"currency\"", "/amount must be at least 1",
                          "/note must match ^[a-z]*$", "/lines/1 must be a string or null",
                          "/lines must not have an item twice: 0 and 2", "/a~1b must be {\"x\":1}",
                          "/else is not allowed"));
  EXPECT_THAT(violations(schema, "[]"), ElementsAre(" must be an object"));
  EXPECT_THAT(violations(schema, R"({"amount": 1, "currency": "GBP"})"),
              ElementsAre("/currency must be one of: \"EUR\", \"USD\""));
}

TEST(SchemaTest, FormsAreToldAsAWhole) {
  const char* schema = R"({"properties": {"a": {"anyOf": [{"type": "null"}, {"minimum": 5}]},
                                          "b": {"oneOf": [{"minimum": 1}, {"minimum": 2}]},
                                          "c": {"not": {"type": "string"}},
                                          "d": {"contains": {"const": 1}}}})";

  EXPECT_THAT(
      violations(schema, R"({"a": 1, "b": 2, "c": "x", "d": []})"),
      ElementsAre("/a is of none of the forms that are allowed",
                  "/b is of more than one of the forms that are allowed",
                  "/c is of a form that is not allowed", "/d has no item such as is needed"));
  EXPECT_THAT(violations(schema, R"({"a": null, "b": 1, "c": 1, "d": [2, 1]})"), IsEmpty());
}

// Source: JSON Schema draft 7 validation, section 6.4.2.
TEST(SchemaTest, AfterAListOfNoItemsAllAreAdditional) {
  EXPECT_THAT(violations(R"({"items":[],"additionalItems":false})", "[1]"),
              ElementsAre("/0 is not allowed"));
  EXPECT_THAT(violations(R"({"items":[],"additionalItems":false})", "[]"), IsEmpty());
  EXPECT_THAT(violations(R"({"items":{},"additionalItems":false})", "[1]"), IsEmpty());
}

TEST(SchemaTest, TenAreToldAtMost) {
  std::string value = "[";
  for (int i = 0; i < 50; ++i) value += "1,";
  EXPECT_EQ(violations(R"({"items": {"type": "string"}})", value + "1]").size(), violations_max);
}

TEST(SchemaTest, NothingOfTheValueIsShown) {
  const std::string secret(300, 's');
  const std::string value = "{\"a\": \"" + secret + "\", \"" + secret + "\": 1}";

  const auto lines = violations(
      R"({"properties": {"a": {"maxLength": 5}}, "additionalProperties": false})", value);

  EXPECT_THAT(lines, ElementsAre("/a must have at most 5 characters", " is not allowed"));
}

TEST(SchemaTest, AReferenceLeadsIntoTheDocument) {
  const char* tree = R"({"definitions": {"n/ode": {"properties": {"next": {"$ref": "#"}}}},
                         "properties": {"v": {"type": "integer"},
                                        "l": {"$ref": "#/definitions/n~1ode"}}})";

  EXPECT_THAT(violations(tree, R"({"v": 1, "l": {"next": {"l": {"next": {"v": "x"}}}}})"),
              ElementsAre("/l/next/l/next/v must be an integer"));
}

TEST(SchemaTest, WhatIsNoSchemaIsRefusedWithItsPlace) {
  EXPECT_EQ(refusal("{"), "is no JSON: incomplete JSON at line 1, column 2");
  EXPECT_EQ(refusal("5"), "# is no schema: expected an object, true or false");
  EXPECT_EQ(refusal(R"({"properties": {"a": {"minLength": -1}}})"),
            "#/properties/a/minLength must be a whole number that is not negative");
  EXPECT_EQ(refusal(R"json({"pattern": "(?=a)"})json"),
            "#/pattern is a pattern that cannot be used: at letter 3: looking ahead or behind and "
            "named groups are not taken; (?:...) is");
  EXPECT_EQ(refusal(R"({"maxLenght": 5})"), "#/maxLenght is no keyword; did you mean maxLength?");
  EXPECT_EQ(refusal(R"({"x-note": 5, "title": "T"})"), "");
  EXPECT_EQ(refusal(R"({"$ref": "http://example.com/a.json"})"),
            "#/$ref must lead into this document: \"#\" or \"#/definitions/name\"");
  EXPECT_EQ(refusal(R"({"$ref": "#/definitions/none"})"), "#/$ref leads to nothing");
  EXPECT_EQ(refusal(R"({"$schema": "https://json-schema.org/draft/2020-12/schema"})"),
            "#/$schema must be \"http://json-schema.org/draft-07/schema#\", the draft that is read "
            "here");
  EXPECT_EQ(refusal(R"({"unevaluatedProperties": false})"),
            "#/unevaluatedProperties is of a later draft than 7");
  EXPECT_EQ(refusal(R"({"type": "object", "type": "array"})"),
            "has a member twice in one object at line 1, column 25");
  for (const char* bad :
       {R"({"type": []})", R"({"type": "text"})", R"({"enum": []})", R"({"required": "a"})",
        R"({"required": ["a", "a"]})", R"({"multipleOf": 0})", R"({"allOf": []})",
        R"({"items": 5})", R"({"properties": []})", R"({"dependencies": {"a": 1}})",
        R"({"uniqueItems": 1})", R"({"format": 1})", R"({"patternProperties": {"[": true}})",
        R"({"properties": {"a": {"$id": "x"}}})", R"({"$ref": "#a"})", R"({"$ref": "#/%zz"})",
        R"({"maximum": "1"})", R"({"exclusiveMinimum": true})", R"({"maxItems": 1.5})"}) {
    EXPECT_NE(refusal(bad), "") << bad;
  }
}

TEST(SchemaTest, AReferenceThatGoesRoundIsRefused) {
  EXPECT_EQ(refusal(R"({"$ref": "#"})"), "# refers to itself without end");
  EXPECT_NE(refusal(R"({"definitions": {"a": {"$ref": "#/definitions/b"},
                                         "b": {"allOf": [{"$ref": "#/definitions/a"}]}}})"),
            "");
  EXPECT_EQ(refusal(R"({"items": {"$ref": "#"}})"), "");
}

TEST(SchemaTest, ThereIsAnEndToItsSize) {
  std::string deep = "true";
  for (int i = 0; i < 150; ++i) deep = "{\"not\": " + deep + "}";
  EXPECT_EQ(refusal(deep), "");
  for (int i = 0; i < 150; ++i) deep = "{\"not\": " + deep + "}";
  EXPECT_NE(refusal(deep), "");
  std::string many = "{\"allOf\": [true";
  for (int i = 0; i < 10'000; ++i) many += ",true";
  EXPECT_NE(refusal(many + "]}").find("is one schema too many"), std::string::npos);
}

TEST(SchemaTest, AMillionLettersAreCheckedWithoutDeepCalls) {
  const std::string text = "\"" + std::string(1'000'000, '1') + "\"";

  for (const char* schema : {R"({"pattern": "^[0-9]+$"})", R"({"maxLength": 1000000})"}) {
    EXPECT_THAT(violations(schema, text), IsEmpty()) << schema;
  }
  for (const char* schema : {R"({"pattern": "^(1+)+x$"})", R"({"format": "date-time"})"}) {
    EXPECT_EQ(violations(schema, text).size(), 1u) << schema;
  }
}

TEST(SchemaTest, ManyItemsAreUniqueWithoutComparingAllPairs) {
  std::string items = "[0";
  for (int i = 1; i < 100'000; ++i) items += "," + std::to_string(i);

  EXPECT_THAT(violations(R"({"uniqueItems": true})", items + "]"), IsEmpty());
  EXPECT_EQ(violations(R"({"uniqueItems": true})", items + ",0.0]").size(), 1u);
}

// Each level is compared twice for each of the level above.
TEST(SchemaTest, WhatTakesTooLongIsRefused) {
  std::string value = "1";
  for (int i = 0; i < 31; ++i) value = "{\"a\":" + value + "}";

  EXPECT_THAT(violations(R"({"type": "object", "anyOf": [{"properties": {"a": {"$ref": "#"}}},
                                                         {"properties": {"a": {"$ref": "#"}}}]})",
                         value),
              ElementsAre(" takes too long to compare with the schema; send a smaller or simpler "
                          "value"));
}

}  // namespace
}  // namespace boomerang::routing
