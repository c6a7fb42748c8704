#pragma once

#include <string>
#include <string_view>

#include "boomerang/broker/broker.h"

namespace boomerang::broker {

// Where an entry lies, as the members with which a JSON object of it begins, without a brace:
//
//   "topic":"users","partition":0,"offset":42,"time":"2026-01-31T12:00:00.000000Z","key":"k"
//
// The key is a string if it is UTF-8, else {"hex":".."}.
// Threads: any.
std::string place_json(std::string_view topic, const Entry& entry);

}  // namespace boomerang::broker
