#include "boomerang/auth/remote_keys.h"

#include <semaphore>

#include <gtest/gtest.h>

#include "boomerang/auth/sample_tokens.h"
#include "boomerang/base/manual_clock.h"

namespace boomerang::auth {
namespace {

using namespace std::chrono_literals;

// Where keys are fetched from. Each fetch waits until the test lets it go on.
class FakeIssuer {
 public:
  RemoteKeys::Fetch fetch() {
    return [this](const std::atomic<bool>& stop) -> Result<std::string> {
      begun.release();
      while (!go_on.try_acquire_for(10ms)) {
        if (stop) return Fault{FaultKind::closed, "stopped"};
      }
      return answer;
    };
  }

  // Lets one fetch have this answer. The next one begins only after it was taken.
  void let(Result<std::string> with) {
    EXPECT_TRUE(begun.try_acquire_for(30s)) << "no fetch begins";
    answer = std::move(with);
    go_on.release();
  }

  std::counting_semaphore<> begun{0};
  std::counting_semaphore<> go_on{0};
  Result<std::string> answer{std::string()};
};

class RemoteKeysTest : public testing::Test {
 protected:
  // The next fetch has begun, so the one before it was taken.
  void pass_to_next() {
    clock.advance(31s);
    remote.ask_for_newer();
    ASSERT_TRUE(issuer.begun.try_acquire_for(30s)) << "no fetch begins";
    issuer.begun.release();
  }

  bool knows(const char* key_id) {
    const auto keys = remote.keys();
    return keys != nullptr && keys->find(Algorithm::es256, key_id) != nullptr;
  }

  ManualClock clock;
  FakeIssuer issuer;
  RemoteKeys remote{{"login", 30s, 15min}, issuer.fetch(), clock};
};

TEST_F(RemoteKeysTest, NoneUntilTheFirstFetch) {
  ASSERT_TRUE(issuer.begun.try_acquire_for(30s));

  EXPECT_EQ(remote.keys(), nullptr);
  EXPECT_EQ(remote.keys_id(), 0u);
}

TEST_F(RemoteKeysTest, NewerKeysComeWhenAskedFor) {
  issuer.let(std::string(sample::key_set));
  pass_to_next();
  const auto first_id = remote.keys_id();
  ASSERT_NE(first_id, 0u);
  ASSERT_TRUE(knows("ec-1"));
  ASSERT_FALSE(knows("ec-2"));

  issuer.let(std::string(sample::next_key_set));
  pass_to_next();

  EXPECT_TRUE(knows("ec-2"));
  EXPECT_NE(remote.keys_id(), first_id);
  EXPECT_EQ(remote.keys_id(), remote.keys()->id());
}

TEST_F(RemoteKeysTest, SameTextAgainIsTheSameSet) {
  issuer.let(std::string(sample::key_set));
  pass_to_next();
  const auto id = remote.keys_id();

  issuer.let(std::string(sample::key_set));
  pass_to_next();

  EXPECT_EQ(remote.keys_id(), id);
}

TEST_F(RemoteKeysTest, KeysStayWhileTheIssuerIsAwayOrAnswersNonsense) {
  issuer.let(std::string(sample::key_set));
  pass_to_next();

  for (const auto& answer : {Result<std::string>(Fault{FaultKind::busy, "away"}),
                             Result<std::string>(std::string("<html>")),
                             Result<std::string>(std::string("{\"keys\":[]}"))}) {
    issuer.let(answer);
    pass_to_next();
    EXPECT_TRUE(knows("ec-1"));
  }
  issuer.let(std::string(sample::next_key_set));
  pass_to_next();
  EXPECT_TRUE(knows("ec-2"));
}

TEST_F(RemoteKeysTest, AskingOftenFetchesOnceInTheShortestTime) {
  issuer.let(std::string(sample::key_set));
  pass_to_next();
  issuer.let(std::string(sample::key_set));

  for (int i = 0; i < 1000; ++i) remote.ask_for_newer();
  EXPECT_FALSE(issuer.begun.try_acquire()) << "no time has passed";

  clock.advance(30s);
  remote.ask_for_newer();
  EXPECT_TRUE(issuer.begun.try_acquire_for(60s)) << "but then one is fetched";
}

TEST_F(RemoteKeysTest, DestroyingEndsAFetchUnderWay) {
  ASSERT_TRUE(issuer.begun.try_acquire_for(30s));
}

}  // namespace
}  // namespace boomerang::auth
