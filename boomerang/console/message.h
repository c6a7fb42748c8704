#pragma once

// A message of the log as an operator sees it.
//
// Threads: any.

#include <cstddef>
#include <string>
#include <string_view>

#include "boomerang/broker/broker.h"

namespace boomerang::console {

// Longer values are cut in lists.
inline constexpr std::size_t listed_value_bytes_max = 4 * 1024;

// One JSON object:
//
//   {"topic":..,"partition":..,"offset":..,"time":..,"key":..,"headers":{..},"value":..,
//    "bytes":21,"cut":false}
//
// Headers as event/header_text.h has them; key and value are strings if they are UTF-8, else
// {"hex":".."}. `bytes` is the size of the whole value, of which at most `value_bytes_max` are
// shown; `cut` says whether there is more. Secrets are hidden: masking.h.
std::string message_json(std::string_view topic, const broker::Entry& entry,
                         std::size_t value_bytes_max);

// Whether `text` is in the key, a header or the value, and can be seen there: nobody finds out a
// secret by looking for it.
bool shows(const broker::Entry& entry, std::string_view text);

}  // namespace boomerang::console
