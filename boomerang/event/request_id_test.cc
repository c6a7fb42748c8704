#include "boomerang/event/request_id.h"

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"

namespace boomerang {
namespace {

using namespace std::chrono_literals;

struct RequestIdTest : testing::Test {
  ManualClock clock;
  SeededRandom random{1};
  RequestIdSource source{clock, random, 3};
};

TEST_F(RequestIdTest, TextReadsBack) {
  const RequestId id{0x0192f6c57b6e7d2au, 0x9c3b5a1f0e8d7c6bu};
  EXPECT_EQ(to_string(id), "0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b");
  EXPECT_EQ(*parse_request_id("0192F6C5-7B6E-7D2A-9C3B-5A1F0E8D7C6B"), id);
}

TEST_F(RequestIdTest, RefusesWhatIsNoUuid) {
  for (const char* text :
       {"", "0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6", "0192f6c5x7b6e",
        "0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6g", "0192f6c5x7b6e-7d2a-9c3b-5a1f0e8d7c6b"}) {
    EXPECT_FALSE(parse_request_id(text)) << text;
  }
}

TEST_F(RequestIdTest, SourceMakesVersion7WithTheTimeAndTheHome) {
  const RequestId id = source.next();
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(clock.wall());
  EXPECT_EQ(id.high >> 16, static_cast<std::uint64_t>(milliseconds.time_since_epoch().count()));
  EXPECT_EQ((id.high >> 12) & 15, 7u);
  EXPECT_EQ(id.low >> 62, 2u);
  EXPECT_EQ(home_of(id), 3);
}

TEST_F(RequestIdTest, IdsGoUpWithinAMillisecondAndPastTheCounter) {
  RequestId last = source.next();
  for (int i = 0; i < 10'000; ++i) {
    const RequestId id = source.next();
    ASSERT_LT(last, id) << i;
    last = id;
  }
}

TEST_F(RequestIdTest, IdsGoUpWhenTheClockIsSetBack) {
  clock.advance(10s);
  const RequestId before = source.next();
  clock.advance(-5s);
  EXPECT_LT(before, source.next());
}

TEST_F(RequestIdTest, BytesAreInNetworkOrder) {
  const auto bytes = to_bytes({0x0102030405060708u, 0x090a0b0c0d0e0f10u});
  for (std::size_t i = 0; i < bytes.size(); ++i) EXPECT_EQ(bytes[i], i + 1);
}

TEST(ChosenRequestIdTest, IsTheSameForTheSameCallerRouteAndKeyOnly) {
  const RequestId id = chosen_request_id("ada", "POST /users", "k1");
  EXPECT_EQ(id, chosen_request_id("ada", "POST /users", "k1"));
  EXPECT_NE(id, chosen_request_id("bob", "POST /users", "k1"));
  EXPECT_NE(id, chosen_request_id("ada", "POST /other", "k1"));
  EXPECT_NE(id, chosen_request_id("ada", "POST /users", "k2"));
  EXPECT_NE(id, chosen_request_id("ad", "aPOST /users", "k1")) << "no boundary can be moved";
  // What is in use must stay: a repeated request is recognised by it.
  EXPECT_EQ(to_string(id), "3e08da91-7a7e-8782-8174-70127c76582e");
}

TEST_F(RequestIdTest, ChosenIdsAreToldFromMadeOnes) {
  EXPECT_TRUE(is_chosen(chosen_request_id("", "POST /", "k")));
  EXPECT_EQ(chosen_request_id("", "POST /", "k").low >> 62, 2u);
  EXPECT_FALSE(is_chosen(source.next()));
}

}  // namespace
}  // namespace boomerang
