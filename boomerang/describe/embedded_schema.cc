#include "boomerang/describe/embedded_schema.h"

#include <boost/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "boomerang/base/http_grammar.h"
#include "boomerang/base/json_pointer.h"
#include "boomerang/describe/schema_keyword.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;

constexpr std::string_view definition_lists[] = {"$defs", "definitions"};
constexpr std::size_t depth_max = 256;

std::string_view view(json::string_view text) { return {text.data(), text.size()}; }
json::string_view name_of(std::string_view text) { return {text.data(), text.size()}; }

const json::value* member_of(const json::value& schema, std::string_view name) {
  const auto* object = schema.if_object();
  return object == nullptr ? nullptr : object->if_contains(name_of(name));
}

std::string text_of(const json::value* value) {
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::string id_of(const json::value& schema) {
  std::string text = text_of(member_of(schema, "$id"));
  if (text.ends_with('#')) text.pop_back();
  return text;
}

// Draft 7, or one before it, unless it says otherwise. Who says nothing may use later words too.
enum class Draft { seven, seven_unsaid, later };

Draft draft_of(const json::value& schema) {
  const auto dialect = text_of(member_of(schema, "$schema"));
  if (dialect.empty()) return Draft::seven_unsaid;
  return dialect.find("/draft-0") != dialect.npos ? Draft::seven : Draft::later;
}

// The pointer into a schema called `id` that a reference is; nothing if it leads elsewhere.
std::optional<std::string> own_pointer(std::string_view reference, const std::string& id) {
  if (!id.empty() && reference.starts_with(id)) reference.remove_prefix(id.size());
  if (reference.empty()) return "";
  if (reference.front() != '#') return std::nullopt;
  auto pointer = percent_decoded(reference.substr(1));
  if (!is_json_pointer(pointer)) return std::nullopt;  // An anchor.
  return pointer;
}

std::string below(const std::string& pointer, std::string_view name) {
  return pointer + "/" + pointer_token(name);
}

// The name at the end of a pointer.
std::string last_name(std::string_view pointer) {
  const auto token = pointer.substr(pointer.rfind('/') + 1);
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    name += token[i] != '~' ? token[i] : token[++i] == '1' ? '/' : '~';
  }
  return name;
}

// Finds what is referred to.
class Search {
 public:
  explicit Search(const json::value& schema) : schema_(schema), id_(id_of(schema)) {}

  std::vector<Definition> run() {
    for (const auto list : definition_lists) {
      const auto* member = member_of(schema_, list);
      if (member == nullptr || !member->is_object()) continue;
      for (const auto& one : member->get_object()) {
        keep(below("/" + std::string(list), view(one.key())), one.value());
      }
    }
    look(schema_, true);
    // What is found may be among data, where nobody has looked yet.
    for (std::size_t i = 0; i < found_.size(); ++i) {
      const json::value part = found_[i].schema;
      look(part, false);
    }
    return std::move(found_);
  }

 private:
  void keep(const std::string& pointer, const json::value& part) {
    if (pointer.empty() || !(part.is_object() || part.is_bool())) return;
    if (known_.insert(pointer).second) found_.push_back({last_name(pointer), pointer, part});
  }

  void look(const json::value& value, bool is_root) {
    if (const auto* list = value.if_array()) {
      for (const auto& one : *list) look(one, false);
    }
    const auto* object = value.if_object();
    if (object == nullptr || (!is_root && object->contains("$id"))) return;
    for (const auto& member : *object) {
      const auto name = view(member.key());
      if (name == "$ref") refer(member.value());
      const auto held = held_by(name);
      if (held == Holds::data) continue;
      if (held == Holds::schemas && member.value().is_object()) {
        for (const auto& one : member.value().get_object()) look(one.value(), false);
      } else {
        look(member.value(), false);
      }
    }
  }

  void refer(const json::value& reference) {
    if (!reference.is_string()) return;
    const auto pointer = own_pointer(view(reference.get_string()), id_);
    if (!pointer) return;
    json::error_code error;
    const auto* part = schema_.find_pointer(*pointer, error);
    if (part != nullptr) keep(*pointer, *part);
  }

  const json::value& schema_;
  const std::string id_;
  std::set<std::string> known_;
  std::vector<Definition> found_;
};

// Takes a schema along, or the part of it that is at `root`.
class Embedding {
 public:
  Embedding(const json::value& schema, const Places& places, Dialect dialect, std::string root)
      : id_(id_of(schema)),
        draft_(draft_of(schema)),
        translates_(dialect == Dialect::draft_2020_12 && draft_ != Draft::later),
        places_(places),
        root_(std::move(root)) {}

  json::value embedded(const json::value& schema) const { return embedded(schema, root_); }

 private:
  json::value embedded(const json::value& value, const std::string& at) const {
    if (value.is_array()) return each(value.get_array(), at);
    if (!value.is_object()) return value;
    const auto& object = value.get_object();
    const bool is_root = at == root_;
    // Below the top, what has a name of its own refers to itself by itself.
    if (!at.empty() && object.contains("$id")) return value;
    if (!is_root) {
      const auto place = places_.find(at);
      if (place != places_.end()) return json::object{{"$ref", place->second}};
    }
    json::object made;
    for (const auto& member : object) {
      const auto name = view(member.key());
      if (at.empty() && is_head(name)) continue;
      if (translates_ && !counts(object, name)) continue;
      if (is_sound(name, member.value())) take(made, object, name, member.value(), at);
    }
    return made;
  }

