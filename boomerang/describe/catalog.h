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
#include "boomerang/describe/embedded_schema.h"

namespace boomerang::describe {

class Catalog {
 public:
  explicit Catalog(std::string folder, Dialect dialect = Dialect::as_written)
      : folder_(std::move(folder)), dialect_(dialect) {}

  // Each gives where the part is: "#/components/schemas/User". A name may have any characters;
  // those that a component's name cannot have become _.
  std::string add(std::string_view name, const boost::json::value& part);

  // A JSON Schema, said in the catalog's dialect. The name is its title, if that is a word, else
  // `name`. Its definitions are parts of their own. All are objects: `false` is {"not": {}}.
  // Fails: invalid  see read_schema()
  Result<std::string> add_schema(std::string_view name, std::string_view schema);

  // In the order in which they were added.
  const boost::json::object& parts() const { return parts_; }

 private:
  std::string unique_name(std::string_view name);
  std::string reserve(std::string_view name);  // Gives the place.
  boost::json::value& part_at(const std::string& place);

  const std::string folder_;
  const Dialect dialect_;
  boost::json::object parts_;
  std::map<std::pair<std::string, std::string>, std::string> places_;  // (Name, text) -> place.
  std::map<std::string, int> numbers_;  // The last one that was added to a name.
};

}  // namespace boomerang::describe
