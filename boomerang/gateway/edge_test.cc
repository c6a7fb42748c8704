#include "boomerang/gateway/edge.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/event/codec.h"

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;

// A shard in the test's hand: what is posted waits for run(), what is answered is kept.
class FakeShard final : public http::Shard {
 public:
  std::size_t index() const override { return 1; }
  const Clock& clock() const override { return clock_; }
  TimerWheel& wheel() override { return wheel_; }

  bool answer(http::Exchange exchange, http::Response response) override {
    answers.emplace_back(exchange, std::move(response));
    return true;
  }
  bool begin_stream(http::Exchange, http::Response) override { return false; }
  bool stream(http::Exchange, std::string) override { return false; }
  bool end_stream(http::Exchange) override { return false; }
  void post(std::function<void()> task) override { tasks.push_back(std::move(task)); }

  void run() {
    for (auto& task : std::exchange(tasks, {})) task();
  }
  void advance(Duration by) {
    clock_.advance(by);
    wheel_.advance(clock_.now());
  }

  std::vector<std::pair<http::Exchange, http::Response>> answers;
  std::vector<std::function<void()>> tasks;

 private:
  ManualClock clock_;
  TimerWheel wheel_{Instant{}, 10ms, 64};
};

// A log that only takes: what is appended is kept, and acknowledged when the test says so.
class FakeBroker final : public broker::Broker {
 public:
  Result<void> ensure_topic(const broker::Topic&) override { return {}; }
  Result<std::vector<broker::Topic>> topics() override { return std::vector<broker::Topic>{}; }
  Result<broker::Range> range(std::string_view, broker::Partition) override { return none(); }
  void append(std::string_view topic, std::optional<broker::Partition> partition, Record record,
              Appended appended) override {
    partitions.push_back(partition.value_or(-1));
    topics_.emplace_back(topic);
    records.push_back(std::move(record));
    acknowledge.push_back(std::move(appended));
    if (on_append) on_append();
  }
  Result<std::unique_ptr<broker::Reader>> read(std::string_view, std::vector<broker::Partition>,
                                               broker::Start) override {
    return none();
  }
  Result<std::unique_ptr<broker::Consumer>> join(std::string_view, std::string_view) override {
    return none();
  }
  void close() override {}

  std::vector<std::string> topics_;
  std::vector<broker::Partition> partitions;
  std::vector<Record> records;
  std::vector<Appended> acknowledge;
  std::function<void()> on_append;

 private:
  static Fault none() { return {FaultKind::invalid, "not here"}; }
};

RouteTable one_route() {
  Route route;
  route.paths = {"/users", "/"};
  route.topic = "users.requests";
  route.outcomes_topic = "users.outcomes";
  route.statuses = {{"UserCreated", 201}};
  route.request_fields = {"accept-language"};
  route.check_body = [](std::string_view body) -> std::optional<Refusal> {
    if (body == "bad") return Refusal{422, "Give a name."};
    return std::nullopt;
  };
  return *RouteTable::make({route});
}

struct EdgeTest : testing::Test {
  static http::Request post(std::string target, std::string body) {
    http::Request request;
    request.method = "POST";
    request.target = std::move(target);
    request.fields.add("content-type", "application/json");
    request.fields.add("accept-language", "it");
    request.fields.add("cookie", "secret");
    request.body = std::move(body);
    return request;
  }

  static http::Request keyed(std::string body) {
    auto request = post("/", std::move(body));
    request.fields.add("idempotency-key", "\"k\"");
    return request;
  }

  Event appended(std::size_t index = 0) { return *decode_event(broker.records.at(index)); }
  const http::Response& answer(std::size_t index = 0) { return shard.answers.at(index).second; }

  Reply reply_to(RequestId id) {
    Outcome outcome;
    outcome.type = "UserCreated";
    outcome.body = "{}";
    outcome.request_id = id;
    return {id, outcome};
  }

