#include "boomerang/routing/schema.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <unordered_map>
#include <utility>

#include "boomerang/base/json_pointer.h"
#include "boomerang/base/strict_json.h"
#include "boomerang/routing/json_value.h"
#include "boomerang/routing/schema_compiler.h"

namespace boomerang::routing {
namespace {

namespace json = boost::json;
using Node = SchemaNode;

constexpr std::size_t schema_depth_max = 200;  // A schema in a schema takes two levels.
constexpr std::size_t text_bytes_max = 1024 * 1024;
constexpr std::size_t pointer_bytes_max = 256;
constexpr std::size_t values_bytes_max = 200;
constexpr std::size_t comparisons_max = 1'000'000;

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }
std::string_view view(json::string_view text) { return {text.data(), text.size()}; }

std::string quoted(const json::value& value) {
  const auto text = json::serialize(value);
  return {text.data(), text.size()};
}

// "1 item", "2 items"
std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::size_t letters_in(const json::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::uint8_t types_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return Node::null;
    case json::kind::bool_:
      return Node::boolean;
    case json::kind::string:
      return Node::string;
    case json::kind::array:
      return Node::array;
    case json::kind::object:
      return Node::object;
    default:
      return is_integer(value) ? Node::number | Node::integer : Node::number;
  }
}

std::string names_of(std::uint8_t types) {
  static constexpr std::pair<Node::Type, const char*> all[] = {
      {Node::string, "a string"},   {Node::integer, "an integer"}, {Node::number, "a number"},
      {Node::boolean, "a boolean"}, {Node::object, "an object"},   {Node::array, "an array"},
      {Node::null, "null"}};
  std::string names;
  for (const auto& [type, name] : all) {
    if ((types & type) == 0) continue;
    names.append(names.empty() ? "" : " or ").append(name);
  }
  return names;
}

// One value against one schema, and on into both.
class Check {
 public:
  explicit Check(const std::vector<Node>& nodes) : nodes_(nodes) {}

  std::vector<Violation> run(const json::value& value) {
    check(0, value);
    if (comparisons_ > comparisons_max) {
      return {{"", "takes too long to compare with the schema; send a smaller or simpler value"}};
    }
    return std::move(found_);
  }

 private:
  // A value is compared in full only while somebody is to be told of it.
  bool is_over() const {
    return found_.size() >= (is_silent_ ? 1 : violations_max) || comparisons_ > comparisons_max;
  }

  void tell(const std::string& detail) {
    if (is_over()) return;
    if (is_silent_) {
      found_.emplace_back();
      return;
    }
    std::string pointer;
    for (const auto& token : way_) {
      if (pointer.size() + token.size() + 1 > pointer_bytes_max) break;
      pointer += "/" + token;
    }
    found_.push_back({std::move(pointer), detail});
  }

  // Whether `value` is as it is to be, without a word.
  bool holds(NodeIndex index, const json::value& value) {
    auto found = std::exchange(found_, {});
    const bool was_silent = std::exchange(is_silent_, true);
    check(index, value);
    is_silent_ = was_silent;
    return std::exchange(found_, std::move(found)).empty();
  }

  void check_at(std::string token, NodeIndex index, const json::value& value) {
    way_.push_back(std::move(token));
    check(index, value);
    way_.pop_back();
  }

  void check_member(std::string_view name, NodeIndex index, const json::value& value) {
    check_at(is_silent_ ? std::string() : pointer_token(name), index, value);
  }

  void check(NodeIndex index, const json::value& value) {
    ++comparisons_;
    if (is_over()) return;
    const Node& node = nodes_[index];
    if (node.never) return tell("is not allowed");
    if (node.ref) return check(*node.ref, value);
    const std::uint8_t types = types_of(value);
    if ((types & node.types) == 0) return tell("must be " + names_of(node.types));
    check_values(node, value);
    if ((types & Node::number) != 0) check_number(node, value);
    if (const auto* text = value.if_string()) check_text(node, *text);
    if (const auto* array = value.if_array()) check_array(node, *array);
    if (const auto* object = value.if_object()) check_object(node, *object);
    check_others(node, value);
  }

