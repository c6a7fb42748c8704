#include "test/contract/broker_contract.h"

#include <future>
#include <latch>
#include <thread>

#include <gmock/gmock.h>

namespace boomerang::broker {

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TopicContract);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TimeContract);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RetentionContract);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(QueueContract);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(DurableContract);

using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Duration deadline = 30s;

std::vector<std::string> values_of(const std::vector<Entry>& entries) {
  std::vector<std::string> values;
  for (const auto& entry : entries) values.push_back(entry.record->value);
  return values;
}

BrokerContract::BrokerContract() : host_(GetParam().make()), broker_(host_->open()) {}

void BrokerContract::reopen() {
  broker_.reset();
  broker_ = host_->open();
}

void BrokerContract::make_topic(const std::string& name, Partition partitions) {
  ASSERT_TRUE(broker_->ensure_topic({name, partitions}));
}

Result<Place> BrokerContract::append(const std::string& topic, std::optional<Partition> partition,
                                     Record record) {
  const auto done = std::make_shared<std::promise<Result<Place>>>();
  auto result = done->get_future();
  broker_->append(topic, partition, std::move(record),
                  [done](const Result<Place>& place) { done->set_value(place); });
  if (result.wait_for(deadline) != std::future_status::ready) {
    return Fault{FaultKind::unknown, "the append did not complete"};
  }
  return result.get();
}

Place BrokerContract::append(const std::string& topic, const std::string& value) {
  const auto place = append(topic, 0, {"", {}, value});
  EXPECT_TRUE(place) << (place ? "" : place.fault().what);
  return place ? *place : Place{-1, -1};
}

std::vector<Entry> BrokerContract::read(Reader& reader, std::size_t count) {
  std::vector<Entry> all;
  while (all.size() < count) {
    auto entries = reader.read(count - all.size(), deadline);
    EXPECT_TRUE(entries) << (entries ? "" : entries.fault().what);
    if (!entries || entries->empty()) break;
    all.insert(all.end(), entries->begin(), entries->end());
  }
  return all;
}

std::vector<Entry> BrokerContract::read(const std::string& topic, Start start, std::size_t count) {
  const auto reader = broker_->read(topic, {}, start);
  EXPECT_TRUE(reader);
  return reader ? read(**reader, count) : std::vector<Entry>();
}

TEST_P(BrokerContract, RecordsAreReadInTheOrderOfTheirAppends) {
  make_topic("t");
  for (const char* value : {"a", "b", "c"}) append("t", value);
  EXPECT_THAT(values_of(read("t", Beginning{}, 3)), ElementsAre("a", "b", "c"));
}

TEST_P(BrokerContract, CompletionTellsThePlaceAndOffsetsHaveNoGaps) {
  make_topic("t", 2);
  EXPECT_EQ(append("t", "a"), (Place{0, 0}));
  EXPECT_EQ(append("t", "b"), (Place{0, 1}));
  EXPECT_EQ(*append("t", 1, {"", {}, "c"}), (Place{1, 0}));
  EXPECT_EQ(append("t", "d"), (Place{0, 2}));
  EXPECT_EQ(*broker_->range("t", 0), (Range{0, 3}));
  EXPECT_EQ(*broker_->range("t", 1), (Range{0, 1}));
}

TEST_P(BrokerContract, RecordComesBackByteForByte) {
  make_topic("t");
  std::string all_bytes;
  for (int i = 0; i < 256; ++i) all_bytes += static_cast<char>(i);
  Record record{"k\0y"s, {}, all_bytes};
  record.headers.add("twice", "1");
  record.headers.add("twice", "\0\1\xff"s);
  record.headers.add("empty", "");
  record.headers.add("text", "\"quoted\" \xc3\xa9");
  ASSERT_TRUE(append("t", 0, record));
  ASSERT_TRUE(append("t", 0, Record{}));
  ASSERT_TRUE(append("t", 0, {"12", {}, "3.50"}));

  const auto entries = read("t", Beginning{}, 3);

  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(*entries[0].record, record);
  EXPECT_EQ(*entries[1].record, Record{});
  EXPECT_EQ(*entries[2].record, (Record{"12", {}, "3.50"}));
}

