#include "boomerang/routing/json_value.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <functional>

namespace boomerang::routing {
namespace {

namespace json = boost::json;

// An x87 or IEEE quadruple number holds every 64-bit integer; where a long double is a double, two
// integers near each other past 2^53 may look equal.
long double number_of(const json::value& value) {
  if (const auto* number = value.if_int64()) return static_cast<long double>(*number);
  if (const auto* number = value.if_uint64()) return static_cast<long double>(*number);
  return value.as_double();
}

std::size_t mixed(std::size_t seed, std::size_t hash) {
  return (seed ^ hash) * 0x9E3779B97F4A7C15u + 0x7F4A7C15u;
}

}  // namespace

std::partial_ordering compare_numbers(const json::value& one, const json::value& other) {
  return number_of(one) <=> number_of(other);
}

bool are_equal(const json::value& one, const json::value& other) {
  if (one.is_number() && other.is_number()) return compare_numbers(one, other) == 0;
  if (one.kind() != other.kind()) return false;
  if (const auto* array = one.if_array()) {
    return std::equal(array->begin(), array->end(), other.as_array().begin(),
                      other.as_array().end(), are_equal);
  }
  if (const auto* object = one.if_object()) {
    const auto& others = other.as_object();
    return object->size() == others.size() &&
           std::all_of(object->begin(), object->end(), [&](const auto& member) {
             const auto* found = others.if_contains(member.key());
             return found != nullptr && are_equal(member.value(), *found);
           });
  }
  return one == other;
}

std::size_t hash_of(const json::value& value) {
  if (value.is_number()) return mixed(1, std::hash<long double>()(number_of(value)));
  if (const auto* text = value.if_string()) {
    return mixed(2, std::hash<std::string_view>()({text->data(), text->size()}));
  }
  if (const auto* array = value.if_array()) {
    std::size_t hash = 3;
    for (const auto& item : *array) hash = mixed(hash, hash_of(item));
    return hash;
  }
  if (const auto* object = value.if_object()) {
    std::size_t sum = 0;  // Of members in any order.
    for (const auto& member : *object) {
      const auto key = member.key();
      const auto name = std::hash<std::string_view>()({key.data(), key.size()});
      sum += mixed(name, hash_of(member.value()));
    }
    return mixed(4, sum);
  }
  return value.is_null() ? 5 : value.as_bool() ? 6 : 7;
}

bool is_integer(const json::value& value) {
  if (value.is_int64() || value.is_uint64()) return true;
  const auto* number = value.if_double();
  return number != nullptr && std::isfinite(*number) && std::trunc(*number) == *number;
}

bool is_multiple(const json::value& value, const json::value& divisor) {
  const long double number = number_of(value);
  const long double of = number_of(divisor);
  const long double rest = std::fabs(std::remainder(number, of));
  if (is_integer(value) && is_integer(divisor)) return rest == 0;
  // 0.3 is a multiple of 0.1, though none of the two is what it is written as.
  const long double slack = std::fabs(number) * 4 * DBL_EPSILON;
  return rest == 0 || (rest <= slack && slack < of / 2);
}

}  // namespace boomerang::routing
