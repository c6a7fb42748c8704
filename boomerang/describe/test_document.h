#pragma once

// For tests: a description as JSON, and where its references lead.

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/base/result.h"

namespace boomerang::describe {

class TestDocument {
 public:
  explicit TestDocument(const Result<std::string>& text) {
    EXPECT_TRUE(text) << (text ? "" : text.fault().what);
    if (text) root_ = boost::json::parse(*text);
  }

  // The value at a JSON pointer; each reference on the way is followed. Null, and a failure of the
  // test, where there is none. Source: RFC 6901.
  const boost::json::value& at(std::string_view pointer) const {
    const auto* value = find(pointer);
    EXPECT_NE(value, nullptr) << "nothing at " << pointer;
    static const boost::json::value none;
    return value == nullptr ? none : *value;
  }

  std::string text(std::string_view pointer) const {
    const auto& value = at(pointer);
    return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
  }

  bool has(std::string_view pointer) const { return find(pointer) != nullptr; }

  // The names of the members of the object there.
  std::vector<std::string> names(std::string_view pointer) const {
    std::vector<std::string> names;
    const auto& value = at(pointer);
    if (!value.is_object()) return names;
    for (const auto& member : value.get_object()) names.emplace_back(member.key());
    return names;
  }

  // The references that lead nowhere in the document.
  std::vector<std::string> dangling() const {
    std::vector<std::string> found;
    collect_dangling(root_, found);
    return found;
  }

 private:
  const boost::json::value* find(std::string_view pointer) const {
    const auto* value = &root_;
    while (value != nullptr && !pointer.empty()) {
      pointer.remove_prefix(1);  // The slash.
      const auto token = pointer.substr(0, pointer.find('/'));
      pointer.remove_prefix(token.size());
      value = child(*value, unescaped(token));
      if (value != nullptr) value = followed(*value);
    }
    return value;
  }

  const boost::json::value* followed(const boost::json::value& value) const {
    const auto* object = value.if_object();
    const auto* reference = object == nullptr ? nullptr : object->if_contains("$ref");
    if (reference == nullptr || !reference->is_string()) return &value;
    const std::string text(reference->get_string());
    return text.starts_with("#/") ? find(std::string_view(text).substr(1)) : nullptr;
  }

  static const boost::json::value* child(const boost::json::value& value, const std::string& name) {
    if (const auto* object = value.if_object()) return object->if_contains(name);
    const auto* array = value.if_array();
    return array == nullptr ? nullptr : array->if_contains(std::stoul(name));
  }

  static std::string unescaped(std::string_view token) {
    std::string text;
    for (std::size_t i = 0; i < token.size(); ++i) {
      const bool escaped = token[i] == '~' && i + 1 < token.size();
      text += !escaped ? token[i] : token[++i] == '1' ? '/' : '~';
    }
    return text;
  }

  void collect_dangling(const boost::json::value& value, std::vector<std::string>& found) const {
    if (const auto* array = value.if_array()) {
      for (const auto& one : *array) collect_dangling(one, found);
    }
    const auto* object = value.if_object();
    if (object == nullptr) return;
    const auto* reference = object->if_contains("$ref");
    if (reference != nullptr && reference->is_string() && followed(value) == nullptr) {
      found.emplace_back(reference->get_string());
    }
    for (const auto& member : *object) collect_dangling(member.value(), found);
  }

  boost::json::value root_;
};

}  // namespace boomerang::describe