TEST_P(BrokerContract, KeyDecidesThePartitionAsInKafka) {
  make_topic("t", 8);
  // murmur2("21") & 0x7fffffff, murmur2("foobar") & 0x7fffffff, modulo 8.
  EXPECT_EQ(append("t", std::nullopt, {"21", {}, ""})->partition, 4);
  EXPECT_EQ(append("t", std::nullopt, {"foobar", {}, ""})->partition, 6);
}

TEST_P(BrokerContract, ReaderFromTheEndSeesOnlyWhatComesAfterItsCall) {
  make_topic("t");
  append("t", "before");
  const auto reader = *broker_->read("t", {}, End{});
  append("t", "after");
  EXPECT_THAT(values_of(read(*reader, 1)), ElementsAre("after"));
}

TEST_P(BrokerContract, ReaderStartsAtAnOffset) {
  make_topic("t");
  for (const char* value : {"a", "b", "c"}) append("t", value);
  EXPECT_THAT(values_of(read("t", Offset{1}, 2)), ElementsAre("b", "c"));
}

TEST_P(BrokerContract, ReaderReadsOnlyThePartitionsItNamed) {
  make_topic("t", 3);
  for (Partition i = 0; i < 3; ++i) ASSERT_TRUE(append("t", i, {"", {}, std::to_string(i)}));
  const auto reader = *broker_->read("t", {1}, Beginning{});
  EXPECT_THAT(values_of(read(*reader, 1)), ElementsAre("1"));
  EXPECT_THAT(values_of(*reader->read(1, Duration{0})), IsEmpty());
}

TEST_P(BrokerContract, ReadGivesNoMoreThanWasAskedFor) {
  make_topic("t");
  for (const char* value : {"a", "b", "c"}) append("t", value);
  const auto reader = *broker_->read("t", {}, Beginning{});
  EXPECT_LE(reader->read(2, deadline)->size(), 2u);
}

TEST_P(BrokerContract, ReadWithoutWaitingGivesNothingWhenThereIsNothing) {
  make_topic("t");
  const auto reader = *broker_->read("t", {}, Beginning{});
  EXPECT_THAT(*reader->read(1, Duration{0}), IsEmpty());
}

TEST_P(BrokerContract, WaitingReadIsWokenByAnAppend) {
  make_topic("t");
  const auto reader = *broker_->read("t", {}, Beginning{});
  auto waiting = std::async(std::launch::async, [&] { return read(*reader, 1); });
  append("t", "a");
  EXPECT_THAT(values_of(waiting.get()), ElementsAre("a"));
}

TEST_P(BrokerContract, InterruptEndsTheReadThatWaitsAndEveryLaterOne) {
  make_topic("t");
  append("t", "a");
  const auto reader = *broker_->read("t", {}, End{});
  auto waiting = std::async(std::launch::async, [&] { return reader->read(1, deadline); });

  reader->interrupt();

  const auto ended = waiting.get();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.fault().kind, FaultKind::closed);
  EXPECT_FALSE(reader->read(1, Duration{0}));
}

TEST_P(BrokerContract, CloseEndsReadsAndRefusesAppends) {
  make_topic("t");
  const auto reader = *broker_->read("t", {}, End{});
  const auto consumer = *broker_->join("g", "t");
  ASSERT_TRUE(consumer->read(1, deadline));
  auto waiting = std::async(std::launch::async, [&] { return reader->read(1, deadline); });

  broker_->close();
  broker_->close();

  EXPECT_EQ(waiting.get().fault().kind, FaultKind::closed);
  EXPECT_EQ(consumer->read(1, deadline).fault().kind, FaultKind::closed);
  EXPECT_EQ(consumer->commit(0, 0).fault().kind, FaultKind::closed);
  EXPECT_EQ(append("t", 0, {}).fault().kind, FaultKind::closed);
  broker_.reset();
  EXPECT_EQ(reader->read(1, deadline).fault().kind, FaultKind::closed);
}

