#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace boomerang::describe {

// `value` for people and for `diff`: a line for each member and element, two spaces deeper at each
// level, members in the order in which they were added, a line break at the end. A reference is on
// one line. The same value always gives the same bytes.
std::string json_document(const boost::json::value& value);

}  // namespace boomerang::describe
