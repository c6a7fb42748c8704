#include "boomerang/base/strict_json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace boomerang {
namespace {

namespace json = boost::json;

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

}  // namespace

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

}  // namespace boomerang
