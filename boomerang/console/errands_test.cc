#include "boomerang/console/errands.h"

#include <future>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace boomerang::console {
namespace {

TEST(ErrandsTest, AreRunInOrder) {
  Errands errands;
  std::promise<std::string> done;
  std::string order;
  EXPECT_TRUE(errands.run([&] { order += "a"; }));
  EXPECT_TRUE(errands.run([&] { done.set_value(order + "b"); }));
  errands.start();
  EXPECT_EQ(done.get_future().get(), "ab");
}

TEST(ErrandsTest, MoreThanMayWaitAreNotTaken) {
  Errands errands(2);
  EXPECT_TRUE(errands.run([] {}));
  EXPECT_TRUE(errands.run([] {}));
  EXPECT_FALSE(errands.run([] {}));
}

TEST(ErrandsTest, StopEndsAfterTheOneThatRuns) {
  Errands errands;
  std::promise<void> begun;
  std::promise<void> may_end;
  bool ended = false;
  bool second = false;
  auto waits = std::make_shared<std::promise<void>>();
  auto destroyed = waits->get_future();
  EXPECT_TRUE(errands.run([&] {
    begun.set_value();
    may_end.get_future().wait();
    ended = true;
  }));
  EXPECT_TRUE(errands.run([&second, waits] { second = true; }));
  waits.reset();
  errands.start();
  begun.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { errands.stop(); });
  destroyed.wait();  // Its promise goes with the errand that held it: the stop has begun.
  EXPECT_FALSE(errands.run([] {}));
  may_end.set_value();
  stopped.get();
  EXPECT_TRUE(ended);
  EXPECT_FALSE(second);
}

}  // namespace
}  // namespace boomerang::console
