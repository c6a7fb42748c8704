#include "boomerang/gateway/known_requests.h"

#include <gtest/gtest.h>

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;
using Known = KnownRequests::Known;
using Run = KnownRequests::Run;

constexpr RequestId id{1, 2};
constexpr RequestKey key{id, 7};
constexpr RequestKey other_payload{id, 8};

Digest hash_of(std::uint64_t tag) {
  Digest digest{};
  for (int i = 0; i < 8; ++i)
    digest[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(tag >> (56 - 8 * i));
  return digest;
}

SharedEnding ending(std::string body) {
  Outcome outcome;
  outcome.request_id = id;
  outcome.body = std::move(body);
  return std::make_shared<const Ending>(std::move(outcome));
}

TEST(KnownRequestsTest, OnlyWhatIsExpectedIsKept) {
  KnownRequests known;
  EXPECT_TRUE(known.end(id, std::nullopt, ending("x")).empty());
  EXPECT_EQ(known.find(key).known, Known::no);

  known.expect(key, {.queue = 3});
  EXPECT_EQ(known.find(key).known, Known::expected);
  const auto admitted = known.end(id, hash_of(7), ending("x"));
  ASSERT_EQ(admitted.size(), 1u);
  EXPECT_EQ(admitted[0].queue, 3u);
  ASSERT_EQ(known.find(key).known, Known::ended);
  EXPECT_EQ((*known.find(key).ending)->body, "x");
}

TEST(KnownRequestsTest, AnEndingIsOfItsPayloadAndTheFirstOneStays) {
  KnownRequests known;
  known.expect(key, {});
  known.expect(other_payload, {});
  known.end(id, hash_of(8), ending("mismatch"));
  EXPECT_EQ(known.find(key).known, Known::expected);
  known.end(id, hash_of(7), ending("first"));
  EXPECT_TRUE(known.end(id, std::nullopt, ending("second")).empty());
  EXPECT_EQ((*known.find(key).ending)->body, "first");
  EXPECT_EQ((*known.find(other_payload).ending)->body, "mismatch");
}

TEST(KnownRequestsTest, WatchersAreToldOnceAndNotAfterTheyHaveLeft) {
  KnownRequests known;
  EXPECT_FALSE(known.watch(key, [](const auto&) {})) << "nothing is expected";
  known.expect(key, {});
  int told = 0;
  int told_other = 0;
  const auto watcher = known.watch(key, [&](const SharedEnding& what) {
    ++told;
    EXPECT_EQ((*what)->body, "x");
    EXPECT_EQ(known.find(key).known, Known::ended) << "no lock is held";
  });
  ASSERT_TRUE(watcher);
  const auto other = known.watch(key, [&](const SharedEnding&) { ++told_other; });
  known.unwatch(key, *other);

  known.end(id, std::nullopt, ending("x"));
  known.end(id, std::nullopt, ending("y"));

  EXPECT_EQ(told, 1);
  EXPECT_EQ(told_other, 0);
  EXPECT_FALSE(known.watch(key, [](const auto&) {})) << "it has ended";
}

TEST(KnownRequestsTest, AKeyRunsUntilItEndsOrIsForgotten) {
  KnownRequests known;
  const Instant now{};
  EXPECT_EQ(known.run(key, now), Run::first);
  EXPECT_EQ(known.run(key, now), Run::repeat);
  EXPECT_EQ(known.run(other_payload, now), Run::other_payload);
  known.stop_running(other_payload);
  EXPECT_EQ(known.run(key, now), Run::repeat) << "another payload's end is not its own";
  known.stop_running(key);
  EXPECT_EQ(known.run(other_payload, now), Run::first);
  EXPECT_EQ(known.run(key, now + 59s), Run::other_payload);
  EXPECT_EQ(known.run(key, now + 60s), Run::first);
}

TEST(KnownRequestsTest, AnEndThatComesLateEndsItsKeyToo) {
  KnownRequests known;
  EXPECT_EQ(known.run(key, {}), Run::first);
  Digest of_other{};
  of_other[7] = 8;
  known.end(id, of_other, ending("mismatch"));
  EXPECT_EQ(known.run(key, {}), Run::repeat);
  known.end(id, std::nullopt, ending("x"));
  EXPECT_EQ(known.run(key, {}), Run::first);
}

TEST(KnownRequestsTest, TheOldestIsForgottenWhenThereAreTooManyOrTooMuch) {
  KnownRequests known(KnownRequests::Options{.requests_max = 2, .bytes_max = 10});
  for (std::uint64_t i = 1; i <= 3; ++i) known.expect({{i, 0}, 0}, {});
  EXPECT_EQ(known.size(), 2u);
  EXPECT_EQ(known.find({{1, 0}, 0}).known, Known::no);

  known.end({2, 0}, std::nullopt, ending("123456"));
  known.end({3, 0}, std::nullopt, ending("123456"));
  EXPECT_EQ(known.find({{2, 0}, 0}).known, Known::no);
  EXPECT_EQ(known.find({{3, 0}, 0}).known, Known::ended);
}

TEST(KnownRequestsTest, WhatHasEndedIsForgottenBeforeWhatIsExpected) {
  KnownRequests known(KnownRequests::Options{.requests_max = 2, .bytes_max = 10});
  known.expect({{1, 0}, 0}, {});
  int told = 0;
  known.watch({{1, 0}, 0}, [&](const SharedEnding& what) { told += what ? 1 : 100; });
  for (std::uint64_t i = 2; i <= 9; ++i) {
    known.expect({{i, 0}, 0}, {});
    known.end({i, 0}, std::nullopt, ending("123456"));
  }
  EXPECT_EQ(known.size(), 2u);
  known.end({1, 0}, std::nullopt, ending("x"));
  EXPECT_EQ(told, 1);
}

TEST(KnownRequestsTest, WatchersOfWhatIsForgottenAreToldSo) {
  KnownRequests known(KnownRequests::Options{.requests_max = 2});
  int forgotten = 0;
  for (std::uint64_t i = 1; i <= 2; ++i) {
    known.expect({{i, 0}, 0}, {});
    known.watch({{i, 0}, 0}, [&](const SharedEnding& what) {
      EXPECT_EQ(what, nullptr);
      EXPECT_EQ(known.size(), 2u) << "no lock is held";
      ++forgotten;
    });
  }
  known.expect({{3, 0}, 0}, {});
  EXPECT_EQ(forgotten, 1);
  EXPECT_EQ(known.find({{1, 0}, 0}).known, Known::no);
  known.remember({{4, 0}, 0}, ending("x"));
  EXPECT_EQ(forgotten, 1) << "what has just ended goes first";
}

TEST(KnownRequestsTest, AnEndingThatIsFoundInTheLogIsToldToWatchers) {
  KnownRequests known;
  known.expect(key, {});
  std::string told;
  known.watch(key, [&](const SharedEnding& what) { told = (*what)->body; });
  known.remember(key, ending("found"));
  EXPECT_EQ(told, "found");
}

Admitted admitted(Duration since) { return {.queue = 3, .since = Instant{} + since}; }

TEST(KnownRequestsTest, EachRepetitionThatWaitedInVainIsGivenBackOnce) {
  KnownRequests known;
  known.expect(key, admitted(1s));
  known.expect(key, admitted(2s));

  EXPECT_EQ(known.end(id, hash_of(7), ending("x")).size(), 2u);
  EXPECT_TRUE(known.end(id, hash_of(7), ending("x")).empty());
}

TEST(KnownRequestsTest, RepetitionAfterTheEndIsGivenBackByTheNextCopyOfTheOutcome) {
  KnownRequests known;
  known.expect(key, admitted(1s));
  known.end(id, hash_of(7), ending("first"));

  known.expect(key, admitted(2s));

  const auto back = known.end(id, hash_of(7), ending("second"));
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].since, Instant{} + 2s);
  EXPECT_EQ((*known.find(key).ending)->body, "first") << "an end never changes";
}

TEST(KnownRequestsTest, RepetitionsWithoutAnOutcomeDoNotPileUp) {
  KnownRequests known;
  for (int second = 0; second < 1000; ++second) known.expect(key, admitted(1s * second));

  EXPECT_EQ(known.end(id, hash_of(7), ending("x")).size(), 61u);
}

}  // namespace
}  // namespace boomerang::gateway