  Reply outcome_of(const Event& event) {
    auto reply = reply_to(event.id);
    reply.outcome->payload_hash = event.payload_hash;
    return reply;
  }
  Reply mismatch_of(const Event& event) {
    auto reply = outcome_of(event);
    reply.outcome->type = "RequestMismatch";
    reply.outcome->status = 422;
    return reply;
  }

  static std::shared_ptr<const Serving> serving(bool connected) {
    auto made = std::make_shared<Serving>(one_route());
    made->lanes = {{8, {"users.outcomes", 0}, std::make_shared<std::atomic<broker::Offset>>(17)}};
    made->connected = connected;
    return made;
  }

  FakeBroker broker;
  FakeShard shard;
  Parts parts{"/g1", *ticket::TicketSeal::with({std::string(32, 's')}), serving(true), broker};
  Edge edge{2, parts, shard};
  const http::Exchange exchange{4, 2};
};

TEST_F(EdgeTest, RequestBecomesAnEventWithAllThatTheContractAsks) {
  edge.serve(post("/users?x=1", R"({"name":"Ada"})"), exchange);

  const Event event = appended();
  EXPECT_EQ(broker.topics_.at(0), "users.requests");
  EXPECT_EQ(event.key, to_string(event.id));
  EXPECT_EQ(event.type, "HTTPRequestReceived");
  EXPECT_EQ(event.source, "/g1");
  EXPECT_EQ(event.method, "POST");
  EXPECT_EQ(event.target, "/users?x=1");
  EXPECT_EQ(event.path, "/users");
  EXPECT_EQ(event.route, "POST /users");
  EXPECT_EQ(event.content_type, "application/json");
  EXPECT_EQ(event.fields, (HttpFields{{"accept-language", "it"}}));
  EXPECT_EQ(event.body, R"({"name":"Ada"})");
  EXPECT_EQ(event.payload_hash, payload_hash("POST", "POST /users", event.body, "?x=1"));
  EXPECT_EQ(event.reply, (ReplyAddress{"users.outcomes", 0}));
  EXPECT_EQ(*event.expires, event.time + 5s);
  EXPECT_EQ(event.trace_parent.size(), 55u);
  EXPECT_TRUE(shard.answers.empty()) << "the client waits";
}

TEST_F(EdgeTest, OutcomeAnswersTheExchangeThatAskedOnce) {
  edge.serve(post("/", "{}"), exchange);
  edge.settle({reply_to(appended().id)});
  edge.settle({reply_to(appended().id)});

  ASSERT_EQ(shard.answers.size(), 1u);
  EXPECT_EQ(shard.answers[0].first, exchange);
  EXPECT_EQ(answer().status, 201);
  EXPECT_EQ(edge.counts().answered, 1u);
  EXPECT_EQ(edge.counts().late_outcomes, 1u);
}

TEST_F(EdgeTest, OutcomeMayArriveBeforeAppendReturns) {
  broker.on_append = [this] { edge.settle({reply_to(appended().id)}); };

  edge.serve(post("/", "{}"), exchange);

  ASSERT_EQ(shard.answers.size(), 1u);
  EXPECT_EQ(answer().status, 201);
}

TEST_F(EdgeTest, OutcomeOfAnotherRequestAnswersNobody) {
  edge.serve(post("/", "{}"), exchange);
  edge.settle({reply_to({1, 2})});
  EXPECT_TRUE(shard.answers.empty());
}

TEST_F(EdgeTest, OutcomeThatCannotBeAnAnswerIs502) {
  edge.serve(post("/", "{}"), exchange);
  edge.settle(
      {{appended().id, Fault{FaultKind::invalid, "header http_x: has a control character"}}});
  EXPECT_EQ(answer().status, 502);
  EXPECT_EQ(answer().body.find("control"), std::string::npos);
}

