// The embedded log in a process that is killed.
//
// Goal: after a kill at any named point, or at any instant, each acknowledged record is there, the
// log has no gaps, and it goes on.
// Method: log_crash_child appends to one folder in life after life, so that each opening has the
// remains of the last death to recover from.

#include <csignal>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/random.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/broker/embedded/embedded_broker.h"
#include "boomerang/sqlite/database.h"

namespace boomerang::broker {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t seed = 20261124;

struct Life {
  std::int64_t acknowledged = 0;
  bool killed = false;
  int exit_code = 0;
};

struct LogCrashTest : testing::Test {
  // Runs the child, with `kill_at` as its appointment, or killed after `acknowledgements_max`.
  Life live(const std::string& kill_at, std::int64_t acknowledgements_max) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    const std::string path = (folder / "log").string();
    const pid_t child = ::fork();
    if (child == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      if (!kill_at.empty()) ::setenv("BOOMERANG_KILL_AT", kill_at.c_str(), 1);
      ::execl(LOG_CRASH_CHILD, LOG_CRASH_CHILD, path.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    Life life;
    for (char mark = 0; ::read(ends[0], &mark, 1) == 1;) {
      if (++life.acknowledged == acknowledgements_max) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    life.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    life.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    acknowledged += life.acknowledged;
    return life;
  }

  // Everything acknowledged since the last look is there, and more may be.
  void expect_whole_log() {
    const ManualClock clock;
    const auto opened = EmbeddedBroker::open({.folder = folder / "log"}, clock);
    ASSERT_TRUE(opened) << opened.fault().what;
    Broker& broker = **opened;
    const auto topics = broker.topics();
    if (topics->empty()) {
      ASSERT_EQ(acknowledged, 0);
      return;
    }
    const Range range = *broker.range("t", 0);
    ASSERT_GE(range.end, end_before + acknowledged);
    const auto reader = *broker.read("t", {}, Beginning{});
    for (Offset offset = range.begin; offset < range.end;) {
      const auto entries = reader->read(1000, Duration{0});
      ASSERT_TRUE(entries) << entries.fault().what;
      ASSERT_FALSE(entries->empty());
      for (const auto& entry : *entries) {
        ASSERT_EQ(entry.offset, offset);
        ASSERT_EQ(entry.record->key, std::to_string(offset));
        ASSERT_EQ(entry.record->headers.find("number"), std::to_string(offset));
        ASSERT_EQ(entry.record->value, std::string(500, 'x'));
        ++offset;
      }
    }
    end_before = range.end;
    acknowledged = 0;
  }

  void expect_sound_files() {
    for (const char* name : {"log.db", "relaxed.db"}) {
      const auto database = *sqlite::Database::open(folder.path() / "log" / name);
      EXPECT_EQ(*database->integer("SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
    }
  }

  TempFolder folder;
  Offset end_before = 0;
  std::int64_t acknowledged = 0;
};

#ifdef BOOMERANG_KILL_POINTS

std::set<std::string> kill_points() {
  static const std::regex point(R"re(BOOMERANG_KILL_POINT\("([^"]+)"\))re");
  std::set<std::string> names;
  for (const auto& file :
       fs::directory_iterator(fs::path(SOURCE_ROOT) / "boomerang/broker/embedded")) {
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator at(source.begin(), source.end(), point), end; at != end; ++at) {
      names.insert((*at)[1]);
    }
  }
  return names;
}

TEST_F(LogCrashTest, NothingAcknowledgedIsLostAtAnyKillPoint) {
  const auto points = kill_points();
  ASSERT_GE(points.size(), 10u);
  // The retention's point is passed only once there is something to drop.
  ASSERT_EQ(live("", 0).exit_code, 0);
  expect_whole_log();
  for (const auto& point : points) {
    for (const char* pass : {":1", ":2"}) {
      SCOPED_TRACE(point + pass);
      // A topic is made once only: a folder of its own for its point.
      if (point == "log.topic.before_tables") {
        fs::remove_all(folder / "log");
        end_before = 0;
        if (pass == std::string(":2")) break;
      }
      // What the background does depends on how quick it is: a life may go by without it.
      bool reached = false;
      for (int lives = 0; lives < 3 && !reached; ++lives) reached = live(point + pass, 0).killed;
      EXPECT_TRUE(reached) << "this point was never reached";
      expect_whole_log();
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_EQ(live("", 0).exit_code, 0) << "the log does not go on";
  expect_whole_log();
  expect_sound_files();
}

#endif

TEST_F(LogCrashTest, NothingAcknowledgedIsLostAtAnyInstant) {
  constexpr int lives = 30;
  SeededRandom random(seed);
  for (int i = 0; i < lives; ++i) {
    SCOPED_TRACE("seed=" + std::to_string(seed) + " life " + std::to_string(i));
    const Life life = live("", static_cast<std::int64_t>(1 + random.below(400)));
    EXPECT_TRUE(life.killed || life.exit_code == 0);
    // Now and then two deaths in a row without a look between them.
    if (random.below(3) == 0) continue;
    expect_whole_log();
    if (HasFatalFailure()) return;
  }
  expect_whole_log();
  expect_sound_files();
}

}  // namespace
}  // namespace boomerang::broker
