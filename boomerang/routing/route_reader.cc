#include "boomerang/routing/route_reader.h"

#include <algorithm>

namespace boomerang::routing {
namespace {

bool is_json(std::string_view media_type) {
  return media_type == "application/json" || media_type.ends_with("+json");
}

}  // namespace

void RouteReader::finish() {
  finish_keys();
  auto& route = being_read().route;
  if (!route.scopes.empty() && route.authentication.empty()) {
    mistake(entry_of("scopes"), name() +
                                    ".scopes: nobody has a scope without authentication; name " +
                                    "those that are good here in authentication");
  }
  if (is_given("repeat") && route.idempotency == gateway::Idempotency::off) {
    mistake(entry_of("repeat"),
            name() +
                ".repeat: with idempotency = \"off\" nothing is known to be a repeat; take one " +
                "of the two away");
  }
  const auto& origins = route.cors.origins;
  const bool any_origin = std::find(origins.begin(), origins.end(), "*") != origins.end();
  if (any_origin && route.cors.credentials) {
    mistake(entry_of("cors.credentials"),
            name() + ".cors.credentials: any page could act for whoever is signed in; name the " +
                "origins instead of *");
  } else if (any_origin && origins.size() > 1) {
    mistake(entry_of("cors.origins"),
            name() + ".cors.origins: * is every origin; take it or the " + "others away");
  }
  check_json_types();
}

// Also makes "any" of */*.
void RouteReader::check_json_types() {
  auto& types = being_read().route.content_types;
  if (!draft().route.schema.empty() && !std::all_of(types.begin(), types.end(), is_json)) {
    mistake(entry_of("content_types"), name() + ".content_types: a schema describes JSON; list " +
                                           "\"application/json\" and types that end in +json");
  }
  if (std::find(types.begin(), types.end(), "*/*") == types.end()) return;
  if (types.size() > 1) {
    mistake(entry_of("content_types"),
            name() + ".content_types: */* is every type; take it or the others away");
  }
  types.clear();
}

}  // namespace boomerang::routing
