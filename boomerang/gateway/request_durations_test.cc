#include "boomerang/gateway/request_durations.h"

#include <chrono>

#include <gtest/gtest.h>

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;

TEST(RequestDurationsTest, ADurationFallsUnderTheFirstBoundThatIsNotLess) {
  RequestDurations durations;
  durations.observe("POST /users", 201, 500us);
  durations.observe("POST /users", 201, 501us);
  durations.observe("POST /users", 201, 10s);
  durations.observe("POST /users", 201, 10s + 1ms);
  RequestDurations::Histograms seen;
  durations.add_to(seen);
  RequestDurations::Histogram expected;
  expected.counts[0] = expected.counts[1] = expected.counts[13] = expected.counts[14] = 1;
  EXPECT_EQ(seen["POST /users"][201].counts, expected.counts);
  EXPECT_NEAR(seen["POST /users"][201].sum, 20.002001, 1e-9);
}

TEST(RequestDurationsTest, RoutesAndStatusesAreToldApartAndShardsAreAdded) {
  RequestDurations one;
  RequestDurations other;
  one.observe("POST /users", 201, 1ms);
  one.observe("POST /users", 409, 1ms);
  other.observe("POST /users", 201, 1ms);
  other.observe("PUT /users/{id}", 201, 1ms);
  RequestDurations::Histograms seen;
  one.add_to(seen);
  other.add_to(seen);
  ASSERT_EQ(seen.size(), 2U);
  ASSERT_EQ(seen["POST /users"].size(), 2U);
  EXPECT_EQ(seen["POST /users"][201].counts[1], 2U);
  EXPECT_EQ(seen["POST /users"][409].counts[1], 1U);
  EXPECT_EQ(seen["PUT /users/{id}"][201].counts[1], 1U);
}

}  // namespace
}  // namespace boomerang::gateway
