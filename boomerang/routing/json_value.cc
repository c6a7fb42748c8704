#include "boomerang/routing/json_value.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <functional>
#include <set>
#include <vector>

namespace boomerang::routing {
namespace {

namespace json = boost::json;

constexpr std::size_t depth_usual = 32;

// Builds the value, and minds what Boost's own builder does not: members that come twice.
class Builder {
 public:
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  bool is_twice() const { return is_twice_; }
  json::value release() { return stack_.release(); }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    members_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t size, json::error_code&) {
    members_.pop_back();
    stack_.push_object(size);
    return true;
  }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t size, json::error_code&) {
    stack_.push_array(size);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_.append(part.data(), part.size());
    stack_.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    key_.append(part.data(), part.size());
    is_twice_ = !members_.back().insert(std::move(key_)).second;
    key_.clear();
    if (is_twice_) error = json::error::syntax;
    stack_.push_key(part);
    return !is_twice_;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    stack_.push_string(part);
    return true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, json::error_code&) {
    stack_.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) {
    stack_.push_uint64(number);
    return true;
  }
  bool on_double(double number, json::string_view, json::error_code&) {
    stack_.push_double(number);
    return true;
  }
  bool on_bool(bool truth, json::error_code&) {
    stack_.push_bool(truth);
    return true;
  }
  bool on_null(json::error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  Builder() { stack_.reset(); }

 private:
  json::value_stack stack_;
  std::vector<std::set<std::string>> members_;  // Of the objects that are open.
  std::string key_;
  bool is_twice_ = false;
};

// "line 1, column 9", both from 1.
std::string place_in(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t column = offset - (before.rfind('\n') + 1);  // npos + 1 is 0.
  return "line " + std::to_string(line) + ", column " + std::to_string(column + 1);
}

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

Result<json::value> read_json(std::string_view text) { return read_json(text, depth_usual); }

Result<json::value> read_json(std::string_view text, std::size_t depth_max) {
  json::parse_options options;
  options.max_depth = depth_max;
  json::basic_parser<Builder> parser(options);
  json::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) error = json::error::extra_data;
  if (!error) return parser.handler().release();
  const std::string at = " at " + place_in(text, read);
  std::string what = "is no JSON: " + error.message() + at;
  if (parser.handler().is_twice()) what = "has a member twice in one object" + at;
  if (error == json::error::too_deep) {
    what = "is nested more than " + std::to_string(depth_max) + " levels deep" + at;
  }
  return Fault{FaultKind::invalid, what};
}

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
