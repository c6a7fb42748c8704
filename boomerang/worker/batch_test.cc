#include "boomerang/worker/batch.h"

#include <map>
#include <stdexcept>

#include <gmock/gmock.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/event/codec.h"
#include "boomerang/store/sqlite/sqlite_store.h"
#include "boomerang/worker/sample_event.h"

namespace boomerang::worker {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Creates the user named by the body. A body "bad..." is inserted, then the handler throws.
Result<Outcome> create(const Event& event, store::Transaction& transaction) {
  const auto added = transaction.insert("INSERT INTO user VALUES (?)", {event.body});
  if (!added) return added.fault();
  if (event.body.starts_with("bad")) throw std::runtime_error("cannot be");
  if (event.body == "never") return Fault{FaultKind::invalid, "no such thing"};
  Outcome outcome;
  const bool fresh = *added == store::Transaction::Insert::added;
  outcome.type = fresh ? "UserCreated" : "UserDuplicated";
  outcome.status = fresh ? 201 : 409;
  outcome.body = event.body;
  outcome.fields = {{"a", "1"}, {"location", "/users/" + event.body}, {"a", "2"}};
  return outcome;
}

Result<std::vector<Outcome>> create_all(std::span<const Event> events,
                                        store::Transaction& transaction) {
  std::vector<Outcome> outcomes;
  for (const Event& event : events) {
    auto outcome = create(event, transaction);
    if (!outcome) return outcome.fault();
    outcomes.push_back(*std::move(outcome));
  }
  if (events.size() == 3) outcomes.pop_back();  // A bug of the handler's.
  return outcomes;
}

struct BatchTest : testing::Test {
  BatchTest() {
    const std::vector<store::Migration> schema = {
        {"001_user", "CREATE TABLE user (name TEXT PRIMARY KEY)"}};
    EXPECT_TRUE(store->migrate(schema));
    session = *store->connect();
  }

  Batch batch(AnyHandler handler, store::BatchStyle style = store::BatchStyle::savepoint_each) {
    return Batch(*session, style, std::move(handler), {"/workers/w1"}, clock);
  }

  Delivery delivery(const Event& event, broker::Partition partition = 0) {
    return delivery_of({partition, next_offset++, WallTime{std::chrono::seconds(next_offset)},
                        std::make_shared<const Record>(encode(event))});
  }

  std::vector<Delivery> deliveries(std::initializer_list<Event> events) {
    std::vector<Delivery> made;
    for (const Event& event : events) made.push_back(delivery(event));
    return made;
  }

  static std::vector<End> ends(const Result<std::vector<Decision>>& decisions) {
    std::vector<End> found;
    for (const Decision& decision : *decisions) found.push_back(decision.end);
    return found;
  }

  std::vector<std::string> users() {
    std::vector<std::string> names;
    const auto transaction = *session->begin();
    const auto rows = *transaction->query("SELECT name FROM user ORDER BY name");
    for (const auto& row : rows) {
      names.push_back(std::get<std::string>(row[0]));
    }
    return names;
  }

