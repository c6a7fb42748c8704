#pragma once

// One schema in a schema, with all its keywords.

#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/routing/format.h"
#include "boomerang/routing/pattern.h"

namespace boomerang::routing {

// The place of a schema among the others.
using NodeIndex = std::size_t;

struct SchemaNode {
  static constexpr std::size_t no_limit = SIZE_MAX;

  enum Type : std::uint8_t {
    null = 1,
    boolean = 2,
    object = 4,
    array = 8,
    number = 16,
    string = 32,
    integer = 64,
    any = 127
  };

  bool never = false;  // The schema `false`.
  std::optional<NodeIndex> ref;

  std::uint8_t types = any;
  std::optional<boost::json::value> equals;  // "const"
  std::vector<boost::json::value> one_of_values = {};
  bool has_values = false;  // "enum" is there.

  std::optional<boost::json::value> multiple_of;
  std::optional<boost::json::value> maximum, exclusive_maximum, minimum, exclusive_minimum;

  std::size_t length_min = 0;
  std::size_t length_max = no_limit;
  std::optional<Pattern> pattern;
  std::string pattern_text = {};
  std::optional<Format> format;

  std::optional<NodeIndex> items;
  bool has_tuple = false;             // "items" is a list.
  std::vector<NodeIndex> tuple = {};  // What is in it.
  std::optional<NodeIndex> additional_items;
  std::size_t items_min = 0;
  std::size_t items_max = no_limit;
  bool unique_items = false;
  std::optional<NodeIndex> contains;

  std::size_t properties_min = 0;
  std::size_t properties_max = no_limit;
  std::vector<std::string> required = {};
  std::map<std::string, NodeIndex, std::less<>> properties = {};
  std::vector<std::pair<Pattern, NodeIndex>> pattern_properties = {};
  std::optional<NodeIndex> additional_properties;
  std::vector<std::pair<std::string, std::vector<std::string>>> needs_properties = {};
  std::vector<std::pair<std::string, NodeIndex>> needs_schema = {};
  std::optional<NodeIndex> property_names;

  std::optional<NodeIndex> if_schema, then_schema, else_schema;
  std::vector<NodeIndex> all_of = {};
  std::vector<NodeIndex> any_of = {};
  std::vector<NodeIndex> one_of = {};
  std::optional<NodeIndex> not_schema;
};

}  // namespace boomerang::routing
