#pragma once

// The responses of an operation. Several reasons may lead to one status, each with a description
// and a body of its own.
//
// Threads: one.

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace boomerang::describe {

class ResponseSet {
 public:
  // `status` is "201" or "default". `schema` says what a body of `media_type` is; a response
  // without a body has no media type.
  void add(const std::string& status, std::string_view description,
           std::string_view media_type = {}, const boost::json::value& schema = {});

  // One of the responses that all operations share: its name among the components, and itself.
  void add_shared(const std::string& status, std::string_view name,
                  const boost::json::object& response);

  void add_header(const std::string& status, std::string_view name,
                  const boost::json::value& header);

  // A status that has only a shared response refers to it.
  boost::json::object json() const;

 private:
  struct Entry {
    std::vector<std::string> descriptions;
    boost::json::object headers;
    std::vector<std::pair<std::string, boost::json::array>> content;  // Media type -> schemas.
    std::string shared;
    int reasons = 0;
  };

  static boost::json::object json(const Entry& entry);

  std::map<std::string, Entry> entries_;
};

}  // namespace boomerang::describe
