#include "boomerang/command/stop_signal.h"

#include <gtest/gtest.h>

namespace boomerang::command {
namespace {

using namespace std::chrono_literals;

TEST(StopSignalTest, ASignalIsToldInsteadOfEndingTheProcess) {
  StopSignal stop;
  EXPECT_FALSE(stop.wait(0s));

  for (const int signal : {SIGINT, SIGTERM}) {
    std::raise(signal);
    EXPECT_TRUE(stop.wait(10s));
  }
  EXPECT_FALSE(stop.wait(1ms));
}

}  // namespace
}  // namespace boomerang::command
