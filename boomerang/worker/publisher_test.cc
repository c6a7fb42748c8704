#include "boomerang/worker/publisher.h"

#include <gmock/gmock.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/worker/fake_broker.h"
#include "boomerang/worker/sample_event.h"

namespace boomerang::worker {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Fate = FakeBroker::Fate;

struct PublisherTest : testing::Test {
  static Delivery delivery(ReplyAddress reply = {"replies", 7}) {
    const Event event = sample_event(1, "ada", "x", std::move(reply));
    return delivery_of({2, 5, WallTime{}, std::make_shared<const Record>(encode(event))});
  }

  static Decision decision(End end, std::string type = "Done") {
    Outcome outcome;
    outcome.type = std::move(type);
    outcome.key = "ada";
    outcome.request_id = sample_event(1, "", "").id;
    return {end, encode(outcome)};
  }

  ManualClock clock;
  FakeBroker broker{{}};
  Publisher publisher{{"requests", "outcomes", "dead", 2}, broker, clock};
};

TEST_F(PublisherTest, OutcomeGoesToTheWorldAndToWhoeverWaits) {
  publisher.publish(delivery(), decision(End::handled));

  const Record outcome = *decision(End::handled).outcome;
  EXPECT_THAT(broker.appended("replies"), ElementsAre(FakeBroker::Copy{"replies", 7, outcome}));
  EXPECT_THAT(broker.appended("outcomes"),
              ElementsAre(FakeBroker::Copy{"outcomes", std::nullopt, outcome}));
  const auto settled = publisher.settled();
  ASSERT_THAT(settled, SizeIs(1));
  EXPECT_TRUE(settled[0].acknowledged);
}

TEST_F(PublisherTest, OutcomesThatWaitGoTogetherInTheirOrder) {
  Publisher patient{
      {"requests", "outcomes", "dead", 3, std::chrono::milliseconds(5)}, broker, clock};
  EXPECT_EQ(patient.due(), std::nullopt);
  patient.publish(delivery(), decision(End::handled, "First"));
  const Instant due = clock.now() + std::chrono::milliseconds(5);
  clock.advance(std::chrono::milliseconds(4));
  patient.publish(delivery(), decision(End::handled, "Second"));

  EXPECT_EQ(patient.due(), due);
  patient.append_due();
  EXPECT_THAT(broker.appended("replies"), SizeIs(2));
  EXPECT_THAT(broker.appended("outcomes"), IsEmpty());
  EXPECT_THAT(patient.settled(), IsEmpty());

  clock.advance(std::chrono::milliseconds(1));
  patient.append_due();
  EXPECT_THAT(
      broker.appended("outcomes"),
      ElementsAre(FakeBroker::Copy{"outcomes", 2, *decision(End::handled, "First").outcome},
                  FakeBroker::Copy{"outcomes", 2, *decision(End::handled, "Second").outcome}));
  EXPECT_THAT(patient.settled(), SizeIs(2));
  EXPECT_EQ(patient.due(), std::nullopt);
}

TEST_F(PublisherTest, ManyOutcomesDoNotWait) {
  Publisher patient{{"requests", "outcomes", "dead", 3, std::chrono::hours(1)}, broker, clock};
  while (patient.open() < 512) {
    patient.append_due();
    EXPECT_THAT(broker.appended("outcomes"), IsEmpty());
    patient.publish(delivery(), decision(End::handled));
  }

  patient.append_due();

  EXPECT_THAT(broker.appended("outcomes"), SizeIs(512));
}

TEST_F(PublisherTest, OutcomeLiesInThePartitionOfItsEventWhereThereIsOne) {
  Publisher as_many{{"requests", "outcomes", "dead", 3}, broker, clock};
  as_many.publish(delivery(), decision(End::handled));

  EXPECT_THAT(broker.appended("outcomes"),
              ElementsAre(FakeBroker::Copy{"outcomes", 2, *decision(End::handled).outcome}));
}

TEST_F(PublisherTest, ReplyThroughTheOutcomesTopicIsAppendedOnce) {
  publisher.publish(delivery({"outcomes", 3}), decision(End::handled));

  EXPECT_THAT(broker.appended("outcomes"),
              ElementsAre(FakeBroker::Copy{"outcomes", 3, *decision(End::handled).outcome}));
}

TEST_F(PublisherTest, MismatchIsForItsSenderOnly) {
  publisher.publish(delivery(), decision(End::mismatched));

  EXPECT_THAT(broker.appended("replies"), SizeIs(1));
  EXPECT_THAT(broker.appended("outcomes"), IsEmpty());
}

TEST_F(PublisherTest, DeadLetterIsWrittenAgainWithAReplayedFailure) {
  publisher.publish(delivery(), decision(End::given_up, std::string(failed_type)));
  publisher.publish(delivery(), decision(End::replayed, std::string(failed_type)));
  publisher.publish(delivery(), decision(End::replayed));

  EXPECT_THAT(broker.appended("dead"), SizeIs(2));
  EXPECT_THAT(broker.appended("replies"), SizeIs(3));
}

TEST_F(PublisherTest, NothingIsSettledBeforeEveryCopyIs) {
  broker.decide_by(
      [](const auto& topic) { return topic == "outcomes" ? Fate::held : Fate::acknowledged; });
  publisher.publish(delivery(), decision(End::handled));
  EXPECT_THAT(publisher.settled(), IsEmpty());
  EXPECT_EQ(publisher.open(), 1u);

  broker.release();

  EXPECT_THAT(publisher.settled(), SizeIs(1));
  EXPECT_EQ(publisher.open(), 0u);
}

TEST_F(PublisherTest, CopyThatMayBeMissingIsTold) {
  for (const Fate fate : {Fate::busy, Fate::lost}) {
    broker.decide_by(
        [=](const auto& topic) { return topic == "replies" ? fate : Fate::acknowledged; });
    publisher.publish(delivery(), decision(End::handled));

    const auto settled = publisher.settled();
    ASSERT_THAT(settled, SizeIs(1));
    EXPECT_FALSE(settled[0].acknowledged);
  }
}

TEST_F(PublisherTest, WrongReplyAddressIsGivenUpAndCounted) {
  broker.decide_by(
      [](const auto& topic) { return topic == "replies" ? Fate::refused : Fate::acknowledged; });
  publisher.publish(delivery(), decision(End::handled));

  EXPECT_TRUE(publisher.settled().at(0).acknowledged);
  EXPECT_EQ(publisher.refused(), 1u);
}

TEST_F(PublisherTest, WrongPartitionOfTheOutcomesTopicStillTellsTheWorld) {
  broker.decide_by([](const auto&) { return Fate::refused; });
  publisher.publish(delivery({"outcomes", 99}), decision(End::handled));
  auto settled = publisher.settled();
  ASSERT_FALSE(settled.at(0).acknowledged);
  broker.decide_by([](const auto&) { return Fate::acknowledged; });

  publisher.publish(std::move(settled[0].delivery), decision(End::replayed));

  EXPECT_THAT(
      broker.appended("outcomes"),
      ElementsAre(FakeBroker::Copy{"outcomes", std::nullopt, *decision(End::replayed).outcome}));
}

TEST_F(PublisherTest, AcknowledgementForAForgottenPartitionMeansNothing) {
  broker.decide_by([](const auto&) { return Fate::held; });
  publisher.publish(delivery(), decision(End::handled));

  publisher.forget(2);
  broker.release();

  EXPECT_THAT(publisher.settled(), IsEmpty());
  EXPECT_EQ(publisher.open(), 0u);
}

}  // namespace
}  // namespace boomerang::worker
