#include "boomerang/broker/kafka/link.h"

#include <future>

#include <gtest/gtest.h>

namespace boomerang::broker::kafka {
namespace {

using namespace std::chrono_literals;

TEST(LinkTest, IsHealthyOnlyWhileUp) {
  Link link;
  EXPECT_EQ(link.health().fault().kind, FaultKind::busy);
  link.set_state(Link::State::up);
  EXPECT_TRUE(link.health());
  link.set_state(Link::State::away);
  EXPECT_EQ(link.health().fault().kind, FaultKind::busy);
  link.close();
  EXPECT_EQ(link.health().fault().kind, FaultKind::closed);
}

TEST(LinkTest, TellsWhyItIsRefusedUntilItIsLetIn) {
  Link link;
  link.refused("wrong password");
  EXPECT_EQ(link.health().fault().what, "no Kafka broker was reached yet: wrong password");
  link.set_state(Link::State::away);
  EXPECT_EQ(link.health().fault().what, "no Kafka broker can be reached: wrong password");
  link.set_state(Link::State::up);
  link.set_state(Link::State::away);
  EXPECT_EQ(link.health().fault().what, "no Kafka broker can be reached");
}

TEST(LinkTest, ProbesUntilItIsUpAndAgainWhenItIsAway) {
  Link link;
  EXPECT_EQ(link.next_task(0ms), Link::Task::probe);
  EXPECT_EQ(link.next_task(0ms), Link::Task::probe);
  link.set_state(Link::State::up);
  auto next = std::async(std::launch::async, [&] { return link.next_task(0ms); });
  link.set_state(Link::State::away);
  EXPECT_EQ(next.get(), Link::Task::probe);
}

TEST(LinkTest, NewProducerIsAskedForOnce) {
  Link link;
  link.set_state(Link::State::up);
  link.ask_for_producer();
  link.ask_for_producer();
  EXPECT_EQ(link.next_task(1h), Link::Task::new_producer);
  auto next = std::async(std::launch::async, [&] { return link.next_task(1h); });
  link.close();
  EXPECT_EQ(next.get(), Link::Task::end);
}

TEST(LinkTest, CloseEndsEveryWakeupAlsoOfThoseWhoComeLater) {
  Link link;
  const auto before = *Wakeup::make();
  const auto after = *Wakeup::make();
  link.add(before);
  link.add(*Wakeup::make());

  link.close();
  link.add(after);

  EXPECT_TRUE(before->ended());
  EXPECT_TRUE(after->ended());
}

TEST(WakeupTest, RaisedBeforeTheWaitIsNotLost) {
  const auto wakeup = *Wakeup::make();
  wakeup->clear();
  wakeup->raise();
  wakeup->wait(24h);
  wakeup->clear();
  wakeup->wait(1ms);
  wakeup->end();
  wakeup->clear();
  wakeup->wait(24h);
  EXPECT_TRUE(wakeup->ended());
}

}  // namespace
}  // namespace boomerang::broker::kafka
