#include "boomerang/worker/inbox.h"

#include <gtest/gtest.h>

#include "boomerang/event/codec.h"

namespace boomerang::worker {
namespace {

Outcome outcome() {
  Outcome made;
  made.type = "UserCreated";
  made.status = 201;
  made.body = std::string("\xff\0bytes", 7);
  made.fields = {{"location", "/users/1"}, {"etag", "\"\xfe\""}};
  made.request_id = {0x0192f6c57b6e7d2au, 0x9c3b5a1f0e8d7c6bu};
  made.key = "ada";
  made.source = "/workers/w1";
  return made;
}

TEST(InboxTest, StoredOutcomeIsTheRecordThatWasPublished) {
  Event event;
  event.id = outcome().request_id;
  event.payload_hash[0] = 9;
  const Record published = encode(outcome());

  const store::InboxRow row = inbox_row(event, published, WallTime{});

  EXPECT_EQ(*stored_outcome(row, "ada"), published);
  EXPECT_EQ(request_id(row), event.id);
  EXPECT_EQ(row.payload_hash, event.payload_hash);
}

TEST(InboxTest, DamagedRowIsCorrupt) {
  store::InboxRow row;
  row.outcome_headers = "{";

  const auto stored = stored_outcome(row, "");

  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.fault().kind, FaultKind::corrupt);
}

TEST(InboxTest, FieldsOfOneNameComeTogetherInTheirOrder) {
  HttpFields fields = {{"a", "1"}, {"b", "2"}, {"a", "3"}, {"c", "4"}, {"b", "5"}};
  put_equal_names_together(fields);
  EXPECT_EQ(fields, (HttpFields{{"a", "1"}, {"a", "3"}, {"b", "2"}, {"b", "5"}, {"c", "4"}}));

  Outcome made = outcome();
  made.fields = fields;
  const Record published = encode(made);
  EXPECT_EQ(*stored_outcome(inbox_row({}, published, {}), "ada"), published);
}

}  // namespace
}  // namespace boomerang::worker