TEST_F(EdgeTest, NoOutcomeInTimeIs504AndTheLateOneIsCounted) {
  edge.serve(post("/", "{}"), exchange);

  shard.advance(4990ms);
  EXPECT_TRUE(shard.answers.empty());
  shard.advance(20ms);
  edge.settle({reply_to(appended().id)});

  ASSERT_EQ(shard.answers.size(), 1u);
  EXPECT_EQ(answer().status, 504);
  EXPECT_EQ(edge.counts().timed_out, 1u);
  EXPECT_EQ(edge.counts().late_outcomes, 1u);
}

TEST_F(EdgeTest, EventKnownNotToBeStoredIs503) {
  edge.serve(post("/", "{}"), exchange);
  broker.acknowledge[0](Fault{FaultKind::busy, "the queue is full"});
  shard.run();
  ASSERT_EQ(shard.answers.size(), 1u);
  EXPECT_EQ(answer().status, 503);
}

TEST_F(EdgeTest, EventsWithoutAKeyGoRoundThePartitionsManyInARow) {
  for (int i = 0; i < 1024; ++i) {
    edge.serve(post("/", "{}"), exchange);
    edge.settle({reply_to(appended().id)});  // The seats are few.
    broker.records.clear();
  }
  for (broker::Partition partition = 0; partition < 8; ++partition) {
    EXPECT_EQ(std::count(broker.partitions.begin(), broker.partitions.end(), partition), 128);
  }
  int changes = 0;
  for (std::size_t i = 1; i < broker.partitions.size(); ++i) {
    if (broker.partitions[i] != broker.partitions[i - 1]) ++changes;
  }
  EXPECT_EQ(changes, 15);
}

TEST_F(EdgeTest, NothingIsPublishedWhileNobodyWouldHearTheOutcome) {
  parts.serving.replace(serving(false));
  edge.serve(post("/", "{}"), exchange);
  ASSERT_EQ(shard.answers.size(), 1u);
  EXPECT_EQ(answer().status, 503);
  EXPECT_TRUE(answer().fields.find("Retry-After"));
  EXPECT_TRUE(broker.records.empty());

  parts.serving.replace(serving(true));
  edge.serve(post("/", "{}"), exchange);
  EXPECT_EQ(broker.records.size(), 1u);
}

TEST_F(EdgeTest, EventThatMayBeStoredWaitsOn) {
  edge.serve(post("/", "{}"), exchange);
  broker.acknowledge[0](Fault{FaultKind::unknown, "no acknowledgement"});
  shard.run();
  EXPECT_TRUE(shard.answers.empty());

  edge.settle({reply_to(appended().id)});
  EXPECT_EQ(answer().status, 201);
}

TEST_F(EdgeTest, KeyIsAsNewAfterAnEventThatIsKnownNotToBeStored) {
  edge.serve(keyed("{}"), exchange);
  broker.acknowledge[0](Fault{FaultKind::busy, "the queue is full"});
  shard.run();
  EXPECT_EQ(answer().status, 503);

  edge.serve(keyed("[]"), exchange);

  ASSERT_EQ(broker.records.size(), 2u);
  EXPECT_EQ(appended(1).id, appended(0).id);
  edge.settle({reply_to(appended().id)});
  EXPECT_EQ(answer(1).status, 201);
}

TEST_F(EdgeTest, KeyIsUsedUpByAnEventThatMayBeStored) {
  edge.serve(keyed("{}"), exchange);
  broker.acknowledge[0](Fault{FaultKind::unknown, "no acknowledgement"});
  shard.run();
  EXPECT_TRUE(shard.answers.empty());

  edge.serve(keyed("{}"), exchange);
  EXPECT_EQ(broker.records.size(), 2u) << "a repetition is published, in case the first was not";

  edge.settle({reply_to(appended().id)});
  ASSERT_EQ(shard.answers.size(), 2u) << "both that wait hear the one outcome";
  EXPECT_EQ(answer(0).status, 201);
  EXPECT_EQ(answer(1).status, 201);
}

