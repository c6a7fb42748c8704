#include "boomerang/routing/schema_compiler.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "boomerang/base/json_pointer.h"
#include "boomerang/config/suggestion.h"
#include "boomerang/routing/json_value.h"

namespace boomerang::routing {
namespace {

namespace json = boost::json;
using Node = SchemaNode;

constexpr std::size_t nodes_max = 10'000;
constexpr std::size_t mistakes_max = 5;
constexpr std::string_view draft = "http://json-schema.org/draft-07/schema";

// Words for people.
constexpr std::array<std::string_view, 11> annotations = {
    "$comment", "title",     "description",      "default",         "examples",  "example",
    "readOnly", "writeOnly", "contentMediaType", "contentEncoding", "deprecated"};

// They would be left unchecked.
constexpr std::array<std::string_view, 10> of_later_drafts = {
    "prefixItems",      "unevaluatedItems", "unevaluatedProperties", "dependentRequired",
    "dependentSchemas", "minContains",      "maxContains",           "$anchor",
    "$dynamicRef",      "$recursiveRef"};

template <typename Names>
bool is_in(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }
std::string_view view(json::string_view text) { return {text.data(), text.size()}; }

class Compiling {
 public:
  explicit Compiling(const json::value& document) : document_(document) {}

  Result<std::vector<Node>> compile() {
    add(document_, "");
    for (std::size_t i = 0; i < refs_.size(); ++i) resolve(refs_[i]);
    if (mistakes_.empty()) refuse_circles();
    if (mistakes_.empty()) return std::move(nodes_);
    std::string what;
    for (const auto& mistake : mistakes_) what += (what.empty() ? "" : "; ") + mistake;
    return Fault{FaultKind::invalid, what};
  }

 private:
  struct Ref {
    NodeIndex from;
    std::string pointer;  // Of what is meant.
    std::string place;    // Of the keyword itself.
  };

  struct Keyword {
    std::string_view name;
    void (Compiling::*take)(Node& node, const json::value& value, const std::string& place);
  };

  static const std::vector<Keyword>& keywords();

  void refuse(const std::string& place, const std::string& why) {
    if (mistakes_.size() < mistakes_max) mistakes_.push_back("#" + place + " " + why);
  }

  NodeIndex add(const json::value& value, const std::string& place) {
    const NodeIndex index = nodes_.size();
    by_place_.emplace(place, index);
    if (index == nodes_max) refuse(place, "is one schema too many");
    if (index >= nodes_max) return 0;
    nodes_.emplace_back();
    Node node;
    if (const auto* truth = value.if_bool()) {
      node.never = !*truth;
    } else if (const auto* object = value.if_object()) {
      take(node, index, *object, place);
    } else {
      refuse(place, "is no schema: expected an object, true or false");
    }
    nodes_[index] = std::move(node);
    return index;
  }

  void take(Node& node, NodeIndex index, const json::object& object, const std::string& place) {
    const bool is_ref = object.contains("$ref");
    for (const auto& member : object) {
      const std::string name(view(member.key()));
      const std::string at = place + "/" + pointer_token(name);
      if (name == "$ref") {
        take_ref(node, index, member.value(), at);
      } else if (name == "$schema" || name == "$id") {
        take_head(name, member.value(), at, place);
      } else if (is_ref && name != "definitions" && name != "$defs" && is_keyword(name)) {
        refuse(at, "would not count beside \"$ref\"; put both into an \"allOf\"");
      } else {
        take_keyword(node, name, member.value(), at);
      }
    }
  }

  static bool is_keyword(std::string_view name) {
    const auto& all = keywords();
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
  }

  void take_keyword(Node& node, const std::string& name, const json::value& value,
                    const std::string& at) {
    std::vector<std::string> known;
    for (const auto& keyword : keywords()) {
      if (keyword.name == name) return (this->*keyword.take)(node, value, at);
      known.emplace_back(keyword.name);
    }
    if (is_in(annotations, name)) return;
    if (is_in(of_later_drafts, name)) return refuse(at, "is of a later draft than 7");
    // Other words are allowed, but hardly meant when they are so near.
    if (const auto meant = config::suggestion(name, known); !meant.empty()) {
      refuse(at, "is no keyword" + meant);
    }
  }

