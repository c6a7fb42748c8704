#include "boomerang/console/message.h"

#include <gtest/gtest.h>

#include "boomerang/console/sample_entry.h"

namespace boomerang::console {
namespace {

broker::Entry entry_of(std::string value) {
  Record record{"k", {}, std::move(value)};
  record.headers.add("ce_type", "UserCreated");
  record.headers.add("http_cookie", "session=abc");
  return sample_entry(std::move(record), 42);
}

TEST(MessageTest, IsOneObjectWithoutItsSecrets) {
  EXPECT_EQ(message_json("users", entry_of(R"({"token":"abc"})"), 100),
            R"({"topic":"users","partition":0,"offset":42,"time":"2026-01-31T12:00:00.000000Z",)"
            R"("key":"k","headers":{"ce_type":"UserCreated","http_cookie":"***"},)"
            R"("value":"{\"token\":\"***\"}","bytes":15,"cut":false})");
}

TEST(MessageTest, LongValueIsCutBetweenCharacters) {
  const auto json = message_json("t", entry_of("aé漢z"), 5);
  EXPECT_NE(json.find("\"value\":\"aé\",\"bytes\":7,\"cut\":true"), json.npos) << json;
  EXPECT_NE(message_json("t", entry_of("aé漢z"), 7).find("\"cut\":false"), std::string::npos);
}

TEST(MessageTest, BytesThatAreNoTextAreCutAnywhere) {
  const auto json = message_json("t", entry_of("\x80\x80\x80\x80\x80\x80"), 4);
  EXPECT_NE(json.find(R"("value":{"hex":"80808080"},"bytes":6,"cut":true)"), json.npos) << json;
}

TEST(MessageTest, TextIsFoundInKeyHeadersAndValue) {
  const auto entry = entry_of(R"({"name":"Ada","password":"xyz"})");
  for (const auto* text : {"k", "ce_ty", "Created", "Ada"}) {
    EXPECT_TRUE(shows(entry, text)) << text;
  }
  EXPECT_FALSE(shows(entry, "Grace"));
}

TEST(MessageTest, SecretIsNotFound) {
  const auto entry = entry_of(R"({"name":"Ada","password":"xyz"})");
  EXPECT_FALSE(shows(entry, "xyz"));
  EXPECT_FALSE(shows(entry, "session"));
}

}  // namespace
}  // namespace boomerang::console