TEST_F(EdgeTest, WhichOfTwoPayloadsWasFirstIsLeftToTheLog) {
  edge.serve(keyed("[]"), exchange);
  edge.serve(keyed("{}"), exchange);
  EXPECT_TRUE(shard.answers.empty()) << "another gateway may have had the second one first";
  ASSERT_EQ(broker.records.size(), 2u);
  EXPECT_EQ(appended(0).id, appended(1).id);

  edge.settle({outcome_of(appended(1))});
  ASSERT_EQ(shard.answers.size(), 1u) << "each hears the outcome of its own payload";
  EXPECT_EQ(answer().status, 201);
  edge.settle({mismatch_of(appended(0))});
  ASSERT_EQ(shard.answers.size(), 2u);
  EXPECT_EQ(answer(1).status, 422);
}

TEST_F(EdgeTest, BodyThatIsNoJsonHasNoOrderingKeyAndIsToldWhy) {
  Route route;
  route.paths = {"/ordered"};
  route.topic = "users.requests";
  route.outcomes_topic = "users.outcomes";
  route.ordering_key = {OrderingKey::Source::body, "/account"};
  auto made = std::make_shared<Serving>(*RouteTable::make({route}));
  made->lanes = serving(true)->lanes;
  made->connected = true;
  parts.serving.replace(made);
  edge.serve(post("/ordered", R"({"account":1} garbage)"), exchange);
  EXPECT_EQ(answer(0).status, 400);
  EXPECT_NE(answer(0).body.find("extra data at line 1"), std::string::npos) << answer(0).body;
  edge.serve(post("/ordered", R"({"other":1})"), exchange);
  EXPECT_EQ(answer(1).status, 422);
  EXPECT_TRUE(broker.records.empty());
}

TEST_F(EdgeTest, RefusalsOfOneKeyHaveOneId) {
  auto refused = keyed("bad");
  edge.serve(refused, exchange);
  edge.serve(refused, exchange);
  edge.serve(post("/", "bad"), exchange);
  EXPECT_EQ(answer(0).fields.find("X-Request-Id"), answer(1).fields.find("X-Request-Id"));
  EXPECT_NE(answer(0).fields.find("X-Request-Id"), answer(2).fields.find("X-Request-Id"));
}

TEST_F(EdgeTest, QueryIsPartOfThePayloadAndThePathIsNot) {
  const auto asked = [&](std::string target) {
    auto request = keyed("{}");
    request.target = std::move(target);
    edge.serve(std::move(request), exchange);
    return appended(broker.records.size() - 1).payload_hash;
  };
  const auto first = asked("/users?a=1");
  edge.settle({reply_to(appended().id)});
  EXPECT_EQ(asked("/?a=1"), first) << "both paths are of one route";
  edge.settle({reply_to(appended().id)});
  EXPECT_NE(asked("/?a=2"), first);
}

TEST_F(EdgeTest, OutcomeOnSeveralShardsIsLateOnceIfNobodyWaitedAnywhere) {
  auto reply = reply_to(RequestId{1, 2});
  reply.shards = std::make_shared<ReplyShards>(2);
  edge.settle({reply});
  EXPECT_EQ(edge.counts().late_outcomes, 0u) << "somebody may wait on the other";
  edge.settle({reply});
  EXPECT_EQ(edge.counts().late_outcomes, 1u);

  reply.shards = std::make_shared<ReplyShards>(2);
  EXPECT_FALSE(reply.shards->found_nobody(false));
  edge.settle({reply});
  EXPECT_EQ(edge.counts().late_outcomes, 1u);
}

TEST_F(EdgeTest, RefusedBodyIsNeverPublished) {
  edge.serve(post("/", "bad"), exchange);
  EXPECT_EQ(answer().status, 422);
  EXPECT_TRUE(broker.records.empty());
  EXPECT_EQ(edge.counts().refused, 1u);
}