  void check_values(const Node& node, const json::value& value) {
    if (node.equals && !are_equal(*node.equals, value)) {
      const std::string wanted = quoted(*node.equals);
      tell(wanted.size() <= values_bytes_max ? "must be " + wanted
                                             : "is not the one allowed value");
    }
    if (!node.has_values) return;
    std::string wanted;
    for (const auto& one : node.one_of_values) {
      ++comparisons_;
      if (are_equal(one, value)) return;
      if (wanted.size() <= values_bytes_max) wanted += (wanted.empty() ? "" : ", ") + quoted(one);
    }
    tell(wanted.size() <= values_bytes_max ? "must be one of: " + wanted
                                           : "is none of the allowed values");
  }

  void check_number(const Node& node, const json::value& value) {
    if (node.maximum && !(compare_numbers(value, *node.maximum) <= 0)) {
      tell("must be at most " + quoted(*node.maximum));
    }
    if (node.exclusive_maximum && !(compare_numbers(value, *node.exclusive_maximum) < 0)) {
      tell("must be less than " + quoted(*node.exclusive_maximum));
    }
    if (node.minimum && !(compare_numbers(value, *node.minimum) >= 0)) {
      tell("must be at least " + quoted(*node.minimum));
    }
    if (node.exclusive_minimum && !(compare_numbers(value, *node.exclusive_minimum) > 0)) {
      tell("must be greater than " + quoted(*node.exclusive_minimum));
    }
    if (node.multiple_of && !is_multiple(value, *node.multiple_of)) {
      tell("must be a multiple of " + quoted(*node.multiple_of));
    }
  }

  void check_text(const Node& node, const json::string& text) {
    comparisons_ += text.size() / (node.pattern ? 64 : 1024);
    if (node.length_min > 0 || node.length_max != Node::no_limit) {
      const std::size_t letters = letters_in(text);
      if (letters < node.length_min) {
        tell("must have at least " + counted(node.length_min, "character", "characters"));
      }
      if (letters > node.length_max) {
        tell("must have at most " + counted(node.length_max, "character", "characters"));
      }
      // What is too long need not be searched.
      if (letters > node.length_max) return;
    }
    if (node.pattern && !node.pattern->found_in(view(text))) {
      tell("must match " + node.pattern_text);
    }
    if (node.format && !has_format(view(text), *node.format)) {
      tell("must be a " + std::string(name_of(*node.format)));
    }
  }

  void check_array(const Node& node, const json::array& array) {
    if (array.size() < node.items_min) {
      tell("must have at least " + counted(node.items_min, "item", "items"));
    }
    if (array.size() > node.items_max) {
      return tell("must have at most " + counted(node.items_max, "item", "items"));
    }
    for (std::size_t i = 0; i < array.size() && !is_over(); ++i) {
      const auto schema = i < node.tuple.size() ? std::optional(node.tuple[i])
                          : node.has_tuple      ? node.additional_items
                                                : node.items;
      if (schema) check_at(std::to_string(i), *schema, array[i]);
    }
    if (node.contains && std::none_of(array.begin(), array.end(), [&](const auto& item) {
          return holds(*node.contains, item);
        })) {
      tell("has no item such as is needed");
    }
    if (node.unique_items) check_unique(array);
  }

  void check_unique(const json::array& array) {
    std::unordered_multimap<std::size_t, std::size_t> places;  // By the hash of the item.
    for (std::size_t i = 0; i < array.size() && !is_over(); ++i) {
      const std::size_t hash = hash_of(array[i]);
      const auto [begin, end] = places.equal_range(hash);
      for (auto other = begin; other != end; ++other) {
        ++comparisons_;
        if (!are_equal(array[other->second], array[i])) continue;
        return tell("must not have an item twice: " + std::to_string(other->second) + " and " +
                    std::to_string(i));
      }
      places.emplace(hash, i);
    }
  }

