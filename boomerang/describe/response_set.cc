#include "boomerang/describe/response_set.h"

#include <algorithm>
#include <boost/json.hpp>

#include "boomerang/describe/openapi_part.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;

std::string_view view(json::string_view text) { return {text.data(), text.size()}; }

json::object reference_to(const std::string& place) { return {{"$ref", place}}; }

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
  if (entry.known.insert(std::string(description)).second) {
    entry.descriptions.emplace_back(description);
  }
  if (media_type.empty()) return;
  const auto known = std::find_if(entry.content.begin(), entry.content.end(),
                                  [&](const auto& one) { return one.first == media_type; });
  auto& schemas = known == entry.content.end()
                      ? entry.content.emplace_back(media_type, json::array()).second
                      : known->second;
  const auto text = std::string(media_type).append(" ").append(json::serialize(schema));
  if (entry.known.insert(text).second) schemas.push_back(schema);
}

void ResponseSet::add_shared(int code, std::string_view name) {
  const auto status = std::to_string(code);
  const auto& response = shared_responses().at(json::string_view(name.data(), name.size()));
  const auto& only = *response.at("content").as_object().begin();
  add(status, view(response.at("description").as_string()), view(only.key()),
      only.value().at("schema"));
  for (const auto& header : response.at("headers").as_object()) {
    entries_[status].headers.emplace(header.key(), header.value());
  }
  entries_[status].shared.emplace_back(name);
}

void ResponseSet::add_header(const std::string& status, std::string_view name,
                             const json::value& header) {
  auto& entry = entries_[status];
  entry.has_own_headers = true;
  entry.headers.emplace(json::string_view(name.data(), name.size()), header);
}

json::object ResponseSet::json(Catalog& catalog, const std::string& owner) const {
  json::object responses;
  for (const auto& [status, entry] : entries_) {
    auto& response = responses[status];
    if (entry.shared.size() == entry.reasons && !entry.has_own_headers) {
      std::string name;
      for (const auto& one : entry.shared) name.append(name.empty() ? "" : "-or-").append(one);
      response = entry.reasons == 1 ? reference("responses", name)
                                    : reference_to(catalog.add(name, written(entry)));
    } else if (owner.empty()) {
      response = written(entry);
    } else {
      response = reference_to(catalog.add(owner + "-" + status, written(entry)));
    }
  }
  return responses;
}

json::object ResponseSet::written(const Entry& entry) {
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
