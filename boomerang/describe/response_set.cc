#include "boomerang/describe/response_set.h"

#include <algorithm>
#include <boost/json.hpp>

#include "boomerang/describe/openapi_part.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;

std::string_view view(json::string_view text) { return {text.data(), text.size()}; }

template <typename List, typename T>
void add_once(List& list, const T& one) {
  if (std::find(list.begin(), list.end(), one) == list.end()) list.emplace_back(one);
}

std::string joined(const std::vector<std::string>& descriptions) {
  if (descriptions.size() == 1) return descriptions.front();
  std::string text = "One of these:\n";
  for (const auto& description : descriptions) text.append("\n- ").append(description);
  return text;
}

// Whether hardly a body could be told from it: a problem needs no member to be one.
bool fits_anything(const json::value& schema) {
  const auto& object = schema.as_object();
  return object.empty() || object == reference("schemas", "Problem");
}

// Schemas may overlap, so it is not one of them, but any. Many clients take the first one that
// fits.
json::object media_type_object(json::array schemas) {
  if (schemas.size() == 1) return {{"schema", schemas[0]}};
  std::stable_partition(schemas.begin(), schemas.end(),
                        [](const json::value& schema) { return !fits_anything(schema); });
  return {{"schema", json::object{{"anyOf", std::move(schemas)}}}};
}

}  // namespace

void ResponseSet::add(const std::string& status, std::string_view description,
                      std::string_view media_type, const json::value& schema) {
  auto& entry = entries_[status];
  ++entry.reasons;
  add_once(entry.descriptions, std::string(description));
  if (media_type.empty()) return;
  const auto known = std::find_if(entry.content.begin(), entry.content.end(),
                                  [&](const auto& one) { return one.first == media_type; });
  auto& schemas = known == entry.content.end()
                      ? entry.content.emplace_back(media_type, json::array()).second
                      : known->second;
  add_once(schemas, schema);
}

void ResponseSet::add_shared(const std::string& status, std::string_view name,
                             const json::object& response) {
  const auto* content = response.if_contains("content");
  const auto description = view(response.at("description").as_string());
  if (content == nullptr) {
    add(status, description);
  } else {
    const auto& only = *content->as_object().begin();
    add(status, description, view(only.key()), only.value().at("schema"));
  }
  entries_[status].shared = name;
  if (const auto* headers = response.if_contains("headers")) {
    for (const auto& header : headers->as_object()) {
      add_header(status, view(header.key()), header.value());
    }
  }
}

void ResponseSet::add_header(const std::string& status, std::string_view name,
                             const json::value& header) {
  entries_[status].headers.emplace(json::string_view(name.data(), name.size()), header);
}

json::object ResponseSet::json() const {
  json::object responses;
  for (const auto& [status, entry] : entries_) responses[status] = json(entry);
  return responses;
}

json::object ResponseSet::json(const Entry& entry) {
  if (entry.reasons == 1 && !entry.shared.empty()) {
    return {{"$ref", "#/components/responses/" + entry.shared}};
  }
  json::object response{{"description", joined(entry.descriptions)}};
  if (!entry.headers.empty()) response["headers"] = entry.headers;
  json::object content;
  for (const auto& [media_type, schemas] : entry.content) {
    content[media_type] = media_type_object(schemas);
  }
  if (!content.empty()) response["content"] = content;
  return response;
}

}  // namespace boomerang::describe
