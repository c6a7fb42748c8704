#include "demo/users/create_user.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "demo/users/schema.h"

namespace users {
namespace {

using boomerang::Event;
using boomerang::Fault;
using boomerang::FaultKind;
using boomerang::Outcome;
using boomerang::Result;
using boomerang::WallTime;
using namespace boomerang::store;

// The table of users, with the unique key on the name that the schema gives it.
class FakeTransaction final : public Transaction {
 public:
  using Transaction::execute;
  using Transaction::insert;
  using Transaction::query;

  Result<Insert> insert(std::string_view sql, Values values) override {
    EXPECT_EQ(sql, "INSERT INTO users (id, name, request_id) VALUES (?, ?, ?)");
    if (fault) return *fault;
    return add(Row(values.begin(), values.end()));
  }

  Result<std::vector<Insert>> insert_new(std::string_view table,
                                         std::span<const std::string_view> columns,
                                         std::span<const Row> new_rows) override {
    EXPECT_EQ(table, "users");
    EXPECT_EQ(std::vector(columns.begin(), columns.end()),
              (std::vector<std::string_view>{"id", "name", "request_id"}));
    if (fault) return *fault;
    std::vector<Insert> inserts;
    for (const auto& row : new_rows) inserts.push_back(add(row));
    return inserts;
  }

  Result<std::int64_t> execute(std::string_view, Values) override { return unexpected(); }
  Result<std::vector<Row>> query(std::string_view, Values) override { return unexpected(); }
  Result<void> savepoint(std::string_view) override { return unexpected(); }
  Result<void> rollback_to(std::string_view) override { return unexpected(); }
  Result<void> release(std::string_view) override { return unexpected(); }
  Result<std::vector<InboxRow>> inbox_find(std::span<const std::array<std::uint8_t, 16>>) override {
    return unexpected();
  }
  Result<void> inbox_add(std::span<const InboxRow>) override { return unexpected(); }
  Result<std::int64_t> inbox_prune(WallTime, std::int64_t) override { return unexpected(); }
  Result<void> commit() override { return unexpected(); }

  std::vector<Row> rows;
  std::optional<Fault> fault;  // What every call fails with, if any.

 private:
  Insert add(Row row) {
    if (!names_.insert(std::get<std::string>(row.at(1))).second) return Insert::duplicate;
    rows.push_back(std::move(row));
    return Insert::added;
  }

  static Fault unexpected() {
    ADD_FAILURE() << "a handler only inserts; the rest is the worker's";
    return {FaultKind::invalid, "not for handlers"};
  }

  std::set<std::string> names_;
};

// Each test runs with both forms of the handler.
class CreateUserTest : public testing::TestWithParam<const char*> {
 protected:
  Result<std::vector<Outcome>> handle(const std::vector<Event>& events) {
    if (GetParam() == std::string_view("batch")) return create_users(events, transaction);
    std::vector<Outcome> outcomes;
    for (const auto& event : events) {
      auto outcome = create_user(event, transaction);
      if (!outcome) return outcome.fault();
      outcomes.push_back(std::move(*outcome));
    }
    return outcomes;
  }

  static Event event(std::uint64_t id, std::string body) {
    Event event;
    event.id = {id, 1};
    event.body = std::move(body);
    return event;
  }

  FakeTransaction transaction;
};

TEST_P(CreateUserTest, ANewNameMakesAUser) {
  const auto outcomes = handle({event(7, R"({"name": "Zoë \"Z\""})")});

  ASSERT_TRUE(outcomes);
  ASSERT_EQ(outcomes->size(), 1u);
  const Outcome& outcome = outcomes->front();
  EXPECT_EQ(outcome.type, "UserCreated");
  EXPECT_EQ(outcome.status, 201);
  EXPECT_EQ(outcome.content_type, "application/json");
  EXPECT_EQ(outcome.body, R"({"id":")" + user_id({7, 1}) + R"(","name":"Zoë \"Z\""})");
  EXPECT_EQ(
      transaction.rows,
      (std::vector<Row>{{user_id({7, 1}), "Zoë \"Z\"", to_string(boomerang::RequestId{7, 1})}}));
}

TEST_P(CreateUserTest, ATakenNameIsAConflict) {
  const auto outcomes = handle({event(1, R"({"name": "Ada"})"), event(2, R"({"name": "Bo"})"),
                                event(3, R"({"name": "Ada"})"), event(4, R"({"name": "ada"})")});

  ASSERT_TRUE(outcomes);
  ASSERT_EQ(outcomes->size(), 4u);
  EXPECT_EQ((*outcomes)[0].status, 201);
  EXPECT_EQ((*outcomes)[1].status, 201);
  EXPECT_EQ((*outcomes)[3].status, 201) << "names are compared exactly";
  const Outcome& conflict = (*outcomes)[2];
  EXPECT_EQ(conflict.type, "UserDuplicated");
  EXPECT_EQ(conflict.status, 409);
  EXPECT_EQ(conflict.content_type, "application/problem+json");
  EXPECT_EQ(conflict.body, R"({"type":"about:blank","title":"Conflict","status":409,)"
                           R"("detail":"A user named \"Ada\" exists already."})");
  EXPECT_EQ(transaction.rows.size(), 3u);
}

TEST_P(CreateUserTest, ABodyThatNoGatewayLetsThroughIsRefusedAlone) {
  const auto outcomes =
      handle({event(1, "{"), event(2, R"({"name": "Ada"})"), event(3, R"({"name": ""})")});

  ASSERT_TRUE(outcomes);
  ASSERT_EQ(outcomes->size(), 3u);
  EXPECT_EQ((*outcomes)[0].type, "UserRefused");
  EXPECT_EQ((*outcomes)[0].status, 400);
  EXPECT_EQ((*outcomes)[1].status, 201);
  EXPECT_EQ((*outcomes)[2].status, 422);
  EXPECT_EQ((*outcomes)[2].body,
            R"({"type":"about:blank","title":"Unprocessable Content","status":422,"detail":)"
            R"("\"name\" is empty or only white space. Give it a visible character."})");
  EXPECT_EQ(transaction.rows.size(), 1u);
}

TEST_P(CreateUserTest, AFaultOfTheStoreIsPassedOn) {
  transaction.fault = Fault{FaultKind::busy, "locked"};

  const auto outcomes = handle({event(1, R"({"name": "Ada"})")});

  ASSERT_FALSE(outcomes);
  EXPECT_EQ(outcomes.fault().kind, FaultKind::busy);
}

INSTANTIATE_TEST_SUITE_P(Forms, CreateUserTest, testing::Values("single", "batch"),
                         [](const auto& form) { return std::string(form.param); });

TEST(UserIdTest, IsTheSameForARepeatAndNeverTheRequestsOwn) {
  const boomerang::RequestId request{7, 1};
  EXPECT_EQ(user_id(request), user_id(request));
  EXPECT_NE(user_id(request), to_string(request));
  EXPECT_NE(user_id(request), user_id({7, 2}));
}

}  // namespace
}  // namespace users
