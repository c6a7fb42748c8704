#include "boomerang/console/log_browser.h"

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/broker/memory/memory_broker.h"
#include "boomerang/console/message.h"
#include "boomerang/console/sample_entry.h"

namespace boomerang::console {
namespace {

using namespace std::chrono_literals;

struct LogBrowserTest : testing::Test {
  LogBrowserTest() {
    for (const auto* topic : {"users.requests", "users.outcomes", "users.dead_letters"}) {
      EXPECT_TRUE(log.ensure_topic({.name = topic, .partitions = 2}));
    }
  }

  // A millisecond after the one before.
  void append(const std::string& topic, broker::Partition partition, Record record) {
    clock.advance(1ms);
    log.append(topic, partition, std::move(record),
               [](const Result<broker::Place>& place) { EXPECT_TRUE(place); });
  }
  void append(broker::Partition partition, const std::string& value) {
    append("users.requests", partition, {"k", {}, value});
  }

  std::string values(const PageQuery& query) {
    const auto page = browser.page(query);
    if (!page) return page.fault().what;
    std::string out;
    for (const auto& entry : page->entries) out += entry.record->value;
    last = page->older;
    scanned = page->scanned;
    return out;
  }
  // All pages of this size, one after another.
  std::string all(PageQuery query) {
    std::string out;
    do {
      out += values(query) + "|";
      query.before = last;
    } while (last && out.size() < 1000);
    return out;
  }

  ManualClock clock;
  broker::MemoryBroker log{clock};
  LogBrowser browser{{.scan_max = 4, .silent_reads_max = 1}, log, clock};
  std::optional<Cursor> last;
  std::size_t scanned = 0;
};

TEST_F(LogBrowserTest, TopicsComeByNameWithTheirRanges) {
  append(1, "a");
  const auto topics = browser.topics();
  ASSERT_TRUE(topics);
  ASSERT_EQ(topics->size(), 3u);
  EXPECT_EQ((*topics)[0].name, "users.dead_letters");
  EXPECT_EQ((*topics)[2].ranges, (std::vector<broker::Range>{{0, 0}, {0, 1}}));
}

TEST_F(LogBrowserTest, PagesOfAllPartitionsGoBackByTime) {
  for (const char c : std::string("abcdefg")) append((c - 'a') % 2, {c});
  for (const char c : std::string("hij")) append(1, {c});
  EXPECT_EQ(all({.topic = "users.requests", .limit = 3}), "jih|gfe|dcb|a|");
  EXPECT_EQ(all({.topic = "users.requests", .limit = 10}), "jihgfedcba|");
  EXPECT_EQ(all({.topic = "users.requests", .partition = 0, .limit = 3}), "gec|a|");
}

TEST_F(LogBrowserTest, WhatIsAppendedMeanwhileIsOnNoOlderPage) {
  for (const char c : std::string("abcd")) append((c - 'a') % 2, {c});
  EXPECT_EQ(values({.topic = "users.requests", .limit = 2}), "dc");
  append(0, "e");
  EXPECT_EQ(values({.topic = "users.requests", .before = last, .limit = 2}), "ba");
  EXPECT_FALSE(last);
}

TEST_F(LogBrowserTest, LookingForSomethingStopsAfterAWhileAndGoesOnFromThere) {
  for (const char c : std::string("xaaaaaaaaaaaaaa")) append((c == 'x') ? 0 : 1, {c});
  const auto is_x = [](const broker::Entry& entry) { return entry.record->value == "x"; };
  PageQuery query{.topic = "users.requests", .wanted = is_x, .limit = 2};
  EXPECT_EQ(values(query), "");
  EXPECT_EQ(scanned, 2u);
  ASSERT_TRUE(last);
  EXPECT_EQ(all(query), "||||||x|");
}

TEST_F(LogBrowserTest, NothingIsSkippedWhereOnePartitionIsMuchNewer) {
  for (const char c : std::string("abcd")) append(0, {c});
  for (const char c : std::string("efghijklm")) append(1, {c});
  const auto every = [](const broker::Entry&) { return true; };
  std::string seen;
  for (const char c : all({.topic = "users.requests", .wanted = every, .limit = 1})) {
    if (c != '|') seen += c;
  }
  EXPECT_EQ(seen, "mlkjihgfedcba");
}

TEST_F(LogBrowserTest, LargeEntriesMakeShortPages) {
  LogBrowser narrow{{.bytes_max = 5'000, .silent_reads_max = 1}, log, clock};
  for (const char c : std::string("abcdef")) append((c - 'a') % 2, std::string(1'000, c));
  std::string seen;
  std::optional<Cursor> before;
  do {
    const auto page = narrow.page({.topic = "users.requests", .before = before});
    ASSERT_TRUE(page);
    EXPECT_LE(page->entries.size(), 4u);
    for (const auto& entry : page->entries) seen += entry.record->value[0];
    before = page->older;
  } while (before && seen.size() < 100);
  EXPECT_EQ(seen, "fedcba");
}

TEST_F(LogBrowserTest, RequestThatIsRepeatedWithoutEndIsCutOff) {
  clock.advance(sample_time - clock.wall());
  for (int i = 0; i < 200; ++i) append("users.requests", 0, encode(sample_event(1)));
  const auto found = browser.find(sample_event(1).id, sample_routes());
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->complete);
  EXPECT_LT(found->messages.size(), 200u);
}

TEST_F(LogBrowserTest, WrongNamesAreInvalid) {
  EXPECT_EQ(browser.page({.topic = "lost"}).fault().kind, FaultKind::invalid);
  EXPECT_EQ(browser.page({.topic = "users.requests", .partition = 2}).fault().kind,
            FaultKind::invalid);
  EXPECT_EQ(browser.entry("users.requests", 7, 0).fault().kind, FaultKind::invalid);
}

TEST_F(LogBrowserTest, OneEntryIsFoundByItsPlace) {
  append(1, "a");
  append(1, "b");
  const auto found = browser.entry("users.requests", 1, 1);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->record->value, "b");
  EXPECT_FALSE(*browser.entry("users.requests", 1, 2));
  EXPECT_FALSE(*browser.entry("users.requests", 0, 0));
}

TEST_F(LogBrowserTest, MessagesOfARequestAreFoundInAllItsTopics) {
  clock.advance(sample_time - clock.wall());
  for (std::uint64_t number = 1; number <= 3; ++number) {
    const Event event = sample_event(number);
    append("users.requests", number % 2, encode(event));
    append("users.outcomes", 0, encode(sample_outcome(event, "UserCreated")));
  }
  append("users.dead_letters", 0, encode(sample_event(2)));

  const auto found = browser.find(sample_event(2).id, sample_routes());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->messages.size(), 3u);
  EXPECT_EQ(found->messages[0].kind, TopicKind::requests);
  EXPECT_EQ(found->messages[1].kind, TopicKind::outcomes);
  EXPECT_EQ(found->messages[2].topic, "users.dead_letters");
  EXPECT_EQ(found->scanned, 7u);
  EXPECT_TRUE(found->complete);
  EXPECT_TRUE(browser.find(sample_event(9).id, sample_routes())->messages.empty());
}

TEST_F(LogBrowserTest, InterruptedEveryCallEnds) {
  append(0, "a");
  browser.interrupt();
  EXPECT_EQ(browser.topics().fault().kind, FaultKind::closed);
  EXPECT_EQ(browser.page({.topic = "users.requests"}).fault().kind, FaultKind::closed);
  EXPECT_EQ(browser.entry("users.requests", 0, 0).fault().kind, FaultKind::closed);
}

}  // namespace
}  // namespace boomerang::console