  void check_object(const Node& node, const json::object& object) {
    for (const auto& name : node.required) {
      if (!object.contains(name)) tell("must have a member " + quoted(json::value(name)));
    }
    if (object.size() < node.properties_min) {
      tell("must have at least " + counted(node.properties_min, "member", "members"));
    }
    if (object.size() > node.properties_max) {
      tell("must have at most " + counted(node.properties_max, "member", "members"));
    }
    for (const auto& [name, needed] : node.needs_properties) {
      if (!object.contains(name)) continue;
      for (const auto& other : needed) {
        if (object.contains(other)) continue;
        tell("must have a member " + quoted(json::value(other)) + ", as it has " +
             quoted(json::value(name)));
      }
    }
    for (const auto& member : object) {
      if (is_over()) return;
      check_property(node, view(member.key()), member.value());
    }
  }

  void check_property(const Node& node, std::string_view name, const json::value& value) {
    bool is_known = false;
    if (const auto found = node.properties.find(name); found != node.properties.end()) {
      is_known = true;
      check_member(name, found->second, value);
    }
    for (const auto& [pattern, schema] : node.pattern_properties) {
      ++comparisons_;
      if (!pattern.found_in(name)) continue;
      is_known = true;
      check_member(name, schema, value);
    }
    if (!is_known && node.additional_properties) {
      check_member(name, *node.additional_properties, value);
    }
    if (node.property_names && !holds(*node.property_names, json::value(json::string_view(name)))) {
      way_.push_back(pointer_token(name));
      tell("has a name that is not allowed");
      way_.pop_back();
    }
  }

  // Other schemas for the same value.
  void check_others(const Node& node, const json::value& value) {
    for (const auto schema : node.all_of) check(schema, value);
    if (!node.any_of.empty() &&
        std::none_of(node.any_of.begin(), node.any_of.end(),
                     [&](const auto schema) { return holds(schema, value); })) {
      tell("is of none of the forms that are allowed");
    }
    if (!node.one_of.empty()) {
      const auto count = std::count_if(node.one_of.begin(), node.one_of.end(),
                                       [&](const auto schema) { return holds(schema, value); });
      if (count == 0) tell("is of none of the forms that are allowed");
      if (count > 1) tell("is of more than one of the forms that are allowed");
    }
    if (node.not_schema && holds(*node.not_schema, value)) tell("is of a form that is not allowed");
    if (node.if_schema) {
      const auto& next = holds(*node.if_schema, value) ? node.then_schema : node.else_schema;
      if (next) check(*next, value);
    }
    const auto* object = value.if_object();
    if (object == nullptr) return;
    for (const auto& [name, schema] : node.needs_schema) {
      if (object->contains(name)) check(schema, value);
    }
  }

  const std::vector<Node>& nodes_;
  std::vector<std::string> way_;  // Tokens of the pointer to the value that is checked.
  std::vector<Violation> found_;
  bool is_silent_ = false;
  std::size_t comparisons_ = 0;
};

}  // namespace

Result<Schema> Schema::compile(std::string_view text) {
  if (text.size() > text_bytes_max) return Fault{FaultKind::invalid, "is larger than 1 MiB"};
  const auto document = read_json(text, schema_depth_max);
  if (!document) return document.fault();
  auto nodes = compile_schema(*document);
  if (!nodes) return nodes.fault();
  Schema schema;
  schema.nodes_ = std::make_shared<const std::vector<SchemaNode>>(*std::move(nodes));
  return schema;
}

std::vector<Violation> Schema::check(const json::value& value) const {
  return Check(*nodes_).run(value);
}

}  // namespace boomerang::routing
