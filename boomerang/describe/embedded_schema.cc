#include "boomerang/describe/embedded_schema.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace boomerang::describe {
namespace {

namespace json = boost::json;

constexpr std::string_view definition_lists[] = {"$defs", "definitions"};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view view(json::string_view text) { return {text.data(), text.size()}; }

// Source: RFC 6901, section 3.
std::string escaped(std::string_view name) {
  std::string token;
  for (const char c : name) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

std::string id_of(const json::value& schema) {
  const auto* object = schema.if_object();
  const auto* id = object != nullptr ? object->if_contains("$id") : nullptr;
  std::string text = id != nullptr && id->is_string() ? std::string(id->get_string()) : "";
  if (text.ends_with('#')) text.pop_back();
  return text;
}

// Moves references to a schema called `id` to its places.
class Mover {
 public:
  Mover(std::string id, const Places& places) : id_(std::move(id)), places_(places) {}

  void move(json::value& schema) const {
    if (auto* list = schema.if_array()) {  // Of allOf, prefixItems, ...
      for (auto& one : *list) move(one);
    }
    auto* object = schema.if_object();
    if (object == nullptr || object->contains("$id")) return;  // Refers to itself by itself.
    for (auto& member : *object) {
      const auto name = view(member.key());
      if (name == "$ref") {
        refer(member.value());
      } else if (is_one_of(name, {"properties", "patternProperties", "$defs", "definitions",
                                  "dependentSchemas", "dependencies"})) {
        move_each(member.value());
      } else if (!is_one_of(name, {"const", "enum", "default", "examples", "example"})) {
        move(member.value());
      }
    }
  }

 private:
  // The members' names are the schema's own here, whatever they are.
  void move_each(json::value& schemas) const {
    auto* object = schemas.if_object();
    if (object == nullptr) return;
    for (auto& member : *object) move(member.value());
  }

  void refer(json::value& reference) const {
    const auto* text = reference.if_string();
    if (text == nullptr) return;
    std::string_view rest = view(*text);
    if (!id_.empty() && rest.starts_with(id_)) rest.remove_prefix(id_.size());
    const bool is_own_anchor = rest.size() > 1 && rest[0] == '#' && rest[1] != '/';
    if (is_own_anchor || !(rest.empty() || rest[0] == '#')) return;
    if (!rest.empty()) rest.remove_prefix(1);
    reference = place_of(rest);
  }

  // Of a pointer into the schema. No definition's pointer leads another one's.
  std::string place_of(std::string_view pointer) const {
    for (const auto& [known, place] : places_) {
      if (known.empty() || !pointer.starts_with(known)) continue;
      const auto below = pointer.substr(known.size());
      if (below.empty() || below[0] == '/') return std::string(place).append(below);
    }
    return std::string(places_.at("")).append(pointer);
  }

  const std::string id_;
  const Places& places_;
};

}  // namespace

Result<json::value> read_schema(std::string_view text) {
  json::error_code error;
  auto schema = json::parse({text.data(), text.size()}, error);
  if (error) return Fault{FaultKind::invalid, "a schema is no JSON: " + error.message()};
  if (schema.is_object() || schema.is_bool()) return schema;
  return Fault{FaultKind::invalid, "a schema is a JSON object, or true or false"};
}

std::vector<Definition> definitions_of(const json::value& schema) {
  std::vector<Definition> found;
  const auto* object = schema.if_object();
  if (object == nullptr) return found;
  for (const auto list : definition_lists) {
    const auto* member = object->if_contains(json::string_view(list.data(), list.size()));
    if (member == nullptr || !member->is_object()) continue;
    for (const auto& one : member->get_object()) {
      const auto name = view(one.key());
      found.push_back({std::string(name),
                       std::string("/").append(list).append("/").append(escaped(name)),
                       one.value()});
    }
  }
  return found;
}

json::value embedded_schema(const json::value& schema, const Places& places) {
  const auto* object = schema.if_object();
  if (object == nullptr) return schema;
  // The order of what is left stays.
  json::object left;
  for (const auto& member : *object) {
    if (!is_one_of(view(member.key()), {"$id", "$schema", "$defs", "definitions"})) {
      left[member.key()] = member.value();
    }
  }
  json::value embedded = std::move(left);
  Mover(id_of(schema), places).move(embedded);
  return embedded;
}

json::value embedded_definition(const Definition& definition, const json::value& schema,
                                const Places& places) {
  json::value embedded = definition.schema;
  Mover(id_of(schema), places).move(embedded);
  return embedded;
}

}  // namespace boomerang::describe
