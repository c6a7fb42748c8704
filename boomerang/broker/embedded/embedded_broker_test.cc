#include "boomerang/broker/embedded/embedded_broker.h"

#include <fstream>
#include <future>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/sqlite/database.h"

namespace boomerang::broker {
namespace {

using namespace std::chrono_literals;

struct EmbeddedBrokerTest : testing::Test {
  EmbeddedBrokerTest() { options.folder = folder / "data"; }

  void open() {
    broker.reset();
    broker = *EmbeddedBroker::open(options, clock);
    ASSERT_TRUE(broker->ensure_topic({"t", 1}));
  }

  Result<Place> append(const std::string& topic, const std::string& value) {
    std::promise<Result<Place>> done;
    broker->append(topic, 0, {"key", {}, value},
                   [&](const Result<Place>& place) { done.set_value(place); });
    return done.get_future().get();
  }

  std::unique_ptr<sqlite::Database> by_hand(const char* file = "log.db") {
    return *sqlite::Database::open(options.folder / file);
  }

  TempFolder folder;
  ManualClock clock;
  EmbeddedOptions options;
  std::unique_ptr<EmbeddedBroker> broker;
};

TEST_F(EmbeddedBrokerTest, SecondOwnerIsToldWhoHasTheFolder) {
  open();
  const auto second = EmbeddedBroker::open(options, clock);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.fault().kind, FaultKind::busy);
  EXPECT_NE(second.fault().what.find("process "), std::string::npos);
}

TEST_F(EmbeddedBrokerTest, FolderThatCannotBeMadeIsTheCallersMistake) {
  std::ofstream(folder / "file") << "in the way";
  options.folder = folder.path() / "file" / "data";
  const auto opened = EmbeddedBroker::open(options, clock);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::invalid);
}

TEST_F(EmbeddedBrokerTest, RecordsCanBeReadWithPlainSql) {
  open();
  ASSERT_TRUE(broker->ensure_topic({"users.requests", 2}));
  ASSERT_TRUE(append("users.requests", "{\"name\":\"a\"}"));
  const auto sql = by_hand();
  EXPECT_EQ(*sql->integer("SELECT count(*) FROM \"users.requests\" WHERE partition = 0 AND "
                          "key = 'key' AND value ->> 'name' = 'a'"),
            1);
}

TEST_F(EmbeddedBrokerTest, NamesThatSqliteCannotKeepApartAreRefused) {
  open();
  for (const char* name : {"T", "topics", "Groups", "sqlite_x"}) {
    EXPECT_EQ(broker->ensure_topic({name, 1}).fault().kind, FaultKind::invalid) << name;
  }
}

TEST_F(EmbeddedBrokerTest, ChangedByteStopsTheReaderForGood) {
  options.appender.tail_bytes_max = 0;
  open();
  for (const char* value : {"a", "b", "c"}) ASSERT_TRUE(append("t", value));
  ASSERT_TRUE(by_hand()->execute("UPDATE \"t/0\" SET value = 'x' WHERE offset = 0"));

  const auto reader = *broker->read("t", {}, Beginning{});

  for (int i = 0; i < 2; ++i) {
    const auto read = reader->read(3, Duration{0});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.fault().kind, FaultKind::corrupt);
  }
}

TEST_F(EmbeddedBrokerTest, MissingRowIsCorruptAndNotPassedOver) {
  options.appender.tail_bytes_max = 0;
  open();
  for (const char* value : {"a", "b", "c"}) ASSERT_TRUE(append("t", value));
  ASSERT_TRUE(by_hand()->execute("DELETE FROM \"t/0\" WHERE offset = 1"));

  const auto from_gap = *broker->read("t", {}, Offset{1});
  EXPECT_EQ(from_gap->read(3, Duration{0}).fault().kind, FaultKind::corrupt);
  const auto across = *broker->read("t", {}, Beginning{});
  EXPECT_EQ(across->read(3, Duration{0}).fault().kind, FaultKind::corrupt);
}

TEST_F(EmbeddedBrokerTest, DamagedNewestRecordIsFoundWhenOpening) {
  open();
  ASSERT_TRUE(append("t", "a"));
  broker.reset();
  ASSERT_TRUE(by_hand()->execute("UPDATE \"t/0\" SET time = time + 1"));
  EXPECT_EQ(EmbeddedBroker::open(options, clock).fault().kind, FaultKind::corrupt);
}

TEST_F(EmbeddedBrokerTest, WriteAheadLogStaysBoundedUnderConstantLoad) {
  options.appender.checkpoint_pages = 50;
  options.appender.checkpoint_pages_max = 100;
  open();
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(append("t", std::string(4000, 'x')));
  // A commit here takes three pages or so; unchecked there would be 3,000 of them.
  EXPECT_LT(std::filesystem::file_size(options.folder / "log.db-wal"), 400u * 4096);
}

TEST_F(EmbeddedBrokerTest, RelaxedTopicMayBecomeSynced) {
  open();
  ASSERT_TRUE(broker->ensure_topic({"r", 1, Durability::relaxed, {}}));
  ASSERT_TRUE(append("r", "a"));
  ASSERT_TRUE(broker->ensure_topic({"r", 1, Durability::synced, {}}));
  ASSERT_TRUE(append("r", "b"));

  open();

  EXPECT_EQ(broker->topics()->at(0).durability, Durability::synced);
  EXPECT_EQ(*broker->range("r", 0), (Range{0, 2}));
  EXPECT_EQ(*by_hand("relaxed.db")->integer("SELECT count(*) FROM r"), 2);
}

}  // namespace
}  // namespace boomerang::broker
