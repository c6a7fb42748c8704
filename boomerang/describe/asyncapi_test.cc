#include "boomerang/describe/asyncapi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "boomerang/describe/test_document.h"

namespace boomerang::describe {
namespace {

using gateway::OrderingKey;
using gateway::Route;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Route users() {
  Route route;
  route.paths = {"/users", "/"};
  route.topic = "users.requests";
  route.outcomes_topic = "users.outcomes";
  route.event_type = "UserWanted";
  route.statuses = {{"UserCreated", 201}, {"NameTaken", 409}};
  return route;
}

DescribeOptions options() {
  DescribeOptions options;
  options.replies_topic = "boomerang.replies";
  options.replies_partitions = 64;
  options.dead_letters_topics = {{"users.requests", "users.dead_letters"}};
  return options;
}

TEST(AsyncApiTest, EachTopicIsAChannel) {
  const TestDocument document(asyncapi({users()}, options()));

  EXPECT_EQ(document.text("/asyncapi"), "3.0.0");
  EXPECT_THAT(document.names("/channels"),
              ElementsAre("replies", "users.requests", "users.outcomes", "users.dead_letters"));
  EXPECT_EQ(document.text("/channels/users.requests/address"), "users.requests");
  EXPECT_EQ(document.text("/channels/replies/address"), "null");
  EXPECT_EQ(document.text("/channels/replies/bindings/kafka"),
            R"({"topic":"boomerang.replies","partitions":64,"bindingVersion":"0.5.0"})");
}

TEST(AsyncApiTest, AReplyGoesWhereTheEventSays) {
  const TestDocument document(asyncapi({users()}, options()));

  const std::string receive = "/operations/receivePostUsers";
  EXPECT_EQ(document.text(receive + "/action"), "receive");
  EXPECT_EQ(document.text(receive + "/channel/address"), "users.requests");
  EXPECT_EQ(document.text(receive + "/reply/address/location"),
            "$message.header#/kafka_replyTopic");
  EXPECT_EQ(document.text(receive + "/reply/channel/address"), "null");
  EXPECT_EQ(document.text(receive + "/reply/messages/0/name"), "NameTaken");
  EXPECT_EQ(document.text(receive + "/messages/0/correlationId/location"),
            "$message.header#/kafka_correlationId");
  EXPECT_EQ(document.text("/operations/send_users.outcomes/action"), "send");
  EXPECT_EQ(document.text("/operations/send_users.dead_letters/messages/0/name"), "DeadLetter");
}

TEST(AsyncApiTest, AMismatchIsToldToTheAskerAlone) {
  const TestDocument document(asyncapi({users()}, options()));

  EXPECT_THAT(document.names("/channels/replies/messages"), Contains("RequestMismatch"));
  EXPECT_THAT(document.names("/channels/users.outcomes/messages"),
              ElementsAre("NameTaken", "UserCreated", "RequestFailed"));
}

TEST(AsyncApiTest, AnEventHasTheHeadersOfTheContract) {
  auto route = users();
  route.schema = R"({"required":["name"]})";
  route.request_fields = {"accept-language"};
  route.ordering_key = {OrderingKey::Source::body, "/name"};

  const TestDocument document(asyncapi({route}, options()));

  const std::string event = "/channels/users.requests/messages/PostUsers";
  EXPECT_EQ(document.text(event + "/name"), "UserWanted");
  EXPECT_EQ(document.text(event + "/contentType"), "application/json");
  EXPECT_EQ(document.text(event + "/headers/properties/ce_type/const"), "UserWanted");
  EXPECT_EQ(document.text(event + "/headers/properties/ce_httproute/const"), "POST /users");
  EXPECT_TRUE(document.has(event + "/headers/properties/http_accept-language"));
  EXPECT_THAT(
      document.names(event + "/headers/allOf/0/properties"),
      ElementsAre("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject",
                  "content-type", "ce_correlationid", "ce_expirytime", "ce_httpmethod",
                  "ce_httptarget", "ce_httproute", "ce_payloadhash", "traceparent", "tracestate",
                  "kafka_replyTopic", "kafka_replyPartition", "kafka_correlationId"));
  EXPECT_EQ(document.text(event + "/payload/required"), R"(["name"])");
  EXPECT_THAT(document.text(event + "/bindings/kafka/key/description"), HasSubstr("/name"));
}

TEST(AsyncApiTest, AnOutcomeHasItsStatusAndSchema) {
  auto route = users();
  route.outcome_schemas = {{"UserCreated", R"({"required":["id"]})"}};

  const TestDocument document(asyncapi({route}, options()));

  const std::string created = "/channels/replies/messages/UserCreated";
  EXPECT_EQ(document.text(created + "/payload/required"), R"(["id"])");
  EXPECT_EQ(document.text(created + "/headers/properties/ce_type/const"), "UserCreated");
  EXPECT_THAT(document.text(created + "/headers/properties/ce_httpstatus"), HasSubstr("201"));
  EXPECT_TRUE(document.has(created + "/headers/properties/http_location"));
  EXPECT_EQ(document.text(created + "/headers/allOf/0/required"),
            R"(["ce_type","kafka_correlationId"])");
  const std::string taken = "/channels/replies/messages/NameTaken";
  EXPECT_EQ(document.text(taken + "/contentType"), "application/problem+json");
  EXPECT_TRUE(document.has(taken + "/payload/properties/detail"));
}

TEST(AsyncApiTest, RoutesMayShareTopics) {
  auto remove = users();
  remove.method = "DELETE";
  remove.statuses = {{"UserRemoved", 204}};

  const TestDocument document(asyncapi({users(), remove}, options()));

  EXPECT_THAT(document.names("/channels/users.requests/messages"),
              ElementsAre("PostUsers", "DeleteUsers"));
  EXPECT_THAT(document.names("/operations"),
              ElementsAre("receivePostUsers", "send_users.outcomes", "send_users.dead_letters",
                          "receiveDeleteUsers"));
  EXPECT_EQ(document.at("/operations/send_users.outcomes/messages").as_array().size(), 4u);
}

TEST(AsyncApiTest, BrokersAreServers) {
  auto with_brokers = options();
  with_brokers.brokers = {{"a.example:9092", false}, {"b.example:9093", true}};

  const TestDocument document(asyncapi({users()}, with_brokers));

  EXPECT_EQ(document.text("/servers"),
            R"({"kafka_1":{"host":"a.example:9092","protocol":"kafka"},)"
            R"("kafka_2":{"host":"b.example:9093","protocol":"kafka-secure"}})");
  EXPECT_FALSE(TestDocument(asyncapi({users()}, options())).has("/servers"));
}

TEST(AsyncApiTest, WhatIsNotThereIsNotDescribed) {
  const TestDocument document(asyncapi({users()}, {}));

  EXPECT_THAT(document.names("/channels"), Not(Contains("users.dead_letters")));
  EXPECT_FALSE(document.has("/channels/replies/bindings"));
}

TEST(AsyncApiTest, EveryReferenceLeadsSomewhere) {
  auto route = users();
  route.topic = "replies";  // Called as the channel of replies is.
  route.schema = R"({"$defs":{"a":{"type":"object"}},"properties":{"x":{"$ref":"#/$defs/a"}}})";

  const TestDocument document(asyncapi({route}, options()));

  EXPECT_THAT(document.dangling(), IsEmpty());
  EXPECT_EQ(document.text("/channels/replies_topic/address"), "replies");
}

TEST(AsyncApiTest, ASchemaThatIsNoneIsAFault) {
  auto route = users();
  route.schema = "[]";

  const auto document = asyncapi({route}, options());

  ASSERT_FALSE(document);
  EXPECT_EQ(document.fault().kind, FaultKind::invalid);
}

}  // namespace
}  // namespace boomerang::describe
