#include "boomerang/describe/outcome_type.h"

#include <map>

namespace boomerang::describe {

std::vector<OutcomeType> outcome_types(const gateway::Route& route) {
  std::map<std::string, OutcomeType> by_name;
  for (const auto& [name, status] : route.statuses) by_name[name].status = status;
  for (const auto& [name, schema] : route.outcome_schemas) by_name[name].schema = schema;
  std::vector<OutcomeType> types;
  for (auto& [name, type] : by_name) {
    type.name = name;
    types.push_back(std::move(type));
  }
  return types;
}

}  // namespace boomerang::describe
