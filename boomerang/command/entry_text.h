#pragma once

// An entry of a topic, for people and for programs.

#include <string>
#include <string_view>

#include "boomerang/broker/broker.h"

namespace boomerang::command {

// A block of lines: place, time and key; the headers, aligned; the value, indented if it is JSON.
//
//   requests/3 offset 42  2026-01-31T23:59:59.123456Z  key 0192f6c5-...
//     ce_type               HTTPRequestReceived
//     kafka_replyPartition  hex 00000005
//
//     {
//       "name": "Ada"
//     }
//
// What came from outside cannot steer the terminal: control characters are shown as \u001b. Of
// bytes that are no text, the first 256 are shown in hexadecimal.
std::string entry_block(std::string_view topic, const broker::Entry& entry);

// One line with one JSON object, without the line break:
//
//   {"topic":..,"partition":..,"offset":..,"time":..,"key":..,"headers":{..},"value":".."}
//
// Headers as event/header_text.h has them. Key and value are strings if they are UTF-8, else
// {"hex":".."}.
std::string entry_json(std::string_view topic, const broker::Entry& entry);

}  // namespace boomerang::command
