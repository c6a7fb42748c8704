#include "boomerang/command/entry_text.h"

#include <gtest/gtest.h>

#include "boomerang/base/rfc3339.h"

namespace boomerang::command {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

broker::Entry entry(std::string value) {
  Record record{"ada", {}, std::move(value)};
  record.headers.add("ce_type", "UserCreated");
  record.headers.add("kafka_replyPartition", "\0\0\0\5"sv);
  return {3, 42, *parse_rfc3339("2026-01-31T23:59:59.123456Z"),
          std::make_shared<Record>(std::move(record))};
}

// The part after the headers.
std::string shown_value(const std::string& value) {
  const std::string block = entry_block("t", entry(value));
  return block.substr(block.find("\n\n") + 2);
}

TEST(EntryTextTest, ABlockHasPlaceTimeKeyHeadersAndValue) {
  EXPECT_EQ(entry_block("requests", entry(R"({"name":"Ada"})")),
            R"(requests/3 offset 42  2026-01-31T23:59:59.123456Z  key ada
  ce_type               UserCreated
  kafka_replyPartition  hex 00000005

  {
    "name": "Ada"
  }
)");
}

TEST(EntryTextTest, AValueIsShownAsWhatItIs) {
  EXPECT_EQ(shown_value(""), "  (empty)\n");
  EXPECT_EQ(shown_value("one\n\ntwo ë"), "  one\n\n  two ë\n");
  EXPECT_EQ(shown_value("\xFF\x01"), "  hex ff01\n");
  EXPECT_EQ(shown_value(std::string(300, '\xFF')),
            "  hex " + std::string(512, 'f') + "\n  (300 bytes in all)\n");
}

TEST(EntryTextTest, NothingFromOutsideSteersTheTerminal) {
  EXPECT_EQ(shown_value("a\x1B[2Jb\x7F\r\u009Bc"), "  a\\u001b[2Jb\\u007f\\u000d\\u009bc\n");
  EXPECT_EQ(shown_value("\"\u009B\x7F\""), "  \"\\u009b\\u007f\"\n");

  Record record{"k\x1B"s, {}, ""};
  record.headers.add("n\u009B", "v\n");
  const broker::Entry steering{0, 0, {}, std::make_shared<Record>(std::move(record))};
  EXPECT_EQ(entry_block("t", steering), R"(t/0 offset 0  1970-01-01T00:00:00.000000Z  key hex 6b1b
  n\u009b  hex 760a

  (empty)
)");
}

TEST(EntryTextTest, AJsonLineHasEveryByte) {
  EXPECT_EQ(entry_json("requests", entry("{\"name\":\"Ada\"}\n")),
            R"({"topic":"requests","partition":3,"offset":42,)"
            R"("time":"2026-01-31T23:59:59.123456Z","key":"ada",)"
            R"("headers":{"ce_type":"UserCreated","kafka_replyPartition":{"hex":"00000005"}},)"
            R"("value":"{\"name\":\"Ada\"}\n"})");
  const std::string line = entry_json("t", entry("\xFF\0"s));
  EXPECT_TRUE(line.ends_with(R"("value":{"hex":"ff00"}})")) << line;
}

}  // namespace
}  // namespace boomerang::command
