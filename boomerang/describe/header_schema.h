#pragma once

#include <boost/json/object.hpp>

namespace boomerang::describe {

// The headers of records, as JSON Schema: of events, of outcomes, and those that a dead letter has
// beside the event's. Source: docs/contract.md.
const boost::json::object& event_headers();
const boost::json::object& outcome_headers();
const boost::json::object& dead_letter_headers();

}  // namespace boomerang::describe
