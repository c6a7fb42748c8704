// `boomerang topics ls` and `tail` on a log that a broker of this process has open.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <sstream>
#include <thread>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/base/thread.h"
#include "boomerang/broker/embedded/embedded_broker.h"
#include "boomerang/command/topics_list.h"
#include "boomerang/command/topics_tail.h"
#include "boomerang/config/command_line.h"

namespace boomerang::command {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class TopicsTest : public testing::Test {
 protected:
  TopicsTest() {
    broker_ = *broker::EmbeddedBroker::open({.folder = data / "log"}, clock);
    EXPECT_TRUE(broker_->ensure_topic({.name = "requests", .partitions = 2}));
  }

  // Appends `values` one second apart, in turn to both partitions.
  void append(const std::vector<std::string>& values) {
    for (const auto& value : values) {
      std::promise<Result<broker::Place>> done;
      broker_->append("requests", appended_++ % 2, Record{"key", {}, value},
                      [&](const auto& place) { done.set_value(place); });
      EXPECT_TRUE(done.get_future().get());
      clock.advance(1s);
    }
  }

  // Runs `boomerang` with these words. Gives the exit code.
  int run(std::vector<std::string> words) {
    out.str("");
    err.str("");
    TopicsList list(out, err);
    TopicsTail tail(clock, out, err);
    const config::Command program = {.name = "topics",
                                     .commands = {list.command(), tail.command()}};
    const config::Environment environment = {{"BOOMERANG_DATA", data.path()}};
    const auto read = config::read_command_line(program, words, environment);
    const auto* ready = std::get_if<config::Ready>(&read);
    if (ready != nullptr) return ready->command->run(*ready);
    err << std::get<config::Done>(read).text;
    return std::get<config::Done>(read).exit_code;
  }

  // The values that `tail` prints, each with a space after it.
  std::string tail(std::vector<std::string> words) {
    words.insert(words.begin(), {"tail", "requests", "--json"});
    EXPECT_EQ(run(words), 0) << err.str();
    std::string values;
    std::istringstream lines(out.str());
    for (std::string line; std::getline(lines, line);) {
      const std::string before = "\"value\":\"";
      const std::size_t begin = line.find(before) + before.size();
      values += line.substr(begin, line.rfind('"') - begin) + " ";
    }
    return values;
  }

  TempFolder data;
  ManualClock clock;
  std::ostringstream out, err;
  std::unique_ptr<broker::EmbeddedBroker> broker_;

 private:
  broker::Partition appended_ = 0;
};

TEST_F(TopicsTest, ListShowsWhatIsThere) {
  append({"a", "b", "c"});

  EXPECT_EQ(run({"ls"}), 0);
  EXPECT_THAT(out.str(), HasSubstr("requests           2        3     3  synced"));

  EXPECT_EQ(run({"ls", "--json"}), 0);
  EXPECT_THAT(out.str(), HasSubstr(R"([{"partition":0,"begin":0,"end":2},)"
                                   R"({"partition":1,"begin":0,"end":1}]})"));
}

TEST_F(TopicsTest, TailShowsTheLastTenOfAllPartitionsByTime) {
  append({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"});

  EXPECT_EQ(tail({}), "c d e f g h i j k l ");
  EXPECT_EQ(tail({"-n", "3"}), "j k l ");
  EXPECT_EQ(tail({"-n", "0"}), "");
  EXPECT_EQ(tail({"-n", "100"}), "a b c d e f g h i j k l ");
}

TEST_F(TopicsTest, TailBeginsWhereItIsTold) {
  append({"a", "b", "c", "d", "e"});

  EXPECT_EQ(tail({"--from", "start"}), "a b c d e ");
  EXPECT_EQ(tail({"--from", "start", "-n", "2"}), "a b ");
  EXPECT_EQ(tail({"--from", "end"}), "");
  EXPECT_EQ(tail({"--from", "1"}), "c d e ");
  EXPECT_EQ(tail({"--from", "2026-01-01T00:00:03Z"}), "d e ");
  EXPECT_EQ(tail({"--since", "2s"}), "d e ");
}

TEST_F(TopicsTest, GrepLooksPastTheLastTen) {
  append({"needle", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "needles"});

  EXPECT_EQ(tail({"--grep", "needle"}), "needle needles ");
  EXPECT_EQ(tail({"--grep", "needle", "-n1"}), "needles ");
  EXPECT_EQ(tail({"--grep", "none"}), "");
}

TEST_F(TopicsTest, FollowGoesOnUntilTheCountIsReached) {
  append({"a"});
  auto writer = start_thread("writer", [&] { append({"b", "c", "d"}); });

  EXPECT_EQ(tail({"--from", "start", "-f", "-n", "4"}), "a b c d ");
}

TEST_F(TopicsTest, PeopleGetABlockForEachEntry) {
  append({"a", "b"});

  EXPECT_EQ(run({"tail", "requests"}), 0);
  EXPECT_EQ(out.str(),
            "requests/0 offset 0  2026-01-01T00:00:00.000000Z  key key\n\n  a\n\n"
            "requests/1 offset 0  2026-01-01T00:00:01.000000Z  key key\n\n  b\n");
}

TEST_F(TopicsTest, WhatIsWrongIsSaidAndIsExitCodeTwo) {
  EXPECT_EQ(run({"tail", "request"}), 2);
  EXPECT_EQ(err.str(), "boomerang: no topic is called request; did you mean requests?\n");

  EXPECT_EQ(run({"tail", "requests", "--from", "1", "--since", "1s"}), 2);
  EXPECT_EQ(err.str(), "boomerang: --from and --since both say where to begin: give one\n");

  EXPECT_EQ(run({"ls", "--data", data / "none"}), 2);
  EXPECT_THAT(err.str(), HasSubstr((data / "none").string()));
}

}  // namespace
}  // namespace boomerang::command
