#include "boomerang/store/argument.h"

#include <gtest/gtest.h>

namespace boomerang::store {
namespace {

TEST(ArgumentTest, IdentifiersAreLettersDigitsAndUnderscores) {
  for (const char* name : {"a", "_", "Item_2", "z9"}) EXPECT_TRUE(is_plain_identifier(name));
  for (const char* name : {"", "2a", "a b", "a;", "a.b", "\"a\"", "h\u00e9"}) {
    EXPECT_FALSE(is_plain_identifier(name)) << name;
    EXPECT_EQ(check_identifier(name).fault().kind, FaultKind::invalid);
  }
}

TEST(ArgumentTest, ThousandAreTheBound) {
  EXPECT_TRUE(check_count(1000));
  EXPECT_EQ(check_count(1001).fault().kind, FaultKind::invalid);
}

TEST(ArgumentTest, RowsMustBeAsLongAsTheColumns) {
  const std::array<std::string_view, 2> columns = {"a", "b"};
  const std::vector<Row> rows = {Row(2), Row(2)};
  const std::vector<Row> short_row = {Row(2), Row(1)};

  EXPECT_TRUE(check_insert("t", columns, rows));
  EXPECT_TRUE(check_insert("t", columns, {}));
  EXPECT_FALSE(check_insert("t", columns, short_row));
  EXPECT_FALSE(check_insert("t", {}, {}));
  EXPECT_FALSE(check_insert("t t", columns, rows));
  EXPECT_EQ(comma_list(columns), "a, b");
}

}  // namespace
}  // namespace boomerang::store