  void take_head(const std::string& name, const json::value& value, const std::string& at,
                 const std::string& place) {
    const auto* text = value.if_string();
    if (text == nullptr) return refuse(at, "must be a string");
    if (!place.empty()) return refuse(at, "may stand at the top only");
    std::string_view uri = view(*text);
    if (uri.ends_with('#')) uri.remove_suffix(1);
    if (name == "$schema" && uri != draft) {
      refuse(at, "must be \"" + std::string(draft) + "#\", the draft that is read here");
    }
  }

  void take_ref(Node& node, NodeIndex index, const json::value& value, const std::string& at) {
    const auto* text = value.if_string();
    if (text == nullptr) return refuse(at, "must be a string");
    const auto pointer = decoded(view(*text));
    if (!pointer) {
      return refuse(at, "must lead into this document: \"#\" or \"#/definitions/name\"");
    }
    node.ref = 0;
    refs_.push_back({index, *pointer, at});
  }

  // The pointer of "#/a%25b"; nothing if there is none.
  static std::optional<std::string> decoded(std::string_view reference) {
    if (!reference.starts_with('#')) return std::nullopt;
    std::string pointer;
    for (std::size_t i = 1; i < reference.size(); ++i) {
      if (reference[i] != '%') {
        pointer += reference[i];
        continue;
      }
      unsigned value = 0;
      for (int digit = 0; digit < 2; ++digit) {
        constexpr std::string_view digits = "0123456789abcdef";
        if (++i >= reference.size()) return std::nullopt;
        const char c = reference[i];
        const auto found = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
        if (found == digits.npos) return std::nullopt;
        value = value * 16 + static_cast<unsigned>(found);
      }
      pointer += static_cast<char>(value);
    }
    if (!is_json_pointer(pointer)) return std::nullopt;
    return pointer;
  }

  void resolve(const Ref ref) {
    const auto known = by_place_.find(ref.pointer);
    if (known != by_place_.end()) {
      nodes_[ref.from].ref = known->second;
      return;
    }
    json::error_code error;
    const auto* value = document_.find_pointer(json::string_view(ref.pointer), error);
    if (value == nullptr) return refuse(ref.place, "leads to nothing");
    const NodeIndex target = add(*value, ref.pointer);
    nodes_[ref.from].ref = target;
  }

  // Schemas that a value goes on to without a step into it. Going round there would never end.
  static std::vector<NodeIndex> beside(const Node& node) {
    std::vector<NodeIndex> all;
    for (const auto& one :
         {node.ref, node.if_schema, node.then_schema, node.else_schema, node.not_schema}) {
      if (one) all.push_back(*one);
    }
    for (const auto* many : {&node.all_of, &node.any_of, &node.one_of}) {
      all.insert(all.end(), many->begin(), many->end());
    }
    for (const auto& [name, index] : node.needs_schema) all.push_back(index);
    return all;
  }

  void refuse_circles() {
    enum class Mark { unseen, open, done };
    std::vector<Mark> marks(nodes_.size(), Mark::unseen);
    std::vector<std::pair<NodeIndex, std::vector<NodeIndex>>> way;
    for (NodeIndex start = 0; start < nodes_.size(); ++start) {
      if (marks[start] != Mark::unseen) continue;
      marks[start] = Mark::open;
      way.emplace_back(start, beside(nodes_[start]));
      while (!way.empty()) {
        auto& [index, rest] = way.back();
        if (rest.empty()) {
          marks[index] = Mark::done;
          way.pop_back();
          continue;
        }
        const NodeIndex next = rest.back();
        rest.pop_back();
        if (marks[next] == Mark::open)
          return refuse(place_of(next), "refers to itself without end");
        if (marks[next] == Mark::done) continue;
        marks[next] = Mark::open;
        way.emplace_back(next, beside(nodes_[next]));
      }
    }
  }

  std::string place_of(NodeIndex index) const {
    for (const auto& [place, one] : by_place_) {
      if (one == index) return place;
    }
    return "";
  }

  // What the values of keywords are to be.

  void take_schema(std::optional<NodeIndex>& to, const json::value& value, const std::string& at) {
    to = add(value, at);
  }

  template <typename Take>
  void each_item(const json::value& value, const std::string& at, std::size_t items_min,
                 Take take_item) {
    const auto* array = value.if_array();
    if (array == nullptr || array->size() < items_min) {
      return refuse(at, items_min == 0 ? "must be an array" : "must be an array that is not empty");
    }
    for (std::size_t i = 0; i < array->size(); ++i) {
      take_item((*array)[i], at + "/" + std::to_string(i));
    }
  }

