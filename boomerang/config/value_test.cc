#include "boomerang/config/value.h"

#include <gtest/gtest.h>

namespace boomerang::config {
namespace {

using namespace std::chrono_literals;

TEST(ValueTest, EachKindReadsItsText) {
  std::string name;
  std::optional<std::string> maybe;
  std::filesystem::path folder;
  Duration wait = 0s;
  std::optional<Duration> since;
  Address listen;
  bool json = false;
  std::uint16_t port = 0;
  std::optional<std::int64_t> limit;

  EXPECT_TRUE(whole_number(limit, 1, 10).set("10"));
  EXPECT_TRUE(text(name).set("Ada"));
  EXPECT_TRUE(text(maybe).set(""));
  EXPECT_TRUE(path(folder).set("./data"));
  EXPECT_TRUE(duration(wait).set("6s"));
  EXPECT_TRUE(duration(since).set("10m"));
  EXPECT_TRUE(address(listen).set("[::1]:80"));
  EXPECT_TRUE(on_off(json).set("true"));
  EXPECT_TRUE(whole_number<std::uint16_t>(port, 1, 65535).set("8080"));

  EXPECT_EQ(name, "Ada");
  EXPECT_EQ(maybe, "");
  EXPECT_EQ(folder, "./data");
  EXPECT_EQ(wait, 6s);
  EXPECT_EQ(since, Duration(10min));
  EXPECT_EQ(listen, (Address{"::1", 80}));
  EXPECT_TRUE(json);
  EXPECT_EQ(port, 8080);
  EXPECT_EQ(limit, 10);
}

TEST(ValueTest, ShowsWhatTheVariableHolds) {
  Duration wait = 1500ms;
  bool json = false;
  int count = -3;
  std::optional<Duration> since;

  EXPECT_EQ(duration(wait).text(), "1500ms");
  EXPECT_EQ(on_off(json).text(), "false");
  EXPECT_EQ(whole_number(count, -5, 5).text(), "-3");
  EXPECT_EQ(duration(since).text(), "");
}

TEST(ValueTest, RefusalSaysWhatIsExpectedAndChangesNothing) {
  int count = 7;
  for (const char* given : {"", "0", "11", "5x", " 5", "+5", "1e1", "99999999999999999999"}) {
    const auto set = whole_number(count, 1, 10).set(given);
    ASSERT_FALSE(set) << given;
    EXPECT_EQ(set.fault().what, "expected a whole number from 1 to 10");
  }
  EXPECT_EQ(count, 7);

  Duration wait = 5s;
  EXPECT_EQ(duration(wait, 1s, 60s).set("2m").fault().what, "expected a duration from 1s to 1m");
  EXPECT_EQ(wait, 5s);

  bool json = false;
  EXPECT_EQ(on_off(json).set("yes").fault().what, "expected true or false");
}

TEST(ValueTest, AChoiceIsReadAndShownByItsName) {
  enum class Kind { embedded, kafka };
  Kind kind = Kind::embedded;
  const Value value =
      choice<Kind>(kind, {{"embedded", Kind::embedded}, {"kafka", Kind::kafka}}, "BROKER");

  EXPECT_EQ(value.text(), "embedded");
  EXPECT_TRUE(value.set("kafka"));
  EXPECT_EQ(kind, Kind::kafka);
  EXPECT_EQ(value.set("Kafka").fault().what, "expected one of: embedded, kafka");
}

TEST(ValueTest, AValueIsCheckedWithoutBeingSet) {
  Duration one = 5s;
  std::optional<Duration> other;
  std::filesystem::path file = "a";
  Address listen{"h", 1};
  bool on = false;
  int number = 3;
  std::optional<std::int64_t> count;
  std::string word = "x";
  const std::vector<std::pair<Value, std::pair<std::string, std::string>>> all = {
      {duration(one), {"7s", "soon"}},
      {duration(other, 1ms, 1h), {"7s", "0s"}},
      {path(file), {"b", ""}},
      {address(listen), {"i:2", "nowhere"}},
      {on_off(on), {"true", "on"}},
      {whole_number(number, 1, 5), {"4", "6"}},
      {whole_number(count, 1, 5), {"4", "6"}},
      {choice<std::string>(word, {{"x", "x"}, {"y", "y"}}, "WORD"), {"y", "z"}}};
  for (const auto& [value, texts] : all) {
    const auto before = value.text();
    EXPECT_TRUE(value.check(texts.first)) << texts.first;
    EXPECT_FALSE(value.check(texts.second)) << texts.second;
    EXPECT_EQ(value.text(), before);
  }
}

}  // namespace
}  // namespace boomerang::config
