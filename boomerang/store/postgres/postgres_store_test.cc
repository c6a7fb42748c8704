#include "boomerang/store/postgres/postgres_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"

namespace boomerang::store {
namespace {

// What needs a server is in test/contract.
TEST(PostgresStoreTest, WrongUrlIsInvalidAndThePasswordIsNotShown) {
  ManualClock clock;

  const auto opened = PostgresStore::open("postgres://app:hunter2@h/n", clock);

  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::invalid);
  EXPECT_THAT(opened.fault().what, testing::HasSubstr("postgresql://USER:PASSWORD@HOST:PORT/NAME"));
  EXPECT_THAT(opened.fault().what, testing::Not(testing::HasSubstr("hunter2")));
}

TEST(PostgresStoreTest, ServerThatIsAwayIsBusyAndThePasswordIsNotShown) {
  ManualClock clock;
  // Nobody listens on the lowest port.
  const auto store = *PostgresStore::open("postgresql://app:hunter2@127.0.0.1:1/n", clock);

  const auto session = store->connect();

  ASSERT_FALSE(session);
  EXPECT_EQ(session.fault().kind, FaultKind::busy);
  EXPECT_THAT(session.fault().what, testing::HasSubstr("127.0.0.1:1/n"));
  EXPECT_THAT(session.fault().what, testing::Not(testing::HasSubstr("hunter2")));
}

}  // namespace
}  // namespace boomerang::store
