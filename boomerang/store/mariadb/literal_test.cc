#include "boomerang/store/mariadb/literal.h"

#include <limits>

#include <gtest/gtest.h>

namespace boomerang::store::mariadb {
namespace {

std::string literal(const Value& value) {
  std::string sql;
  append_literal(sql, value);
  return sql;
}

TEST(LiteralTest, EveryKindOfValueHasOne) {
  EXPECT_EQ(literal(std::monostate{}), "NULL");
  EXPECT_EQ(literal(std::int64_t{-7}), "-7");
  EXPECT_EQ(literal(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(literal(0.1), "1e-01");
  EXPECT_EQ(literal(std::string("a'b")), "_utf8mb4 x'612762'");
  EXPECT_EQ(literal(Bytes{std::string("\0\xff", 2)}), "x'00ff'");
  EXPECT_EQ(literal(Bytes{}), "x''");
}

TEST(LiteralTest, NumbersThatAreNoneAreNoNumbersToTheServerEither) {
  EXPECT_EQ(literal(std::numeric_limits<double>::infinity()), "'not a number'");
  EXPECT_EQ(literal(std::numeric_limits<double>::quiet_NaN()), "'not a number'");
}

}  // namespace
}  // namespace boomerang::store::mariadb
