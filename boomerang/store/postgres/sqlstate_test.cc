#include "boomerang/store/postgres/sqlstate.h"

#include <gtest/gtest.h>

namespace boomerang::store::postgres {
namespace {

TEST(SqlstateTest, TakenKeyIsADuplicate) {
  EXPECT_EQ(meaning_of("23505").trouble, Trouble::duplicate);
  EXPECT_EQ(meaning_of("23505").kind, FaultKind::invalid);
}

TEST(SqlstateTest, DeadlocksAndLocksThatAreHeldAreBusy) {
  for (const char* state : {"40001", "40P01", "55P03", "57014"}) {
    EXPECT_EQ(meaning_of(state).kind, FaultKind::busy) << state;
    EXPECT_EQ(meaning_of(state).trouble, Trouble::other) << state;
  }
}

TEST(SqlstateTest, LostConnectionIsBusy) {
  for (const char* state : {"", "08006", "08P01", "25P03", "57P01", "57P02", "57P03"}) {
    EXPECT_EQ(meaning_of(state).kind, FaultKind::busy) << state;
    EXPECT_EQ(meaning_of(state).trouble, Trouble::lost) << state;
  }
}

TEST(SqlstateTest, FullAndReadOnlyServersAreBusy) {
  for (const char* state : {"53100", "53200", "53300", "25006", "58030"}) {
    EXPECT_EQ(meaning_of(state).kind, FaultKind::busy) << state;
    EXPECT_EQ(meaning_of(state).trouble, Trouble::other) << state;
  }
}

TEST(SqlstateTest, StatementThatNoLongerFitsIsStale) {
  EXPECT_EQ(meaning_of("0A000").trouble, Trouble::stale);
  EXPECT_EQ(meaning_of("26000").trouble, Trouble::stale);
}

TEST(SqlstateTest, DamageIsCorrupt) {
  for (const char* state : {"XX001", "XX002", "58P01"}) {
    EXPECT_EQ(meaning_of(state).kind, FaultKind::corrupt) << state;
  }
}

TEST(SqlstateTest, OtherConstraintsWrongSqlAndRefusalAreInvalid) {
  // NULL, foreign key, check, at the end, syntax, no such table, password, no such database.
  for (const char* state :
       {"23502", "23503", "23514", "40002", "42601", "42P01", "28P01", "3D000", "XX000", "?"}) {
    EXPECT_EQ(meaning_of(state).kind, FaultKind::invalid) << state;
    EXPECT_EQ(meaning_of(state).trouble, Trouble::other) << state;
  }
}

}  // namespace
}  // namespace boomerang::store::postgres
