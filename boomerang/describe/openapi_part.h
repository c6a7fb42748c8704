#pragma once

// What every OpenAPI description of a gateway has in common, as OpenAPI has it.
// Source: OpenAPI 3.1.1, components object.

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace boomerang::describe {

// Each by its name among the components.
const boost::json::object& shared_headers();
const boost::json::object& shared_parameters();
const boost::json::object& shared_responses();

// Of a problem, and of a request that has no outcome yet. The first one is for AsyncAPI too.
const boost::json::object& problem_schema();
const boost::json::object& pending_schema();

// {"$ref": "#/components/headers/Location"}
boost::json::object reference(std::string_view folder, std::string_view name);

// "ETag" for "etag", "Last-Modified" for "last-modified".
std::string field_name(std::string_view lower_case);

// A response header called `name`: the shared one, or else any text.
boost::json::object header_called(const std::string& name);

}  // namespace boomerang::describe