  json::array each(const json::array& list, const std::string& at) const {
    json::array made;
    for (const auto& one : list) {
      made.push_back(embedded(one, at + "/" + std::to_string(made.size())));
    }
    return made;
  }

  // What belongs to the whole document.
  static bool is_head(std::string_view name) {
    return name == "$id" || name == "$schema" || name == "$defs" || name == "definitions";
  }

  // Source: JSON Schema draft 7 core, section 8.3: what stands beside a $ref is ignored.
  bool counts(const json::object& schema, std::string_view name) const {
    if (draft_ == Draft::seven && is_of_later_draft(name)) return false;
    const auto* reference = schema.if_contains("$ref");
    if (reference == nullptr || !reference->is_string()) return true;
    return name == "$ref" || name == "definitions" || name == "$defs" || is_annotation(name);
  }

  void take(json::object& made, const json::object& schema, std::string_view name,
            const json::value& value, const std::string& at) const {
    const std::string here = below(at, name);
    if (name == "$ref") {
      made["$ref"] = referred(value);
    } else if (translates_ && name == "dependencies" && value.is_object()) {
      take_dependencies(made, value.get_object(), here);
    } else if (name == "items" && value.is_array()) {
      // A list of none says nothing, and many readers refuse it.
      const auto& list = value.get_array();
      if (!list.empty()) made[translates_ ? "prefixItems" : "items"] = each(list, here);
    } else if (name == "additionalItems") {
      take_additional(made, schema, value, here);
    } else if (held_by(name) == Holds::schemas && value.is_object()) {
      made[name_of(name)] = by_name(value.get_object(), here);
    } else if (held_by(name) == Holds::schema) {
      made[name_of(name)] = embedded(value, here);
    } else {
      made[name_of(name)] = held_by(name) == Holds::data ? value : with_moved_references(value);
    }
  }

  // They say nothing unless there is a list of items; after a list of none they are all.
  void take_additional(json::object& made, const json::object& schema, const json::value& value,
                       const std::string& at) const {
    const auto* items = schema.if_contains("items");
    const auto* list = items == nullptr ? nullptr : items->if_array();
    if (list == nullptr) return;
    made[translates_ || list->empty() ? "items" : "additionalItems"] = embedded(value, at);
  }

  json::object by_name(const json::object& schemas, const std::string& at) const {
    json::object made;
    for (const auto& one : schemas) {
      made[one.key()] = embedded(one.value(), below(at, view(one.key())));
    }
    return made;
  }

  // Source: JSON Schema 2020-12 validation, appendix B: split in two.
  void take_dependencies(json::object& made, const json::object& all, const std::string& at) const {
    json::object names, schemas;
    for (const auto& one : all) {
      if (one.value().is_array()) {
        names[one.key()] = one.value();
      } else {
        schemas[one.key()] = embedded(one.value(), below(at, view(one.key())));
      }
    }
    if (!names.empty()) made["dependentRequired"] = std::move(names);
    if (!schemas.empty()) made["dependentSchemas"] = std::move(schemas);
  }

  // Words that are no keywords may hold anything. Many readers follow what looks like a reference.
  json::value with_moved_references(const json::value& value) const {
    if (const auto* list = value.if_array()) {
      json::array made;
      for (const auto& one : *list) made.push_back(with_moved_references(one));
      return made;
    }
    if (!value.is_object()) return value;
    json::object made;
    for (const auto& member : value.get_object()) {
      made[member.key()] =
          member.key() == "$ref" ? referred(member.value()) : with_moved_references(member.value());
    }
    return made;
  }

  json::value referred(const json::value& reference) const {
    if (!reference.is_string()) return reference;
    const auto pointer = own_pointer(view(reference.get_string()), id_);
    if (!pointer) return reference;
    const auto place = places_.find(*pointer);
    if (place != places_.end()) return json::value(place->second);
    return json::value(places_.at("") + *pointer);  // It leads to nothing there either.
  }

  const std::string id_;
  const Draft draft_;
  const bool translates_;
  const Places& places_;
  const std::string root_;
};

}  // namespace

Result<json::value> read_schema(std::string_view text) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = depth_max;
  auto schema = json::parse({text.data(), text.size()}, error, {}, options);
  if (error) return Fault{FaultKind::invalid, "a schema is no JSON: " + error.message()};
  if (schema.is_object() || schema.is_bool()) return schema;
  return Fault{FaultKind::invalid, "a schema is a JSON object, or true or false"};
}

std::vector<Definition> definitions_of(const json::value& schema) { return Search(schema).run(); }

json::value embedded_schema(const json::value& schema, const Places& places, Dialect dialect) {
  return Embedding(schema, places, dialect, "").embedded(schema);
}

json::value embedded_definition(const Definition& definition, const json::value& schema,
                                const Places& places, Dialect dialect) {
  return Embedding(schema, places, dialect, definition.pointer).embedded(definition.schema);
}

}  // namespace boomerang::describe
