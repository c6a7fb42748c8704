#pragma once

// The responses of an operation. Several reasons may lead to one status, each with a description
// and a body of its own.
//
// Threads: one.

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/describe/catalog.h"

namespace boomerang::describe {

class ResponseSet {
 public:
  // `status` is "201" or "default". `schema` says what a body of `media_type` is; a response
  // without a body has no media type.
  void add(const std::string& status, std::string_view description,
           std::string_view media_type = {}, const boost::json::value& schema = {});

  // One of the responses that all operations share, by its name among the components.
  void add_shared(int status, std::string_view name);

  void add_header(const std::string& status, std::string_view name,
                  const boost::json::value& header);

  // By status. What operations share is referred to; so are several of those under one status,
  // which `catalog` keeps. The others go into the catalog too if they have an owner, after whom
  // they are called there, and else are written out.
  boost::json::object json(Catalog& catalog, const std::string& owner = {}) const;

 private:
  struct Entry {
    std::vector<std::string> descriptions;
    boost::json::object headers;
    std::vector<std::pair<std::string, boost::json::array>> content;  // Media type -> schemas.
    std::vector<std::string> shared;  // The names of those that are.
    std::size_t reasons = 0;
    bool has_own_headers = false;  // Beside those of the shared ones.
    std::set<std::string> known;   // Descriptions, and media types with schemas.
  };

  static boost::json::object written(const Entry& entry);

  std::map<std::string, Entry> entries_;
};

}  // namespace boomerang::describe
