#include "boomerang/http/slots.h"

#include <gtest/gtest.h>

namespace boomerang::http {
namespace {

struct SlotsTest : testing::Test {
  struct Nobody final : Answerer {
    void deliver(Response) override {}
    bool streaming() const override { return false; }
    bool begin_stream(Response) override { return false; }
    bool stream(std::string) override { return false; }
    bool end_stream() override { return false; }
  };

  Nobody& nobody(int number) { return places[number]; }

  Nobody places[2];
  Slots slots;
};

TEST_F(SlotsTest, FindsWhatWasTakenUntilItIsFreed) {
  const Exchange exchange = slots.take(nobody(0));
  EXPECT_EQ(slots.find(exchange), &nobody(0));
  slots.free(exchange);
  EXPECT_EQ(slots.find(exchange), nullptr);
  slots.free(exchange);
  EXPECT_EQ(slots.taken(), 0u);
}

TEST_F(SlotsTest, AnOldExchangeDoesNotFindTheNewOneOfItsSlot) {
  const Exchange old = slots.take(nobody(0));
  slots.free(old);
  const Exchange now = slots.take(nobody(1));

  EXPECT_EQ(now.slot, old.slot);
  EXPECT_EQ(slots.find(old), nullptr);
  slots.free(old);
  EXPECT_EQ(slots.find(now), &nobody(1));
}

TEST_F(SlotsTest, NothingIsFoundThatWasNeverTaken) {
  EXPECT_EQ(slots.find({}), nullptr);
  EXPECT_EQ(slots.find({7, 1}), nullptr);
}

}  // namespace
}  // namespace boomerang::http
