#pragma once

// What a call gives back when it can fail for a reason its caller must handle.

#include <string>
#include <utility>
#include <variant>

#include "boomerang/base/check.h"

namespace boomerang {

// What the caller can do about it: nothing else decides a kind.
enum class FaultKind {
  invalid,  // The caller's mistake. Asking again the same way fails the same way.
  busy,     // A bound was reached, or a part is away. Nothing happened; ask again later.
  unknown,  // It may or may not have happened. Only an idempotent call may be repeated.
  corrupt,  // Stored bytes are not what was written. Stop, keep the evidence, tell a person.
  closed,   // Shutting down. Nothing happened, and nothing will.
};

// "invalid", "busy", ... for log lines and metrics.
const char* name_of(FaultKind kind);

struct Fault {
  FaultKind kind;
  std::string what;  // For the log. Never parsed, never shown to an HTTP client.
};

// Either a T or the Fault that kept it from being made. Reading the one that is not there is a
// programmer's error and ends the process.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Fault fault) : state_(std::in_place_index<1>, std::move(fault)) {}

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() & { return value(); }
  const T& operator*() const& { return const_cast<Result*>(this)->value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &**this; }

  const Fault& fault() const {
    check(state_.index() == 1, "fault() of a Result that holds a value");
    return *std::get_if<1>(&state_);
  }

 private:
  T& value() {
    check(state_.index() == 0, "value of a Result that holds a fault");
    return *std::get_if<0>(&state_);
  }

  std::variant<T, Fault> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Fault fault) : state_(std::in_place_index<1>, std::move(fault)) {}

  explicit operator bool() const { return state_.index() == 0; }

  const Fault& fault() const {
    check(state_.index() == 1, "fault() of a Result that holds a value");
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<std::monostate, Fault> state_;
};

}  // namespace boomerang
