#include "boomerang/describe/json_document.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace boomerang::describe {
namespace {

TEST(JsonDocumentTest, HasALineForEachMember) {
  const auto value =
      boost::json::parse(R"({"b":[1,-2,{"x":true}],"a":"\u001b\"é","e":{},"n":null})");

  EXPECT_EQ(json_document(value), R"({
  "b": [
    1,
    -2,
    {
      "x": true
    }
  ],
  "a": "\u001b\"é",
  "e": {},
  "n": null
}
)");
}

TEST(JsonDocumentTest, AReferenceIsOnOneLine) {
  const auto value = boost::json::parse(R"({"a":{"$ref":"#/b"},"c":{"$ref":{"d":1}}})");

  EXPECT_EQ(json_document(value), R"({
  "a": {"$ref": "#/b"},
  "c": {
    "$ref": {
      "d": 1
    }
  }
}
)");
}

TEST(JsonDocumentTest, WritesNumbersAsAPersonWould) {
  const auto value = boost::json::parse("[0.5,100.0,1e300,18446744073709551615]");

  EXPECT_EQ(json_document(value), "[\n  0.5,\n  100,\n  1e+300,\n  18446744073709551615\n]\n");
}

}  // namespace
}  // namespace boomerang::describe
