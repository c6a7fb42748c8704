#include "boomerang/routing/json_value.h"

#include <gtest/gtest.h>

#include "boomerang/base/strict_json.h"

#include <boost/json/object.hpp>

namespace boomerang::routing {
namespace {

boost::json::value value(std::string_view text) {
  auto read = read_json(text, 32);
  EXPECT_TRUE(read) << text << ": " << read.fault().what;
  return read ? *std::move(read) : boost::json::value();
}

TEST(JsonValueTest, NumbersAreComparedExactly) {
  EXPECT_TRUE(compare_numbers(value("1"), value("1.0")) == 0);
  EXPECT_TRUE(compare_numbers(value("-1"), value("18446744073709551615")) < 0);
  EXPECT_TRUE(compare_numbers(value("9223372036854775807"), value("9223372036854775808")) < 0);
  EXPECT_TRUE(compare_numbers(value("18446744073709551614"), value("18446744073709551615")) < 0);
}

TEST(JsonValueTest, EqualValuesHaveOneHash) {
  const auto one = value(R"({"a": [1, {"b": null}], "c": "x", "d": 2})");
  const auto other = value(R"({"d": 2.0, "c": "x", "a": [1.0, {"b": null}]})");

  EXPECT_TRUE(are_equal(one, other));
  EXPECT_EQ(hash_of(one), hash_of(other));
  EXPECT_FALSE(are_equal(value("[1, 2]"), value("[2, 1]")));
  EXPECT_FALSE(are_equal(value("1"), value("true")));
  EXPECT_FALSE(are_equal(value(R"({"a": 1})"), value(R"({"b": 1})")));
  EXPECT_FALSE(are_equal(value("\"1\""), value("1")));
}

TEST(JsonValueTest, AMultipleIsOneAsItIsWritten) {
  EXPECT_TRUE(is_multiple(value("0.3"), value("0.1")));
  EXPECT_TRUE(is_multiple(value("19.99"), value("0.01")));
  EXPECT_TRUE(is_multiple(value("0"), value("7")));
  EXPECT_TRUE(is_multiple(value("-14"), value("7")));
  EXPECT_FALSE(is_multiple(value("19.995"), value("0.01")));
  EXPECT_FALSE(is_multiple(value("9223372036854775807"), value("2")));
  EXPECT_FALSE(is_multiple(value("1e308"), value("0.123456789")));
}

}  // namespace
}  // namespace boomerang::routing
