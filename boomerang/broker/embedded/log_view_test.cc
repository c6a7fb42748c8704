#include "boomerang/broker/embedded/log_view.h"

#include <future>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/broker/embedded/embedded_broker.h"

namespace boomerang::broker {
namespace {

using namespace std::chrono_literals;

struct LogViewTest : testing::Test {
  LogViewTest() {
    broker = *EmbeddedBroker::open({.folder = folder.path()}, clock);
    EXPECT_TRUE(broker->ensure_topic({"t", 2}));
    EXPECT_TRUE(broker->ensure_topic({"r", 1, Durability::relaxed, {}}));
    view = *LogView::open(folder.path());
  }

  void append(const std::string& topic, const std::string& value) {
    std::promise<Result<Place>> done;
    broker->append(topic, 0, {"", {}, value},
                   [&](const Result<Place>& place) { done.set_value(place); });
    ASSERT_TRUE(done.get_future().get());
    clock.advance(1s);
  }

  TempFolder folder;
  ManualClock clock;
  std::unique_ptr<EmbeddedBroker> broker;
  std::unique_ptr<LogView> view;
};

TEST_F(LogViewTest, SeesTheTopicsOfAnOpenLog) {
  const auto topics = *view->topics();
  ASSERT_EQ(topics.size(), 2u);
  EXPECT_EQ(topics[0].name, "r");
  EXPECT_EQ(topics[1].partitions, 2);
  EXPECT_EQ(view->range("t", 2).fault().kind, FaultKind::invalid);
  EXPECT_EQ(view->range("missing", 0).fault().kind, FaultKind::invalid);
}

TEST_F(LogViewTest, FollowsWhatTheOwnerAppends) {
  EXPECT_FALSE(*view->changed());
  append("t", "a");
  append("r", "b");

  EXPECT_TRUE(*view->changed());
  EXPECT_FALSE(*view->changed());
  EXPECT_EQ(*view->range("t", 0), (Range{0, 1}));
  EXPECT_EQ(view->read("t", 0, 0, 10)->at(0).record->value, "a");
  EXPECT_EQ(view->read("r", 0, 0, 10)->at(0).record->value, "b");
  EXPECT_TRUE(view->read("t", 1, 0, 10)->empty());
}

TEST_F(LogViewTest, FindsAnOffsetByTime) {
  const WallTime start = clock.wall();
  for (int i = 0; i < 20; ++i) append("t", std::to_string(i));
  EXPECT_EQ(*view->find("t", 0, start), 0);
  EXPECT_EQ(*view->find("t", 0, WallTime(start + 7s)), 7);
  EXPECT_EQ(*view->find("t", 0, WallTime(start + 6500ms)), 7);
  EXPECT_EQ(*view->find("t", 0, WallTime(start + 1h)), 20);
  EXPECT_EQ(*view->find("t", 0, End{}), 20);
}

TEST_F(LogViewTest, LooksIntoAClosedLogToo) {
  append("t", "a");
  view.reset();
  broker.reset();
  view = *LogView::open(folder.path());
  EXPECT_EQ(*view->range("t", 0), (Range{0, 1}));
}

TEST_F(LogViewTest, FolderWithoutALogIsTheCallersMistake) {
  const TempFolder empty;
  EXPECT_EQ(LogView::open(empty.path()).fault().kind, FaultKind::invalid);
}

}  // namespace
}  // namespace boomerang::broker
