#include "boomerang/store/sqlite/statement_cache.h"

#include <gtest/gtest.h>

#include "boomerang/base/temp_folder.h"

namespace boomerang::store {
namespace {

struct StatementCacheTest : testing::Test {
  TempFolder folder;
  std::unique_ptr<sqlite::Database> database = *sqlite::Database::open(folder / "a.db");
  StatementCache cache{*database, 2};
};

TEST_F(StatementCacheTest, SameTextIsPreparedOnce) {
  sqlite::Statement* first = *cache.find("SELECT 1");

  EXPECT_EQ(*cache.find("SELECT 1"), first);
  EXPECT_EQ(cache.size(), 1u);
}

TEST_F(StatementCacheTest, LongestUnusedGoesAtTheBound) {
  sqlite::Statement* first = *cache.find("SELECT 1");
  ASSERT_TRUE(cache.find("SELECT 2"));
  ASSERT_TRUE(cache.find("SELECT 1"));

  ASSERT_TRUE(cache.find("SELECT 3"));

  EXPECT_EQ(cache.size(), 2u);
  EXPECT_EQ(*cache.find("SELECT 1"), first);
}

TEST_F(StatementCacheTest, WrongSqlIsNotKept) {
  const auto found = cache.find("SELEKT");

  ASSERT_FALSE(found);
  EXPECT_EQ(found.fault().kind, FaultKind::invalid);
  EXPECT_EQ(cache.size(), 0u);
}

}  // namespace
}  // namespace boomerang::store