  void take_schemas(std::vector<NodeIndex>& to, const json::value& value, const std::string& at) {
    each_item(value, at, 1, [&](const json::value& item, const std::string& place) {
      to.push_back(add(item, place));
    });
  }

  template <typename Take>
  void each_member(const json::value& value, const std::string& at, Take take_member) {
    const auto* object = value.if_object();
    if (object == nullptr) return refuse(at, "must be an object");
    for (const auto& member : *object) {
      const std::string name(view(member.key()));
      take_member(name, member.value(), at + "/" + pointer_token(name));
    }
  }

  void take_number(std::optional<json::value>& to, const json::value& value,
                   const std::string& at) {
    if (!value.is_number()) return refuse(at, "must be a number");
    to = value;
  }

  void take_size(std::size_t& to, const json::value& value, const std::string& at) {
    const bool good = is_integer(value) && compare_numbers(value, json::value(0)) >= 0 &&
                      compare_numbers(value, json::value(std::int64_t{1} << 53)) <= 0;
    if (!good) return refuse(at, "must be a whole number that is not negative");
    to = value.is_double() ? static_cast<std::size_t>(value.as_double())
                           : value.to_number<std::size_t>();
  }

  void take_truth(bool& to, const json::value& value, const std::string& at) {
    const auto* truth = value.if_bool();
    if (truth == nullptr) return refuse(at, "must be true or false");
    to = *truth;
  }

  std::optional<Pattern> pattern(std::string_view source, const std::string& at) {
    auto compiled = Pattern::compile(source);
    if (compiled) return *std::move(compiled);
    refuse(at, "is a pattern that cannot be used: " + compiled.fault().what);
    return std::nullopt;
  }

  std::vector<std::string> names(const json::value& value, const std::string& at) {
    std::vector<std::string> all;
    each_item(value, at, 0, [&](const json::value& item, const std::string& place) {
      const auto* text = item.if_string();
      if (text == nullptr) return refuse(place, "must be a string");
      if (is_in(all, view(*text))) return refuse(place, "is there already");
      all.emplace_back(view(*text));
    });
    return all;
  }

  // The keywords that need more than one of those.

  void take_type(Node& node, const json::value& value, const std::string& at) {
    node.types = 0;
    if (value.is_string()) return take_one_type(node, value, at);
    each_item(value, at, 1, [&](const json::value& item, const std::string& place) {
      take_one_type(node, item, place);
    });
  }

  void take_one_type(Node& node, const json::value& value, const std::string& at) {
    static constexpr std::pair<std::string_view, Node::Type> types[] = {
        {"null", Node::null},      {"boolean", Node::boolean}, {"object", Node::object},
        {"array", Node::array},    {"number", Node::number},   {"string", Node::string},
        {"integer", Node::integer}};
    for (const auto& [name, type] : types) {
      if (!value.is_string() || view(value.as_string()) != name) continue;
      node.types = static_cast<std::uint8_t>(node.types | type);
      return;
    }
    refuse(at, "must be one of: null, boolean, object, array, number, string, integer");
  }

  void take_enum(Node& node, const json::value& value, const std::string& at) {
    node.has_values = true;
    each_item(value, at, 1, [&](const json::value& item, const std::string&) {
      node.one_of_values.push_back(item);
    });
  }

  void take_multiple(Node& node, const json::value& value, const std::string& at) {
    take_number(node.multiple_of, value, at);
    if (value.is_number() && compare_numbers(value, json::value(0)) <= 0) {
      refuse(at, "must be greater than 0");
    }
  }

  void take_pattern(Node& node, const json::value& value, const std::string& at) {
    const auto* text = value.if_string();
    if (text == nullptr) return refuse(at, "must be a string");
    node.pattern_text = view(*text);
    node.pattern = pattern(node.pattern_text, at);
  }

  void take_format(Node& node, const json::value& value, const std::string& at) {
    const auto* text = value.if_string();
    if (text == nullptr) return refuse(at, "must be a string");
    node.format = format_named(view(*text));
  }

  void take_items(Node& node, const json::value& value, const std::string& at) {
    if (!value.is_array()) return take_schema(node.items, value, at);
    node.has_tuple = true;
    each_item(value, at, 0, [&](const json::value& item, const std::string& place) {
      node.tuple.push_back(add(item, place));
    });
  }

  void take_properties(Node& node, const json::value& value, const std::string& at) {
    each_member(value, at,
                [&](const std::string& name, const json::value& schema, const std::string& place) {
                  node.properties[name] = add(schema, place);
                });
  }