  TempFolder folder;
  ManualClock clock;
  std::unique_ptr<store::SqliteStore> store = *store::SqliteStore::open(folder / "store.db", clock);
  std::unique_ptr<store::Session> session;
  broker::Offset next_offset = 0;
};

TEST_F(BatchTest, WorkerFillsInWhatTheHandlerLeaves) {
  auto one = deliveries({sample_event(1, "k", "ada")});
  one[0].attempts = 2;

  const auto decisions = batch(create).run(one);

  ASSERT_THAT(ends(decisions), ElementsAre(End::handled));
  const Outcome outcome = *decode_outcome(*decisions->at(0).outcome);
  EXPECT_EQ(outcome.request_id, one[0].event.id);
  EXPECT_EQ(outcome.key, "k");
  EXPECT_EQ(outcome.source, "/workers/w1");
  EXPECT_EQ(outcome.time, clock.wall());
  EXPECT_EQ(outcome.attempts, 3);
  EXPECT_EQ(outcome.status, 201);
}

TEST_F(BatchTest, SecondDeliveryIsAnsweredFromTheInboxByteForByte) {
  auto one = deliveries({sample_event(1, "k", "ada")});
  const auto first = batch(create).run(one);
  clock.advance(std::chrono::hours(1));

  const auto second = batch(create).run(one);

  ASSERT_THAT(ends(second), ElementsAre(End::replayed));
  EXPECT_EQ(*second->at(0).outcome, *first->at(0).outcome);
  EXPECT_THAT(users(), ElementsAre("ada"));
}

TEST_F(BatchTest, RequestThatComesTwiceInOneBatchIsHandledOnce) {
  auto same = deliveries({sample_event(1, "k", "ada"), sample_event(1, "k", "ada")});

  const auto decisions = batch(create).run(same);

  ASSERT_THAT(ends(decisions), ElementsAre(End::handled, End::replayed));
  EXPECT_EQ(*decisions->at(0).outcome, *decisions->at(1).outcome);
}

TEST_F(BatchTest, UsedIdWithAnotherPayloadIsRefusedAndHasNoEffect) {
  auto batch_of_two = deliveries({sample_event(1, "k", "ada"), sample_event(1, "k", "eve")});
  auto later = deliveries({sample_event(1, "k", "eve")});
  const auto together = batch(create).run(batch_of_two);
  const auto after = batch(create).run(later);

  ASSERT_THAT(ends(together), ElementsAre(End::handled, End::mismatched));
  ASSERT_THAT(ends(after), ElementsAre(End::mismatched));
  const Outcome outcome = *decode_outcome(*after->at(0).outcome);
  EXPECT_EQ(outcome.type, mismatch_type);
  EXPECT_EQ(outcome.status, 422);
  EXPECT_EQ(outcome.content_type, "application/problem+json");
  EXPECT_THAT(users(), ElementsAre("ada"));
  EXPECT_EQ(*batch(create).run(later)->at(0).outcome, *after->at(0).outcome);
}

TEST_F(BatchTest, ThrowingHandlerLosesOnlyItsOwnEffect) {
  auto three = deliveries(
      {sample_event(1, "a", "ada"), sample_event(2, "b", "bad"), sample_event(3, "c", "cid")});

  const auto decisions = batch(create).run(three);

  ASSERT_THAT(ends(decisions), ElementsAre(End::handled, End::failed, End::handled));
  EXPECT_THAT(decisions->at(1).cause, HasSubstr("cannot be"));
  EXPECT_THAT(users(), ElementsAre("ada", "cid"));
}

TEST_F(BatchTest, LaterEventsOfAFailedKeyWait) {
  auto three = deliveries(
      {sample_event(1, "a", "bad"), sample_event(2, "a", "bob"), sample_event(3, "b", "cid")});

  EXPECT_THAT(ends(batch(create).run(three)), ElementsAre(End::failed, End::waits, End::handled));
  EXPECT_THAT(users(), ElementsAre("cid"));
}

TEST_F(BatchTest, LastAttemptIsGivenUpAndAnsweredWithoutInternals) {
  auto one = deliveries({sample_event(1, "a", "bad")});
  one[0].attempts = 4;

  const auto decisions = batch(create).run(one);

  ASSERT_THAT(ends(decisions), ElementsAre(End::given_up));
  const Outcome outcome = *decode_outcome(*decisions->at(0).outcome);
  EXPECT_EQ(outcome.type, failed_type);
  EXPECT_EQ(outcome.status, 500);
  EXPECT_EQ(outcome.attempts, 5);
  EXPECT_THAT(outcome.body, HasSubstr(to_string(one[0].event.id)));
  EXPECT_THAT(outcome.body, testing::Not(HasSubstr("cannot be")));
  EXPECT_THAT(ends(batch(create).run(one)), ElementsAre(End::replayed));
  EXPECT_TRUE(users().empty());
}

TEST_F(BatchTest, InvalidIsGivenUpAtTheFirstAttempt) {
  auto one = deliveries({sample_event(1, "a", "never")});
  EXPECT_THAT(ends(batch(create).run(one)), ElementsAre(End::given_up));
}

TEST_F(BatchTest, SetThatFailsIsHandledAgainOneByOne) {
  auto four = deliveries({sample_event(1, "a", "ada"), sample_event(2, "b", "bad"),
                          sample_event(3, "c", "cid"), sample_event(4, "d", "dan")});

  EXPECT_THAT(ends(batch(create_all).run(four)),
              ElementsAre(End::handled, End::failed, End::handled, End::handled));
  EXPECT_THAT(users(), ElementsAre("ada", "cid", "dan"));
}

TEST_F(BatchTest, WrongNumberOfOutcomesIsUndone) {
  auto three = deliveries(
      {sample_event(1, "a", "ada"), sample_event(2, "b", "bob"), sample_event(3, "c", "cid")});

  // One by one the same handler is right.
  EXPECT_THAT(ends(batch(create_all).run(three)),
              ElementsAre(End::handled, End::handled, End::handled));
  EXPECT_THAT(users(), ElementsAre("ada", "bob", "cid"));
}

TEST_F(BatchTest, OptimisticBatchIsolatesTheBadEvent) {
  auto two = deliveries({sample_event(1, "a", "ada"), sample_event(2, "b", "bad")});

  EXPECT_THAT(ends(batch(create, store::BatchStyle::optimistic).run(two)),
              ElementsAre(End::handled, End::failed));
  EXPECT_THAT(users(), ElementsAre("ada"));
}

TEST_F(BatchTest, OnlyEventThatFailsIsUndoneAndIsNotHandledAgain) {
  int calls = 0;
  const Handler counted = [&](const Event& event, store::Transaction& inside) {
    ++calls;
    return create(event, inside);
  };
  auto bad = deliveries({sample_event(1, "a", "bad")});
  auto never = deliveries({sample_event(2, "a", "never")});

  EXPECT_THAT(ends(batch(counted, store::BatchStyle::optimistic).run(bad)),
              ElementsAre(End::failed));
  EXPECT_THAT(ends(batch(counted, store::BatchStyle::optimistic).run(never)),
              ElementsAre(End::given_up));

  EXPECT_EQ(calls, 2);
  EXPECT_TRUE(users().empty());
  EXPECT_THAT(ends(batch(counted).run(never)), ElementsAre(End::replayed));
}

TEST_F(BatchTest, OnlyEventIsHandledOnceAndAnsweredFromTheInbox) {
  auto one = deliveries({sample_event(1, "a", "ada")});

  const auto first = batch(create, store::BatchStyle::optimistic).run(one);
  const auto second = batch(create, store::BatchStyle::optimistic).run(one);

  ASSERT_THAT(ends(first), ElementsAre(End::handled));
  ASSERT_THAT(ends(second), ElementsAre(End::replayed));
  EXPECT_EQ(*first->at(0).outcome, *second->at(0).outcome);
  EXPECT_THAT(users(), ElementsAre("ada"));
}

TEST_F(BatchTest, OutcomeThatMustNotReachHttpIsAFailedAttempt) {
  const auto with = [](auto change) {
    return Handler([change](const Event&, store::Transaction&) -> Result<Outcome> {
      Outcome outcome;
      outcome.type = "Done";
      change(outcome);
      return outcome;
    });
  };
  const std::vector<Handler> wrong = {
      with([](Outcome& outcome) { outcome.status = 99; }),
      with([](Outcome& outcome) { outcome.type.clear(); }),
      with([](Outcome& outcome) { outcome.type = failed_type; }),
      with([](Outcome& outcome) { outcome.type = mismatch_type; }),
      with([](Outcome& outcome) {
        outcome.fields = {{"a", "b\r\nset-cookie: c"}};
      }),
      with([](Outcome& outcome) { outcome.body = std::string(1024 * 1024, 'x'); })};
  for (const Handler& handler : wrong) {
    auto one = deliveries({sample_event(1, "a", "ada")});
    EXPECT_THAT(ends(batch(handler).run(one)), ElementsAre(End::failed));
  }
}

TEST_F(BatchTest, HandlerCannotCommitOrTouchTheInbox) {
  const Handler handler = [](const Event& event, store::Transaction& inside) -> Result<Outcome> {
    EXPECT_EQ(inside.commit().fault().kind, FaultKind::invalid);
    EXPECT_EQ(inside.inbox_add({}).fault().kind, FaultKind::invalid);
    EXPECT_EQ(inside.release("boomerang_event").fault().kind, FaultKind::invalid);
    EXPECT_TRUE(inside.savepoint("own"));  // Left open: it goes with the event's.
    return create(event, inside);
  };
  auto two = deliveries({sample_event(1, "a", "ada"), sample_event(2, "b", "bob")});

  EXPECT_THAT(ends(batch(handler).run(two)), ElementsAre(End::handled, End::handled));
  EXPECT_THAT(users(), ElementsAre("ada", "bob"));
}

TEST_F(BatchTest, StoresTroubleIsTheBatchsAndCountsForNoEvent) {
  const auto other = *store::SqliteStore::open(folder / "store.db", clock,
                                               {.busy_wait = std::chrono::milliseconds(1)});
  const auto waiting = *other->connect();
  auto one = deliveries({sample_event(1, "a", "ada")});
  Batch blocked(*waiting, store::BatchStyle::savepoint_each, create, {"/workers/w1"}, clock);
  auto holder = *session->begin();

  const auto decisions = blocked.run(one);
  ASSERT_FALSE(decisions);
  EXPECT_EQ(decisions.fault().kind, FaultKind::busy);
  holder.reset();

  EXPECT_THAT(ends(blocked.run(one)), ElementsAre(End::handled));
}

TEST_F(BatchTest, UnreadableRecordIsAnsweredIfItCanBe) {
  Record silent{"k", {}, "garbage"};
  Record addressed = silent;
  addressed.headers.add("kafka_correlationId", to_string(sample_event(1, "k", "").id));
  addressed.headers.add("kafka_replyTopic", "replies");
  addressed.headers.add("kafka_replyPartition", "3");
  std::vector<Delivery> two;
  for (const Record& record : {silent, addressed}) {
    two.push_back(delivery_of({0, next_offset++, {}, std::make_shared<const Record>(record)}));
  }

  const auto decisions = batch(create).run(two);

  ASSERT_THAT(ends(decisions), ElementsAre(End::unreadable, End::unreadable));
  EXPECT_FALSE(decisions->at(0).outcome);
  EXPECT_EQ(decode_outcome(*decisions->at(1).outcome)->type, failed_type);
  EXPECT_EQ(two[1].event.reply, (ReplyAddress{"replies", 3}));
}

}  // namespace
}  // namespace boomerang::worker