TEST_F(EdgeTest, MoreThanTheSeatsIs503BeforePublishing) {
  for (int i = 0; i < 3; ++i) edge.serve(post("/", "{}"), exchange);
  ASSERT_EQ(shard.answers.size(), 1u);
  EXPECT_EQ(answer().status, 503);
  EXPECT_EQ(answer().fields.find("Vary").value_or(""), "Prefer") << "as every answer of a route";
  EXPECT_EQ(broker.records.size(), 2u);
  EXPECT_EQ(edge.counts().refused, 1u);
}

TEST_F(EdgeTest, DurationsAreThoseOfRequestsThatARouteTook) {
  edge.serve(post("/nowhere", "{}"), exchange);
  edge.serve(post("/users", "bad"), exchange);
  edge.serve(post("/users", "{}"), exchange);
  shard.advance(30ms);
  edge.settle({reply_to(appended().id)});
  edge.serve(post("/", "{}"), exchange);
  shard.advance(6s);
  RequestDurations::Histograms seen;
  edge.durations().add_to(seen);
  ASSERT_EQ(seen.size(), 1u) << "both paths are of one route";
  auto& statuses = seen["POST /users"];
  ASSERT_EQ(statuses.size(), 3u);
  EXPECT_EQ(statuses[422].counts[0], 1u);
  EXPECT_NEAR(statuses[201].sum, 0.03, 1e-9);
  EXPECT_GE(statuses[504].sum, 5.0);
}

TEST_F(EdgeTest, AbandonAnswersEveryoneOnce) {
  edge.serve(post("/", "{}"), exchange);
  edge.serve(post("/", "{}"), exchange);
  edge.abandon();
  edge.abandon();
  EXPECT_EQ(shard.answers.size(), 2u);
  EXPECT_EQ(answer().status, 504);
}

TEST_F(EdgeTest, AdmitRefusesByTheHeadAlone) {
  http::Request head = post("/nowhere", "");
  EXPECT_EQ(edge.admit(head).refusal->status, 404);
  head.target = "/users";
  EXPECT_FALSE(edge.admit(head).refusal);
  EXPECT_EQ(edge.admit(head).body_bytes_max, 1024u * 1024u);
}

TEST_F(EdgeTest, BodyThatIsSaidToBeTooLongIsRefusedSoThatPagesMayReadIt) {
  Route route;
  route.paths = {"/users"};
  route.topic = "users.requests";
  route.outcomes_topic = "users.outcomes";
  route.body_bytes_max = 10;
  route.cors.origins = {"https://shop.example"};
  auto made = std::make_shared<Serving>(*RouteTable::make({route}));
  made->lanes = serving(true)->lanes;
  parts.serving.replace(made);
  for (const char* length : {"11", "99999999999999999999999999"}) {
    http::Request head = post("/users", "");
    head.fields.add("origin", "https://shop.example");
    head.fields.add("content-length", length);
    const auto verdict = edge.admit(head);
    ASSERT_TRUE(verdict.refusal);
    EXPECT_EQ(verdict.refusal->status, 413);
    EXPECT_EQ(verdict.refusal->fields.find("Access-Control-Allow-Origin"), "https://shop.example");
  }
  http::Request fits = post("/users", "");
  fits.fields.add("content-length", "10");
  EXPECT_FALSE(edge.admit(fits).refusal);
  EXPECT_EQ(edge.counts().refused, 2u);
}

TEST_F(EdgeTest, OptionsOfTheServerAreAllMethods) {
  http::Request head = post("*", "");
  head.method = "OPTIONS";
  const auto refusal = edge.admit(head).refusal;
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 204);
  EXPECT_EQ(refusal->fields.find("Allow"), "GET, HEAD, OPTIONS, POST");
}

TEST_F(EdgeTest, IdsLeadBackToTheirShard) {
  edge.serve(post("/", "{}"), exchange);
  EXPECT_EQ(home_of(appended().id), 1);
}

}  // namespace
}  // namespace boomerang::gateway
