#include "boomerang/store/postgres/wire_value.h"

#include <array>
#include <limits>

#include <gtest/gtest.h>

namespace boomerang::store::postgres {
namespace {

using namespace std::string_literals;

TEST(WireValueTest, ParametersGoAsTextAndBytesAsTheyAre) {
  const std::array<Value, 6> values = {std::monostate{}, std::int64_t{-7}, 0.1,
                                       "a'\\b"s,         Bytes{"\0\xff"s}, "\\x41"s};
  const std::array<Oid, 6> types = {oid::text, oid::int8,  oid::float8,
                                    oid::text, oid::bytea, oid::bytea};

  const auto parameters = Parameters::of(values, types);

  ASSERT_TRUE(parameters);
  ASSERT_EQ(parameters->size(), 6u);
  EXPECT_TRUE(parameters->is_null(0));
  EXPECT_EQ(parameters->bytes(1), "-7");
  EXPECT_EQ(parameters->bytes(2), "0.1");
  EXPECT_EQ(parameters->bytes(3), "a'\\b");
  EXPECT_FALSE(parameters->is_binary(3));
  EXPECT_EQ(parameters->bytes(4), "\0\xff"s);
  EXPECT_TRUE(parameters->is_binary(4));
  EXPECT_EQ(parameters->bytes(5), "\\x41");
  EXPECT_TRUE(parameters->is_binary(5));
}

TEST(WireValueTest, WhatWouldArriveAsSomethingElseIsRefused) {
  const std::array<Value, 1> zero = {"a\0b"s};
  const std::array<Value, 1> bytes = {Bytes{"a"}};
  const std::array<Oid, 1> text = {oid::text};

  EXPECT_EQ(Parameters::of(zero, text).fault().kind, FaultKind::invalid);
  EXPECT_EQ(Parameters::of(bytes, text).fault().kind, FaultKind::invalid);
  EXPECT_EQ(Parameters::of({}, text).fault().kind, FaultKind::invalid);
}

TEST(WireValueTest, TextForACastHasBytesInHex) {
  EXPECT_EQ(**to_text(Bytes{"\0\xff"s}, oid::bytea), "\\x00ff");
  EXPECT_EQ(**to_text("\\x"s, oid::bytea), "\\x5c78");
  EXPECT_EQ(**to_text(std::int64_t{1}, oid::boolean), "1");
  EXPECT_EQ(*to_text(std::monostate{}, oid::text), std::nullopt);
}

TEST(WireValueTest, ResultsReadByTheirType) {
  EXPECT_EQ(from_text(oid::int8, "-9223372036854775808"),
            Value{std::numeric_limits<std::int64_t>::min()});
  EXPECT_EQ(from_text(oid::boolean, "t"), Value{std::int64_t{1}});
  EXPECT_EQ(from_text(oid::boolean, "f"), Value{std::int64_t{0}});
  EXPECT_EQ(from_text(oid::float8, "1e-05"), Value{1e-05});
  EXPECT_EQ(from_text(oid::float8, "-Infinity"), Value{-std::numeric_limits<double>::infinity()});
  EXPECT_EQ(from_text(oid::bytea, "\\x00ff5c"), Value{Bytes{"\0\xff\\"s}});
  EXPECT_EQ(from_text(1700, "1.50"), Value{"1.50"s});
  EXPECT_EQ(from_text(oid::text, ""), Value{""s});
}

}  // namespace
}  // namespace boomerang::store::postgres
