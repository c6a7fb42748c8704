#pragma once

#include <cstddef>
#include <string>

#include "boomerang/base/headers.h"

namespace boomerang {

// An event or an outcome in the form in which a log keeps it: what a Kafka record is.
struct Record {
  std::string key;  // Records of one key stay in order.
  Headers headers;
  std::string value;

  bool operator==(const Record&) const = default;
};

// What the record takes in memory and on disk, roughly: for limits.
std::size_t bytes_of(const Record& record);

}  // namespace boomerang
