#include "boomerang/console/message.h"

#include "boomerang/base/json_text.h"
#include "boomerang/broker/entry_json.h"
#include "boomerang/console/masking.h"
#include "boomerang/event/header_text.h"

namespace boomerang::console {
namespace {

bool contains(const Headers& headers, std::string_view text) {
  for (const auto [name, value] : headers) {
    if (name.find(text) != name.npos || value.find(text) != value.npos) return true;
  }
  return false;
}

// Up to `bytes_max` of `text`, without the beginning of a character at the end.
std::string_view beginning(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  const auto continues = [&](std::size_t at) { return (text[at] & 0xC0) == 0x80; };
  std::size_t size = bytes_max;
  for (int back = 0; back < 3 && size > 0 && continues(size); ++back) --size;
  return text.substr(0, continues(size) ? bytes_max : size);
}

}  // namespace

std::string message_json(std::string_view topic, const broker::Entry& entry,
                         std::size_t value_bytes_max) {
  const Record& record = *entry.record;
  const auto value = beginning(record.value, value_bytes_max);
  std::string out = "{" + broker::place_json(topic, entry);
  out += ",\"headers\":" + to_header_text(hide_in_headers(record.headers)) + ",\"value\":";
  append_json_bytes(out, hide_in_value(value, record.headers));
  out += ",\"bytes\":" + std::to_string(record.value.size()) +
         ",\"cut\":" + (value.size() < record.value.size() ? "true}" : "false}");
  return out;
}

bool shows(const broker::Entry& entry, std::string_view text) {
  const Record& record = *entry.record;
  if (record.key.find(text) != record.key.npos) return true;
  // Most entries are done with after a look at what is there.
  const bool in_value = record.value.find(text) != record.value.npos;
  if (in_value && hide_in_value(record.value, record.headers).find(text) != text.npos) return true;
  return contains(record.headers, text) && contains(hide_in_headers(record.headers), text);
}

}  // namespace boomerang::console