  void take_pattern_properties(Node& node, const json::value& value, const std::string& at) {
    each_member(
        value, at,
        [&](const std::string& source, const json::value& schema, const std::string& place) {
          const NodeIndex index = add(schema, place);
          if (auto good = pattern(source, place)) {
            node.pattern_properties.emplace_back(*std::move(good), index);
          }
        });
  }

  void take_dependencies(Node& node, const json::value& value, const std::string& at) {
    each_member(value, at,
                [&](const std::string& name, const json::value& needed, const std::string& place) {
                  if (needed.is_array()) {
                    node.needs_properties.emplace_back(name, names(needed, place));
                  } else {
                    node.needs_schema.emplace_back(name, add(needed, place));
                  }
                });
  }

  void take_definitions(Node&, const json::value& value, const std::string& at) {
    each_member(value, at,
                [&](const std::string&, const json::value& schema, const std::string& place) {
                  add(schema, place);
                });
  }

  // A keyword whose value goes to one member of the node.
  template <auto member, auto taking>
  void take_to(Node& node, const json::value& value, const std::string& at) {
    (this->*taking)(node.*member, value, at);
  }

  void take_names(std::vector<std::string>& to, const json::value& value, const std::string& at) {
    to = names(value, at);
  }

  void take_any(std::optional<json::value>& to, const json::value& value, const std::string&) {
    to = value;
  }

  const json::value& document_;
  std::vector<Node> nodes_;
  std::map<std::string, NodeIndex> by_place_;
  std::vector<Ref> refs_;
  std::vector<std::string> mistakes_;
};

const std::vector<Compiling::Keyword>& Compiling::keywords() {
  using C = Compiling;
  static const std::vector<Keyword> all = {
      {"type", &C::take_type},
      {"enum", &C::take_enum},
      {"const", &C::take_to<&Node::equals, &C::take_any>},
      {"multipleOf", &C::take_multiple},
      {"maximum", &C::take_to<&Node::maximum, &C::take_number>},
      {"exclusiveMaximum", &C::take_to<&Node::exclusive_maximum, &C::take_number>},
      {"minimum", &C::take_to<&Node::minimum, &C::take_number>},
      {"exclusiveMinimum", &C::take_to<&Node::exclusive_minimum, &C::take_number>},
      {"maxLength", &C::take_to<&Node::length_max, &C::take_size>},
      {"minLength", &C::take_to<&Node::length_min, &C::take_size>},
      {"pattern", &C::take_pattern},
      {"format", &C::take_format},
      {"items", &C::take_items},
      {"additionalItems", &C::take_to<&Node::additional_items, &C::take_schema>},
      {"maxItems", &C::take_to<&Node::items_max, &C::take_size>},
      {"minItems", &C::take_to<&Node::items_min, &C::take_size>},
      {"uniqueItems", &C::take_to<&Node::unique_items, &C::take_truth>},
      {"contains", &C::take_to<&Node::contains, &C::take_schema>},
      {"maxProperties", &C::take_to<&Node::properties_max, &C::take_size>},
      {"minProperties", &C::take_to<&Node::properties_min, &C::take_size>},
      {"required", &C::take_to<&Node::required, &C::take_names>},
      {"properties", &C::take_properties},
      {"patternProperties", &C::take_pattern_properties},
      {"additionalProperties", &C::take_to<&Node::additional_properties, &C::take_schema>},
      {"dependencies", &C::take_dependencies},
      {"propertyNames", &C::take_to<&Node::property_names, &C::take_schema>},
      {"if", &C::take_to<&Node::if_schema, &C::take_schema>},
      {"then", &C::take_to<&Node::then_schema, &C::take_schema>},
      {"else", &C::take_to<&Node::else_schema, &C::take_schema>},
      {"allOf", &C::take_to<&Node::all_of, &C::take_schemas>},
      {"anyOf", &C::take_to<&Node::any_of, &C::take_schemas>},
      {"oneOf", &C::take_to<&Node::one_of, &C::take_schemas>},
      {"not", &C::take_to<&Node::not_schema, &C::take_schema>},
      {"definitions", &C::take_definitions},
      {"$defs", &C::take_definitions},
  };
  return all;
}

}  // namespace

Result<std::vector<SchemaNode>> compile_schema(const json::value& document) {
  return Compiling(document).compile();
}

}  // namespace boomerang::routing
