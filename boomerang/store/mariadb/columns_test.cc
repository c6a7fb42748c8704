#include "boomerang/store/mariadb/columns.h"

#include <limits>

#include <gtest/gtest.h>

namespace boomerang::store::mariadb {
namespace {

TEST(ColumnTest, NullsBeforeTheFirstValueHaveAPlaceOfItsKind) {
  Column column;
  EXPECT_TRUE(column.add(Value{}));
  EXPECT_TRUE(column.add(Value{}));
  EXPECT_TRUE(column.add(Value{std::int64_t{7}}));
  EXPECT_TRUE(column.add(Value{}));

  ASSERT_EQ(column.rows(), 4u);
  EXPECT_EQ(column.kind(), Column::Kind::integer);
  EXPECT_EQ(static_cast<const std::int64_t*>(column.data(2))[0], 7);
  EXPECT_EQ(std::string(column.nulls(0), 4), (std::string{1, 1, 0, 1}));
}

TEST(ColumnTest, TextAndBytesArePointedTo) {
  Column column;
  const Value name = std::string("ada");
  const Value none = std::string();
  EXPECT_TRUE(column.add(name));
  EXPECT_TRUE(column.add(none));

  const auto* const strings = static_cast<const char* const*>(column.data(0));
  EXPECT_EQ(std::string(strings[0], column.lengths(0)[0]), "ada");
  EXPECT_NE(strings[1], nullptr);
  EXPECT_EQ(column.lengths(0)[1], 0u);
}

TEST(ColumnTest, OnlyOneKindFits) {
  const Value text = std::string("ada");
  const Value bytes = Bytes{"ada"};
  Column column;
  EXPECT_TRUE(column.add(text));
  EXPECT_FALSE(column.add(bytes));
  EXPECT_FALSE(column.add(Value{std::int64_t{1}}));
  EXPECT_FALSE(column.add(Value{0.5}));
  EXPECT_EQ(column.rows(), 1u);
}

TEST(ColumnTest, NumberThatIsNotFiniteDoesNotFit) {
  Column column;
  EXPECT_FALSE(column.add(Value{std::numeric_limits<double>::infinity()}));
  EXPECT_EQ(column.rows(), 0u);
  EXPECT_EQ(column.kind(), Column::Kind::none);
}

}  // namespace
}  // namespace boomerang::store::mariadb
