#include "boomerang/problem/problem_type.h"

#include <algorithm>
#include <array>

#include "boomerang/base/check.h"
#include "boomerang/base/embedded_text.h"

namespace boomerang::problem {

// Of docs/problems: made by cmake/embed_texts.cmake.
std::span<const EmbeddedText> pages();

namespace {

using enum Kind;

// In the order of Kind, which is that of the names. The pages come later.
constexpr std::array without_pages = {
    Type{bad_outcome, "bad-outcome", "The outcome could not be read", 502, {}},
    Type{forbidden, "forbidden", "The caller may not do this", 403, {}},
    Type{idempotency_conflict,
         "idempotency-conflict",
         "The first request with this key is still being handled",
         409,
         {}},
    Type{idempotency_key_invalid,
         "idempotency-key-invalid",
         "The idempotency key is malformed",
         400,
         {}},
    Type{idempotency_key_missing,
         "idempotency-key-missing",
         "An idempotency key is required",
         400,
         {}},
    Type{idempotency_key_reused,
         "idempotency-key-reused",
         "The idempotency key belongs to another request",
         422,
         {}},
    Type{not_published, "not-published", "The request was not accepted", 503, {}},
    Type{outcome_expired, "outcome-expired", "The outcome is no longer kept", 410, {}},
    Type{overloaded, "overloaded", "The server has all the connections that it can take", 503, {}},
    Type{rate_limited, "rate-limited", "The caller has sent too many requests", 429, {}},
    Type{record_too_large, "record-too-large", "The request is too large to be logged", 413, {}},
    Type{request_failed, "request-failed", "The request could not be carried out", 500, {}},
    Type{schema_violation,
         "schema-violation",
         "The body is not of the form that is asked for",
         422,
         {}},
    Type{timeout, "timeout", "The outcome is not there yet", 504, {}},
    Type{too_many_waiting, "too-many-waiting", "Too many requests are waiting", 503, {}},
    Type{unauthenticated, "unauthenticated", "The caller is not known", 401, {}},
    Type{unknown_request, "unknown-request", "There is no such request", 404, {}},
};

std::string_view page_of(std::string_view name) {
  for (const auto& page : pages()) {
    if (page.name == name) return page.text;
  }
  return {};
}

}  // namespace

std::span<const Type> types() {
  static const auto all = [] {
    auto made = without_pages;
    for (auto& type : made) type.page = page_of(type.name);
    return made;
  }();
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