TEST_P(BrokerContract, CloseCompletesWhatWasAppended) {
  make_topic("t");
  std::atomic<int> completed{0};
  for (int i = 0; i < 10; ++i) {
    broker_->append("t", 0, {}, [&](const Result<Place>& place) { completed += place ? 1 : 0; });
  }
  broker_->close();
  EXPECT_EQ(completed, 10);
}

TEST_P(BrokerContract, CompletionMayAppend) {
  make_topic("t");
  std::promise<Result<Place>> second;
  broker_->append("t", 0, {"", {}, "a"}, [&](const Result<Place>&) {
    broker_->append("t", 0, {"", {}, "b"},
                    [&](const Result<Place>& place) { second.set_value(place); });
  });
  auto place = second.get_future();
  ASSERT_EQ(place.wait_for(deadline), std::future_status::ready);
  EXPECT_EQ(*place.get(), (Place{0, 1}));
}

TEST_P(BrokerContract, WrongTopicsPartitionsAndSizesAreInvalid) {
  make_topic("t");
  for (const Topic& topic : {Topic{"", 1}, Topic{"a b", 1}, Topic{"..", 1}, Topic{"a/b", 1},
                             Topic{std::string(201, 'a'), 1}, Topic{"none", 0}}) {
    EXPECT_EQ(broker_->ensure_topic(topic).fault().kind, FaultKind::invalid) << topic.name;
  }
  EXPECT_EQ(append("missing", 0, {}).fault().kind, FaultKind::invalid);
  EXPECT_EQ(append("t", 1, {}).fault().kind, FaultKind::invalid);
  EXPECT_EQ(append("t", -1, {}).fault().kind, FaultKind::invalid);
  const auto large = append("t", 0, {"", {}, std::string(contract_record_bytes_max + 1, 'x')});
  EXPECT_EQ(large.fault().kind, FaultKind::invalid);
  Record misnamed;
  misnamed.headers.add("\xFF", "");
  EXPECT_EQ(append("t", 0, misnamed).fault().kind, FaultKind::invalid);
  EXPECT_EQ(broker_->range("missing", 0).fault().kind, FaultKind::invalid);
  EXPECT_EQ(broker_->range("t", 1).fault().kind, FaultKind::invalid);
  EXPECT_EQ(broker_->read("missing", {}, End{}).fault().kind, FaultKind::invalid);
  EXPECT_EQ(broker_->read("t", {0, 1}, End{}).fault().kind, FaultKind::invalid);
  EXPECT_EQ(broker_->join("g", "missing").fault().kind, FaultKind::invalid);
  EXPECT_EQ(*broker_->range("t", 0), (Range{0, 0}));
}

// Four threads append, each to its own partition and in step with all others to a shared one; two
// readers see everything once, and each thread's records in its order.
TEST_P(BrokerContract, ManyThreadsAppendAndReadEverythingOnceAndInOrder) {
  constexpr int threads = 4, records = 300;
  make_topic("t", 2);
  std::atomic<int> refused{0};
  std::latch all_done(threads * records);
  auto reading = [&] {
    const auto reader = *broker_->read("t", {}, Beginning{});
    return read(*reader, threads * records);
  };
  auto first = std::async(std::launch::async, reading);
  auto second = std::async(std::launch::async, reading);
  {
    std::vector<std::jthread> appending;
    for (int thread = 0; thread < threads; ++thread) {
      appending.emplace_back([&, thread] {
        for (int i = 0; i < records;) {
          std::promise<bool> in;
          const std::string key = std::to_string(thread);
          broker_->append("t", thread % 2, {key, {}, std::to_string(i)},
                          [&](const Result<Place>& place) { in.set_value(bool{place}); });
          if (in.get_future().get()) {
            ++i;
            all_done.count_down();
          } else {
            ++refused;
          }
        }
      });
    }
  }
  all_done.wait();

  for (auto* result : {&first, &second}) {
    const auto entries = result->get();
    ASSERT_EQ(entries.size(), static_cast<std::size_t>(threads * records));
    std::map<std::string, int> next;
    std::map<Partition, Offset> offset;
    for (const auto& entry : entries) {
      ASSERT_EQ(entry.record->value, std::to_string(next[entry.record->key]++));
      ASSERT_EQ(entry.offset, offset[entry.partition]++);
    }
  }
  EXPECT_EQ(refused, 0);
}

