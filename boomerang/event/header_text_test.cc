#include "boomerang/event/header_text.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

using namespace std::string_view_literals;

TEST(HeaderTextTest, WritesAnObjectThatSqlCanReach) {
  Headers headers;
  headers.add("ce_type", "UserCreated");
  headers.add("name", "Zoë \"Z\"");
  EXPECT_EQ(to_header_text(headers), R"({"ce_type":"UserCreated","name":"Zoë \"Z\""})");
}

TEST(HeaderTextTest, WritesBytesAsHexadecimal) {
  Headers headers;
  headers.add("kafka_replyPartition", "\0\0\0\x80"sv);
  EXPECT_EQ(to_header_text(headers), R"({"kafka_replyPartition":{"hex":"00000080"}})");
}

TEST(HeaderTextTest, ReadsWhatItWrites) {
  Headers headers;
  headers.add("a", "1");
  headers.add("partition", "\0\0\0\x80"sv);
  headers.add("tab", "\t");
  headers.add("empty", "");
  headers.add("many", "x");
  headers.add("many", "\xFF"sv);

  const auto read = parse_header_text(to_header_text(headers));

  ASSERT_TRUE(read);
  EXPECT_TRUE(*read == headers);
}

TEST(HeaderTextTest, RepeatedNameIsAnArrayWhereItCameFirst) {
  Headers headers;
  headers.add("a", "1");
  headers.add("b", "2");
  headers.add("a", "3");
  EXPECT_EQ(to_header_text(headers), R"({"a":["1","3"],"b":"2"})");
}

TEST(HeaderTextTest, WhatItNeverWritesIsCorrupt) {
  for (const char* text :
       {"", "[]", "{", R"({"a":1})", R"({"a":{"hex":"0"}})", R"({"a":{"hex":"0g"}})",
        R"({"a":{"hex":"00","b":1}})", R"({"a":[1]})"}) {
    const auto headers = parse_header_text(text);
    ASSERT_FALSE(headers) << text;
    EXPECT_EQ(headers.fault().kind, FaultKind::corrupt);
  }
}

}  // namespace
}  // namespace boomerang
