#include "boomerang/store/mariadb/error_number.h"

#include <gtest/gtest.h>

namespace boomerang::store::mariadb {
namespace {

TEST(ErrorNumberTest, TakenKeyIsADuplicate) {
  EXPECT_EQ(meaning_of(1062).trouble, Trouble::duplicate);
  EXPECT_EQ(meaning_of(1062).kind, FaultKind::invalid);
}

TEST(ErrorNumberTest, DeadlockUndoesTheTransactionAndALockWaitDoesNot) {
  EXPECT_EQ(meaning_of(1213).kind, FaultKind::busy);
  EXPECT_EQ(meaning_of(1213).trouble, Trouble::undone);
  EXPECT_EQ(meaning_of(1205).kind, FaultKind::busy);
  EXPECT_EQ(meaning_of(1205).trouble, Trouble::other);
}

TEST(ErrorNumberTest, LostConnectionIsBusy) {
  for (const unsigned number : {1053u, 1927u, 2002u, 2003u, 2006u, 2013u}) {
    EXPECT_EQ(meaning_of(number).kind, FaultKind::busy) << number;
    EXPECT_EQ(meaning_of(number).trouble, Trouble::lost) << number;
  }
}

TEST(ErrorNumberTest, FullAndReadOnlyServersAreBusy) {
  for (const unsigned number : {1021u, 1040u, 1114u, 1290u, 1836u, 1969u}) {
    EXPECT_EQ(meaning_of(number).kind, FaultKind::busy) << number;
    EXPECT_EQ(meaning_of(number).trouble, Trouble::other) << number;
  }
}

TEST(ErrorNumberTest, StatementThatNoLongerFitsIsStale) {
  for (const unsigned number : {1615u, 2056u, 2057u}) {
    EXPECT_EQ(meaning_of(number).kind, FaultKind::busy) << number;
    EXPECT_EQ(meaning_of(number).trouble, Trouble::stale) << number;
  }
}

TEST(ErrorNumberTest, StatementThatCannotBePreparedIsUnfit) {
  EXPECT_EQ(meaning_of(1295).trouble, Trouble::unfit);
}

TEST(ErrorNumberTest, DamageIsCorrupt) { EXPECT_EQ(meaning_of(1712).kind, FaultKind::corrupt); }

TEST(ErrorNumberTest, OtherConstraintsWrongSqlAndRefusalAreInvalid) {
  // NULL, foreign key, check, syntax, no such table, access denied, no such database.
  for (const unsigned number : {1048u, 1452u, 4025u, 1064u, 1146u, 1045u, 1049u, 9999u}) {
    EXPECT_EQ(meaning_of(number).kind, FaultKind::invalid) << number;
    EXPECT_EQ(meaning_of(number).trouble, Trouble::other) << number;
  }
}

}  // namespace
}  // namespace boomerang::store::mariadb
