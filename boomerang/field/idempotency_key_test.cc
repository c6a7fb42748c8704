#include "boomerang/field/idempotency_key.h"

#include <initializer_list>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boomerang::field {
namespace {

using testing::HasSubstr;

Result<std::optional<std::string>> read(std::initializer_list<std::string_view> lines) {
  Headers fields;
  fields.add("host", "example.org");
  for (const auto line : lines) fields.add("idempotency-key", line);
  return read_idempotency_key(fields);
}

// The key, or what is said in its place.
std::string key_of(std::string_view line) {
  const auto key = read({line});
  if (!key) return "refused: " + key.fault().what;
  return key->value_or("absent");
}

std::string in_marks(std::string_view text) { return '"' + std::string(text) + '"'; }

TEST(IdempotencyKeyTest, WithoutTheFieldThereIsNone) {
  const auto key = read({});

  ASSERT_TRUE(key);
  EXPECT_FALSE(*key);
}

TEST(IdempotencyKeyTest, AStringIsTheKey) {
  EXPECT_EQ(key_of("\"8e03978e-40d5-43dd-bc93-6894a57f9324\""),
            "8e03978e-40d5-43dd-bc93-6894a57f9324");
  EXPECT_EQ(key_of("  \"a b\"  "), "a b");
  EXPECT_EQ(key_of("\" ~,;=\""), " ~,;=");
  EXPECT_EQ(key_of(R"("a\"b\\c")"), R"(a"b\c)");
}

TEST(IdempotencyKeyTest, ParametersAreIgnored) {
  for (const auto* parameters :
       {";x", ";x=1", "; x=1; y", ";x=\"a, \\\"b;\"", ";x=?1;y=-1.5;z=tok/en:1",
        ";x=:YQ==:", ";*a-b.c_9=%\"f%c3%bc\"", ";x=@1659578233"}) {
    EXPECT_EQ(key_of("\"k\"" + std::string(parameters)), "k") << parameters;
  }
}

TEST(IdempotencyKeyTest, AMalformedParameterIsRefused) {
  for (const auto* parameters : {";", ";;x", ";X", ";1", ";x=", ";x=;y", ";x=\"a", "; =1"}) {
    EXPECT_THAT(key_of("\"k\"" + std::string(parameters)), HasSubstr("malformed parameter"))
        << parameters;
  }
}

TEST(IdempotencyKeyTest, WhatIsNoStringIsRefusedAndTheRemedyNamed) {
  for (const auto* line : {"abc", "8e03978e-40d5", "1", "-1.5", ":YWJj:", "?1", "@1659578233",
                           "(\"a\")", "", " ", "'abc'", ",\"a\"", "%\"a\""}) {
    EXPECT_THAT(key_of(line), HasSubstr("must be a string in quotation marks")) << line;
  }
}

TEST(IdempotencyKeyTest, AListIsRefused) {
  EXPECT_THAT(key_of("\"a\",\"b\""), HasSubstr("not a list"));
  EXPECT_THAT(key_of("\"a\";x=1,\"b\""), HasSubstr("not a list"));
  EXPECT_THAT(key_of("\"a\","), HasSubstr("not a list"));
}

TEST(IdempotencyKeyTest, ASecondLineIsRefusedAlsoIfTheSame) {
  for (const auto* second : {"\"b\"", "\"a\"", ""}) {
    const auto key = read({"\"a\"", second});
    ASSERT_FALSE(key) << second;
    EXPECT_THAT(key.fault().what, HasSubstr("must come once"));
  }
}

TEST(IdempotencyKeyTest, OneToTwoHundredFiftyFiveCharacters) {
  EXPECT_THAT(key_of("\"\""), HasSubstr("must not be empty"));
  EXPECT_EQ(key_of("\" \""), " ");

  const std::string longest(255, 'k');
  EXPECT_EQ(key_of(in_marks(longest)), longest);
  EXPECT_THAT(key_of(in_marks(longest + "k")), HasSubstr("at most 255 characters"));

  std::string escaped;
  for (int i = 0; i < 255; ++i) escaped += "\\\\";
  EXPECT_EQ(key_of(in_marks(escaped)), std::string(255, '\\'));
}

TEST(IdempotencyKeyTest, WhatIsBrokenInTheStringIsNamed) {
  for (const auto* line : {"\"", "\"abc", "\"abc\\", "\"abc\\\""}) {
    EXPECT_THAT(key_of(line), HasSubstr("lacks the quotation mark")) << line;
  }
  for (const char c : {'\0', '\t', '\n', '\x1F', '\x7F', '\x80', '\xFF'}) {
    EXPECT_THAT(key_of(in_marks(std::string("a") + c)), HasSubstr("printable ASCII"))
        << static_cast<int>(c);
  }
  EXPECT_THAT(key_of("\"a\\b\""), HasSubstr("backslash"));
  EXPECT_THAT(key_of("\"a\"b"), HasSubstr("end after its string"));
  EXPECT_THAT(key_of("\"a\" ;x"), HasSubstr("end after its string"));
}

TEST(IdempotencyKeyTest, NothingOfTheInputIsSaidBack) {
  for (const auto* line : {"s3cret", "\"s3cret", "\"s3cret\\x\"", "\"s3cret\"x", "\"s3cret\";X",
                           "\"s3cret\",\"b\"", "\"s3cret\x01\""}) {
    EXPECT_THAT(key_of(line), testing::Not(HasSubstr("s3cret"))) << line;
    EXPECT_THAT(key_of(line), HasSubstr("refused")) << line;
  }
}

}  // namespace
}  // namespace boomerang::field
