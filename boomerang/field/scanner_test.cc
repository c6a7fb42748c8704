#include "boomerang/field/scanner.h"

#include <gtest/gtest.h>

namespace boomerang::field {
namespace {

TEST(ScannerTest, TakesTokensAndWhatIsBetweenThem) {
  Scanner scanner("text/html \t;q");

  EXPECT_EQ(scanner.take_token(), "text");
  EXPECT_FALSE(scanner.take(';'));
  EXPECT_TRUE(scanner.take('/'));
  EXPECT_EQ(scanner.take_token(), "html");
  scanner.skip_space();
  EXPECT_TRUE(scanner.at_delimiter());
  EXPECT_TRUE(scanner.take(';'));
  EXPECT_EQ(scanner.take_token(), "q");
  EXPECT_TRUE(scanner.done());
  EXPECT_TRUE(scanner.at_delimiter());
  EXPECT_EQ(scanner.take_token(), "");
}

TEST(ScannerTest, QuotedStringsLoseTheirMarksAndEscapes) {
  Scanner scanner(R"("a, \"b\" \\ \c;"d)");

  EXPECT_EQ(scanner.take_quoted(), R"(a, "b" \ c;)");
  EXPECT_EQ(scanner.take_token(), "d");
}

TEST(ScannerTest, AQuotedStringWithoutAnEndTakesAll) {
  for (const char* text : {"\"", "\"abc", "\"abc\\", "\"abc\\\""}) {
    Scanner scanner(text);
    EXPECT_FALSE(scanner.take_quoted()) << text;
    EXPECT_TRUE(scanner.done()) << text;
  }
}

TEST(ScannerTest, PairsHaveAWordInEitherForm) {
  Scanner scanner("a=b,a = \"b c\",a");

  auto pair = scanner.take_pair();
  ASSERT_TRUE(pair);
  EXPECT_EQ(pair->name, "a");
  EXPECT_EQ(pair->word, "b");
  scanner.skip_element();

  pair = scanner.take_pair();
  ASSERT_TRUE(pair);
  EXPECT_EQ(pair->word, "b c");
  scanner.skip_element();

  pair = scanner.take_pair();
  ASSERT_TRUE(pair);
  EXPECT_FALSE(pair->word);
}

TEST(ScannerTest, APairNeedsANameAndAfterTheSignAWord) {
  for (const char* text : {"", "=b", "a=", "a= ,", "a=;", "a=\"b", "\"a\"=b"}) {
    EXPECT_FALSE(Scanner(text).take_pair()) << text;
  }
}

TEST(ScannerTest, AnElementEndsAtACommaThatIsNotQuoted) {
  Scanner scanner(R"(x y="1,\",2"; z , next)");

  scanner.skip_element();
  scanner.skip_space();
  EXPECT_EQ(scanner.take_token(), "next");

  scanner.skip_element();
  EXPECT_TRUE(scanner.done());
}

}  // namespace
}  // namespace boomerang::field
