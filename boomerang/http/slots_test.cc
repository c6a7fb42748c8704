#include "boomerang/http/slots.h"

#include <gtest/gtest.h>

namespace boomerang::http {
namespace {

struct SlotsTest : testing::Test {
  // Slots only keep the address.
  Connection& connection(int number) { return reinterpret_cast<Connection&>(places[number]); }

  int places[2] = {};
  Slots slots;
};

TEST_F(SlotsTest, FindsWhatWasTakenUntilItIsFreed) {
  const Exchange exchange = slots.take(connection(0));
  EXPECT_EQ(slots.find(exchange), &connection(0));
  slots.free(exchange);
  EXPECT_EQ(slots.find(exchange), nullptr);
  slots.free(exchange);
  EXPECT_EQ(slots.taken(), 0u);
}

TEST_F(SlotsTest, AnOldExchangeDoesNotFindTheNewOneOfItsSlot) {
  const Exchange old = slots.take(connection(0));
  slots.free(old);
  const Exchange now = slots.take(connection(1));

  EXPECT_EQ(now.slot, old.slot);
  EXPECT_EQ(slots.find(old), nullptr);
  slots.free(old);
  EXPECT_EQ(slots.find(now), &connection(1));
}

TEST_F(SlotsTest, NothingIsFoundThatWasNeverTaken) {
  EXPECT_EQ(slots.find({}), nullptr);
  EXPECT_EQ(slots.find({7, 1}), nullptr);
}

}  // namespace
}  // namespace boomerang::http