TEST_P(TopicContract, TopicsAreAsTheyWereMadeAndChanged) {
  ASSERT_TRUE(broker_->ensure_topic({"b", 2, Durability::relaxed, {1h, 1000}}));
  ASSERT_TRUE(broker_->ensure_topic({"a", 1}));
  ASSERT_TRUE(broker_->ensure_topic({"b", 3, Durability::synced, {2h, 2000}}));

  const auto topics = *broker_->topics();

  ASSERT_EQ(topics.size(), 2u);
  EXPECT_EQ(topics[1].name, "b");
  EXPECT_EQ(topics[1].partitions, 3);
  EXPECT_EQ(topics[1].durability, Durability::synced);
  EXPECT_EQ(topics[1].retention.age_max, 2h);
  EXPECT_EQ(topics[1].retention.bytes_max, 2000);
  EXPECT_EQ(broker_->ensure_topic({"b", 2}).fault().kind, FaultKind::invalid);
}

TEST_P(TopicContract, AddedPartitionsAreReadByThoseWhoReadTheTopic) {
  make_topic("t", 1);
  const auto reader = *broker_->read("t", {}, End{});
  const auto consumer = *broker_->join("g", "t");
  EXPECT_THAT(consumer->read(1, deadline)->assigned, ElementsAre(0));

  make_topic("t", 2);
  ASSERT_TRUE(append("t", 1, {"", {}, "new"}));

  EXPECT_THAT(values_of(read(*reader, 1)), ElementsAre("new"));
  std::vector<Partition> assigned;
  while (std::count(assigned.begin(), assigned.end(), 1) == 0) {
    const auto batch = consumer->read(1, deadline);
    ASSERT_TRUE(batch);
    ASSERT_FALSE(batch->assigned.empty() && batch->revoked.empty());
    assigned.insert(assigned.end(), batch->assigned.begin(), batch->assigned.end());
  }
}

TEST_P(TimeContract, ReaderStartsAtTheFirstEntryNotBeforeATime) {
  make_topic("t");
  for (const char* value : {"a", "b", "c"}) {
    append("t", value);
    host_->pass_time(1s);
  }
  const auto all = read("t", Beginning{}, 3);
  ASSERT_EQ(all.size(), 3u);
  ASSERT_LT(all[0].time, all[1].time);

  EXPECT_THAT(values_of(read("t", all[1].time, 2)), ElementsAre("b", "c"));
  EXPECT_THAT(values_of(read("t", all[1].time + 1us, 1)), ElementsAre("c"));
  const auto later = *broker_->read("t", {}, all[2].time + 1us);
  append("t", "d");
  EXPECT_THAT(values_of(read(*later, 1)), ElementsAre("d"));
}

