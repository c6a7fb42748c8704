#pragma once

// How far back in a topic somebody has read.
//
// Threads: any.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/broker/broker.h"

namespace boomerang::console {

// What is older lies before this offset, in each of these partitions.
using Cursor = std::map<broker::Partition, broker::Offset>;

// "0:42,1:17", and back. Nothing if it is not of that form.
std::string to_string(const Cursor& cursor);
std::optional<Cursor> parse_cursor(std::string_view text);

}  // namespace boomerang::console
