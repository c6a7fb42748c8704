#include "boomerang/describe/catalog.h"

#include <algorithm>
#include <boost/json.hpp>

namespace boomerang::describe {
namespace {

namespace json = boost::json;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

// The schema's title, if that is a word: "NewUser".
std::string title_or(const json::value& schema, std::string_view name) {
  const auto* object = schema.if_object();
  const auto* title = object != nullptr ? object->if_contains("title") : nullptr;
  const auto* text = title != nullptr ? title->if_string() : nullptr;
  const bool is_word = text != nullptr && !text->empty() && is_letter(text->front()) &&
                       std::all_of(text->begin(), text->end(), is_letter_or_digit);
  return is_word ? std::string(*text) : std::string(name);
}

// Many tools expect an object where a schema has a name.
json::value as_object(json::value schema) {
  if (!schema.is_bool()) return schema;
  return schema.get_bool() ? json::object() : json::object{{"not", json::object()}};
}

}  // namespace

std::string Catalog::add(std::string_view name, const json::value& part) {
  auto& place = places_[{std::string(name), json::serialize(part)}];
  if (place.empty()) {
    place = reserve(name);
    part_at(place) = part;
  }
  return place;
}

Result<std::string> Catalog::add_schema(std::string_view name, std::string_view schema) {
  const auto read = read_schema(schema);
  if (!read) return read.fault();
  const std::string wanted = title_or(*read, name);
  const auto known = places_.find({wanted, std::string(schema)});
  if (known != places_.end()) return known->second;

  const auto definitions = definitions_of(*read);
  Places places = {{"", reserve(wanted)}};
  for (const auto& one : definitions) {
    places[one.pointer] = reserve(title_or(one.schema, wanted + "_" + one.name));
  }
  part_at(places[""]) = as_object(embedded_schema(*read, places, dialect_));
  for (const auto& one : definitions) {
    part_at(places[one.pointer]) = as_object(embedded_definition(one, *read, places, dialect_));
  }
  return places_[{wanted, std::string(schema)}] = places[""];
}

std::string Catalog::reserve(std::string_view name) {
  const std::string unique = unique_name(name);
  parts_[unique] = nullptr;
  return folder_ + "/" + unique;
}

json::value& Catalog::part_at(const std::string& place) {
  return parts_.at(place.substr(folder_.size() + 1));
}

// Source: OpenAPI 3.1, components object.
std::string Catalog::unique_name(std::string_view name) {
  std::string good(name);
  for (char& c : good) {
    if (!is_letter_or_digit(c) && c != '.' && c != '-') c = '_';
  }
  std::string unique = good;
  if (!parts_.contains(unique)) return unique;
  int& number = numbers_.try_emplace(good, 1).first->second;
  do {
    unique = good + "_" + std::to_string(++number);
  } while (parts_.contains(unique));
  return unique;
}

}  // namespace boomerang::describe