TEST_P(RetentionContract, RetentionDropsFromTheFrontAndReadersPassOver) {
  ASSERT_TRUE(broker_->ensure_topic({"t", 1, Durability::synced, {24h, 10'000}}));
  const auto reader = *broker_->read("t", {}, Beginning{});
  for (int i = 0; i < 100; ++i) append("t", std::string(1000, 'x'));
  for (int i = 0; i < 50 && broker_->range("t", 0)->begin < 80; ++i) {
    append("t", std::string(1000, 'x'));
  }

  const Range range = *broker_->range("t", 0);
  EXPECT_GE(range.begin, 80);
  EXPECT_GE(range.end - range.begin, 9);
  const auto entries = read(*reader, 1);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_GE(entries[0].offset, 80);
}

TEST_P(RetentionContract, RetentionDropsWhatIsOldButTheNewest) {
  ASSERT_TRUE(broker_->ensure_topic({"t", 1, Durability::synced, {60s, 1 << 20}}));
  append("t", "old");
  append("t", "old");
  host_->pass_time(61s);
  for (int i = 0; i < 50 && broker_->range("t", 0)->begin < 2; ++i) append("t", "new");

  EXPECT_EQ(broker_->range("t", 0)->begin, 2);
  EXPECT_THAT(values_of(read("t", Offset{0}, 1)), ElementsAre("new"));
}

TEST_P(QueueContract, FullQueueRefusesAndAppendsNothing) {
  make_topic("t");
  std::promise<void> held, release;
  broker_->append("t", 0, {"", {}, "first"}, [&](const Result<Place>&) {
    held.set_value();
    release.get_future().wait();
  });
  held.get_future().wait();
  std::atomic<std::size_t> stored{0}, refused{0};
  const auto count = [&](const Result<Place>& place) {
    if (place) ++stored;
    if (!place && place.fault().kind == FaultKind::busy) ++refused;
  };
  for (std::size_t i = 0; i < contract_queue_records_max + 5; ++i) {
    broker_->append("t", 0, {"", {}, std::to_string(i)}, count);
  }
  EXPECT_EQ(refused, 5u);

  release.set_value();
  broker_->close();

  EXPECT_EQ(stored, contract_queue_records_max);
  EXPECT_EQ(broker_->range("t", 0)->end, static_cast<Offset>(1 + contract_queue_records_max));
}

TEST_P(DurableContract, RecordsTopicsAndPlacesSurviveAReopen) {
  ASSERT_TRUE(broker_->ensure_topic({"synced", 2}));
  ASSERT_TRUE(broker_->ensure_topic({"relaxed", 1, Durability::relaxed, {}}));
  append("synced", "a");
  append("relaxed", "b");
  const auto before = read("synced", Beginning{}, 1);

  reopen();

  EXPECT_EQ(broker_->topics()->size(), 2u);
  const auto after = read("synced", Beginning{}, 1);
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].time, before.at(0).time);
  EXPECT_EQ(values_of(after), values_of(before));
  EXPECT_THAT(values_of(read("relaxed", Beginning{}, 1)), ElementsAre("b"));
  EXPECT_EQ(append("synced", "c"), (Place{0, 1}));
}

TEST_P(DurableContract, CommittedOffsetSurvivesAReopen) {
  make_topic("t");
  for (const char* value : {"a", "b"}) append("t", value);
  {
    const auto consumer = *broker_->join("g", "t");
    ASSERT_TRUE(consumer->read(1, deadline));
    ASSERT_TRUE(consumer->commit(0, 1));
  }

  reopen();

  const auto consumer = *broker_->join("g", "t");
  std::vector<Entry> entries;
  while (entries.empty()) entries = consumer->read(2, deadline)->entries;
  EXPECT_THAT(values_of(entries), ElementsAre("b"));
}

TEST_P(DurableContract, OffsetsGoOnAfterRetentionAndAReopen) {
  ASSERT_TRUE(broker_->ensure_topic({"t", 1, Durability::synced, {60s, 1 << 20}}));
  append("t", "old");
  host_->pass_time(61s);
  while (broker_->range("t", 0)->begin == 0) append("t", "new");
  const Offset end = broker_->range("t", 0)->end;

  reopen();

  EXPECT_EQ(append("t", "next").offset, end);
}

}  // namespace boomerang::broker
