#include "boomerang/problem/problem_type.h"

#include <algorithm>

#include "boomerang/base/check.h"
#include "boomerang/base/embedded_text.h"

namespace boomerang::problem {

// Of docs/problems: made by cmake/embed_texts.cmake.
std::span<const EmbeddedText> pages();

namespace {

std::string_view page_of(std::string_view name) {
  for (const auto& page : pages()) {
    if (page.name == name) return page.text;
  }
  return {};
}

// In the order of Kind, which is that of the names.
std::vector<Type> make_types() {
  using enum Kind;
  std::vector<Type> made = {
      {bad_outcome, "bad-outcome", "The outcome could not be read", {502}},
      {forbidden, "forbidden", "The caller may not do this", {403}},
      {idempotency_conflict,
       "idempotency-conflict",
       "The first request with this key is still being handled",
       {409}},
      {idempotency_key_malformed,
       "idempotency-key-malformed",
       "The idempotency key is malformed",
       {400}},
      {idempotency_key_missing, "idempotency-key-missing", "An idempotency key is required", {400}},
      {idempotency_key_reused,
       "idempotency-key-reused",
       "The idempotency key belongs to another request",
       {422}},
      {invalid_json, "invalid-json", "The body is not JSON", {400}},
      {log_unavailable, "log-unavailable", "The log cannot be looked into", {503}},
      {not_published, "not-published", "The request was not accepted", {503}},
      {ordering_key_missing, "ordering-key-missing", "The request has no ordering key", {422}},
      {outcome_expired, "outcome-expired", "The outcome is no longer kept", {410}},
      {overloaded, "overloaded", "The server has too much to do", {503}},
      {record_too_large, "record-too-large", "The request is too large to be logged", {413}},
      {request_failed, "request-failed", "The request could not be carried out", {500}},
      {schema_violation,
       "schema-violation",
       "The body is not of the form that is asked for",
       {422}},
      {timeout, "timeout", "The outcome is not there yet", {504}},
      {too_many_waiting, "too-many-waiting", "Too many requests are waiting", {503, 429}},
      {unauthenticated, "unauthenticated", "The caller is not known", {401}},
      {unknown_request, "unknown-request", "There is no such request", {404}},
  };
  for (auto& type : made) type.page = page_of(type.name);
  return made;
}

}  // namespace

std::span<const Type> types() {
  static const std::vector<Type> all = make_types();
  return all;
}

const Type& type_of(Kind kind) {
  const auto index = static_cast<std::size_t>(kind);
  check(index < types().size(), "a kind of problem that is not in the table");
  return types()[index];
}

const Type* find_type(std::string_view name) {
  const auto all = types();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Type& type) { return type.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string uri_of(Kind kind) { return "/problems/" + std::string(type_of(kind).name); }

}  // namespace boomerang::problem
