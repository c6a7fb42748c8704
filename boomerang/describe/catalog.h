#pragma once

// Named parts of a document: a folder such as #/components/schemas. The same part under the same
// name is kept once; another part that would have that name gets a number added to it.
//
// Threads: one.

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "boomerang/base/result.h"

namespace boomerang::describe {

class Catalog {
 public:
  explicit Catalog(std::string folder) : folder_(std::move(folder)) {}

  // Each gives where the part is: "#/components/schemas/User". A name may have any characters;
  // those that a component's name cannot have become _.
  std::string add(std::string_view name, const boost::json::value& part);

  // A JSON Schema as it was written. The name is its title, if that is a word, else `name`. Its
  // definitions are parts of their own, since many tools look for schemas nowhere else.
  // Fails: invalid  see read_schema()
  Result<std::string> add_schema(std::string_view name, std::string_view schema);

  // In the order in which they were added.
  const boost::json::object& parts() const { return parts_; }

 private:
  std::string unique_name(std::string_view name) const;
  std::string reserve(std::string_view name);  // Gives the place.
  boost::json::value& part_at(const std::string& place);

  const std::string folder_;
  boost::json::object parts_;
  std::map<std::pair<std::string, std::string>, std::string> places_;  // (Name, text) -> place.
};

}  // namespace boomerang::describe
