#include "demo/users/create_user.h"

#include <string_view>
#include <utility>
#include <variant>

#include "boomerang/base/json_text.h"
#include "boomerang/base/problem_json.h"
#include "demo/users/new_user.h"

namespace users {
namespace {

using boomerang::append_json_string;
using boomerang::Event;
using boomerang::Outcome;
using boomerang::Result;
using boomerang::store::Row;
using boomerang::store::Transaction;

constexpr std::string_view columns[] = {"id", "name", "request_id"};

Row row_of(const Event& event, const NewUser& user) {
  return {user_id(event.id), user.name, to_string(event.id)};
}

Outcome created(const Event& event, const NewUser& user) {
  Outcome outcome;
  outcome.type = "UserCreated";
  outcome.status = 201;
  outcome.body = "{\"id\":";
  append_json_string(outcome.body, user_id(event.id));
  outcome.body += ",\"name\":";
  append_json_string(outcome.body, user.name);
  outcome.body += "}";
  return outcome;
}

Outcome problem(std::string_view type, int status, std::string_view title,
                std::string_view detail) {
  Outcome outcome;
  outcome.type = type;
  outcome.status = status;
  outcome.content_type = "application/problem+json";
  outcome.body = boomerang::problem_json(status, title, detail);
  return outcome;
}

Outcome refused(const Refusal& refusal) {
  const std::string_view title = refusal.status == 400 ? "Bad Request" : "Unprocessable Content";
  return problem("UserRefused", refusal.status, title, refusal.detail);
}

Outcome decided(const Event& event, const NewUser& user, Transaction::Insert insert) {
  if (insert == Transaction::Insert::added) return created(event, user);
  return problem("UserDuplicated", 409, "Conflict",
                 "A user named \"" + user.name + "\" exists already.");
}

}  // namespace

Result<Outcome> create_user(const Event& event, Transaction& transaction) {
  const auto read = read_new_user(event.body);
  if (const auto* refusal = std::get_if<Refusal>(&read)) return refused(*refusal);

  const auto& user = std::get<NewUser>(read);
  const auto insert = transaction.insert(
      "INSERT INTO users (id, name, request_id) VALUES (?, ?, ?)", row_of(event, user));
  if (!insert) return insert.fault();
  return decided(event, user, *insert);
}

Result<std::vector<Outcome>> create_users(std::span<const Event> events, Transaction& transaction) {
  std::vector<std::variant<NewUser, Refusal>> read;
  std::vector<Row> rows;
  for (const auto& event : events) {
    read.push_back(read_new_user(event.body));
    const auto* user = std::get_if<NewUser>(&read.back());
    if (user != nullptr) rows.push_back(row_of(event, *user));
  }

  std::vector<Transaction::Insert> inserts;
  if (!rows.empty()) {
    auto inserted = transaction.insert_new("users", columns, rows);
    if (!inserted) return inserted.fault();
    inserts = std::move(*inserted);
  }

  std::vector<Outcome> outcomes;
  std::size_t next_insert = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto* user = std::get_if<NewUser>(&read[i]);
    outcomes.push_back(user == nullptr ? refused(std::get<Refusal>(read[i]))
                                       : decided(events[i], *user, inserts.at(next_insert++)));
  }
  return outcomes;
}

std::string user_id(boomerang::RequestId request) {
  return to_string(boomerang::outcome_id(request, "User"));
}

}  // namespace users
