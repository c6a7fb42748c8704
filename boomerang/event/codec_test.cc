#include "boomerang/event/codec.h"

#include <functional>

#include <gtest/gtest.h>

namespace boomerang {
namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;

Event full_event() {
  Event event;
  event.id = {0x0192f6c57b6e7d2au, 0x9c3b5a1f0e8d7c6bu};
  event.key = "ada";
  event.type = "HTTPRequestReceived";
  event.source = "/gateways/g1";
  event.time = std::chrono::sys_days{2026y / 1 / 2} + 3h + 4us;
  event.expires = event.time + 5s;
  event.method = "POST";
  event.target = "/users?x=1";
  event.path = "/users";
  event.route = "POST /users";
  event.content_type = "application/json";
  event.fields = {{"accept-language", "it"}};
  event.body = R"({"name": "Ada"})";
  event.trace_parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  event.trace_state = "vendor=1";
  event.payload_hash = payload_hash(event.method, event.route, event.body);
  event.reply = ReplyAddress{"users.replies", 200};
  return event;
}

Outcome full_outcome() {
  Outcome outcome;
  outcome.type = "UserCreated";
  outcome.status = 201;
  outcome.body = R"({"id": 1})";
  outcome.fields = {{"location", "/users/1"}};
  outcome.request_id = full_event().id;
  outcome.key = "ada";
  outcome.source = "/workers/w1";
  outcome.time = std::chrono::sys_days{2026y / 1 / 2} + 3h + 5ms;
  outcome.attempts = 2;
  outcome.payload_hash = full_event().payload_hash;
  outcome.trace_parent = full_event().trace_parent;
  return outcome;
}

// The record with one header given another value, or added.
Record with(const Record& record, std::string_view name, std::string_view value) {
  Record changed{record.key, {}, record.value};
  changed.headers.add(name, value);
  for (const auto header : record.headers) {
    if (header.name != name) changed.headers.add(header.name, header.value);
  }
  return changed;
}

Record without(const Record& record, std::string_view name) {
  Record changed{record.key, {}, record.value};
  for (const auto header : record.headers) {
    if (header.name != name) changed.headers.add(header.name, header.value);
  }
  return changed;
}

TEST(CodecTest, EventReadsBackWhole) {
  const auto read = decode_event(encode(full_event()));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, full_event());
}

TEST(CodecTest, EventIsACloudEventInBinaryMode) {
  const Record record = encode(full_event());
  EXPECT_EQ(record.key, "ada");
  EXPECT_EQ(record.value, full_event().body);
  EXPECT_EQ(record.headers.find("ce_specversion"), "1.0");
  EXPECT_EQ(record.headers.find("ce_id"), "0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b");
  EXPECT_EQ(record.headers.find("ce_time"), "2026-01-02T03:00:00.000004Z");
  EXPECT_EQ(record.headers.find("ce_subject"), "/users");
  EXPECT_EQ(record.headers.find("http_accept-language"), "it");
}

TEST(CodecTest, ReplyAddressIsAsSpringKafkaWritesIt) {
  const Record record = encode(full_event());
  EXPECT_EQ(record.headers.find("kafka_replyTopic"), "users.replies");
  EXPECT_EQ(record.headers.find("kafka_replyPartition"), "\0\0\0\xC8"sv);
  EXPECT_EQ(record.headers.find("kafka_correlationId"), record.headers.find("ce_id"));
}

TEST(CodecTest, EventWithoutAReplyAddressIsWhole) {
  Event event = full_event();
  event.reply.reset();
  event.expires.reset();
  event.trace_state.clear();
  const auto read = decode_event(encode(event));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, event);
}

TEST(CodecTest, EventNamesTheHeaderThatIsMissing) {
  for (const std::string name : {"ce_id", "ce_source", "ce_type", "ce_httpmethod", "ce_httptarget",
                                 "ce_httproute", "ce_payloadhash", "kafka_replyPartition"}) {
    const auto read = decode_event(without(encode(full_event()), name));
    ASSERT_FALSE(read) << name;
    EXPECT_EQ(read.fault().kind, FaultKind::invalid);
    EXPECT_EQ(read.fault().what, "header " + name + ": missing");
  }
}

TEST(CodecTest, EventRefusesValuesOfAnotherForm) {
  for (const auto& [name, value] : {std::pair{"ce_id"sv, "7"sv},
                                    {"ce_time"sv, "today"sv},
                                    {"ce_expirytime"sv, "1"sv},
                                    {"ce_payloadhash"sv, "00"sv},
                                    {"kafka_replyPartition"sv, "\0\0\0"sv},
                                    {"kafka_replyPartition"sv, "\xFF\0\0\0"sv}}) {
    EXPECT_FALSE(decode_event(with(encode(full_event()), name, value))) << name;
  }
}

TEST(CodecTest, ReplyPartitionMayBeDecimal) {
  const auto read = decode_event(with(encode(full_event()), "kafka_replyPartition", "17"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->reply->partition, 17);
}

TEST(CodecTest, OutcomeReadsBackWhole) {
  const auto read = decode_outcome(encode(full_outcome()));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, full_outcome());
}

TEST(CodecTest, OutcomeOfAPlainWorkerIsEnough) {
  Record record;
  record.headers.add("ce_type", "UserCreated");
  record.headers.add("kafka_correlationId", to_string(full_event().id));
  record.value = "{}";
  const auto read = decode_outcome(record);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->request_id, full_event().id);
  EXPECT_EQ(read->status, std::nullopt);
  EXPECT_EQ(read->attempts, 1);
  EXPECT_EQ(read->payload_hash, std::nullopt);
}

TEST(CodecTest, OutcomeMustSayWhatBecameOfIt) {
  const Record record = encode(full_outcome());
  for (const auto& untyped : {without(record, "ce_type"), with(record, "ce_type", "")}) {
    const auto read = decode_outcome(untyped);
    ASSERT_FALSE(read);
    EXPECT_NE(read.fault().what.find("ce_type"), std::string::npos);
  }
}

TEST(CodecTest, OutcomeMustNotForgeAResponse) {
  const Record record = encode(full_outcome());
  EXPECT_FALSE(decode_outcome(with(record, "ce_payloadhash", "ab")));
  EXPECT_FALSE(decode_outcome(with(record, "http_location", "/a\r\nSet-Cookie: x=1")));
  EXPECT_FALSE(decode_outcome(with(record, "http_a b", "1")));
  EXPECT_FALSE(decode_outcome(with(record, "content-type", "text/html\r\n")));
  EXPECT_FALSE(decode_outcome(with(record, "ce_httpstatus", "101")));
  EXPECT_FALSE(decode_outcome(with(record, "ce_httpstatus", "600")));
  EXPECT_FALSE(decode_outcome(with(record, "ce_httpstatus", "2x1")));
}

TEST(CodecTest, CorrelationFallsBackToTheCloudEventsAttribute) {
  const Record record = without(encode(full_outcome()), "kafka_correlationId");
  EXPECT_EQ(*decode_correlation(record), full_outcome().request_id);
  EXPECT_FALSE(decode_correlation(without(record, "ce_correlationid")));
}

TEST(CodecTest, ReplyAddressIsReadFromWhatIsNoEvent) {
  const Record broken = without(encode(full_event()), "ce_id");
  ASSERT_FALSE(decode_event(broken));

  EXPECT_EQ(*decode_reply(broken), (ReplyAddress{"users.replies", 200}));
  EXPECT_FALSE(decode_reply(without(broken, "kafka_replyTopic")));
  EXPECT_FALSE(decode_reply(without(broken, "kafka_replyPartition")));
}

}  // namespace
}  // namespace boomerang
