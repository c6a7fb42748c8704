#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "boomerang/base/result.h"
#include "boomerang/describe/catalog.h"
#include "boomerang/describe/outcome_type.h"
#include "boomerang/gateway/route.h"

namespace boomerang::describe {

// The parts of an AsyncAPI description that channels and operations refer to.
struct RecordCatalogs {
  RecordCatalogs();

  Catalog schemas{"#/components/schemas"};  // Has those that all records share.
  Catalog messages{"#/components/messages"};
};

// Each adds a message and gives its place. The schemas go along.
// Fails:  invalid  a schema that is none
// Source: AsyncAPI 3.0.0, message object.
Result<std::string> add_event(RecordCatalogs& catalogs, const gateway::Route& route);
Result<std::string> add_outcome(RecordCatalogs& catalogs, const gateway::Route& route,
                                const OutcomeType& type);

// An event of any of a topic's routes, given up.
std::string add_dead_letter(RecordCatalogs& catalogs);

}  // namespace boomerang::describe
