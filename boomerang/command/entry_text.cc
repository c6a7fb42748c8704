#include "boomerang/command/entry_text.h"

#include <algorithm>
#include <cstddef>

#include "boomerang/base/json_text.h"
#include "boomerang/base/rfc3339.h"
#include "boomerang/broker/entry_json.h"
#include "boomerang/command/pretty_json.h"
#include "boomerang/event/header_text.h"

namespace boomerang::command {
namespace {

constexpr std::size_t name_width_max = 28;
constexpr std::size_t hex_bytes_max = 256;

std::string to_hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += digits[static_cast<unsigned char>(c) >> 4];
    hex += digits[c & 15];
  }
  return hex;
}

// `text`, which is UTF-8, with its control characters but line breaks written out.
std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) {
      out += "\\u00" + to_hex(text.substr(++i, 1));
    } else if ((byte < 0x20 && byte != '\n') || byte == 0x7F) {
      out += "\\u00" + to_hex(text.substr(i, 1));
    } else {
      out += text[i];
    }
  }
  return out;
}

// On one line: a key, a header's name or value.
std::string shown(std::string_view bytes) {
  if (!is_utf8(bytes)) return "hex " + to_hex(bytes);
  if (std::any_of(bytes.begin(), bytes.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
    return "hex " + to_hex(bytes);
  }
  return visible(bytes);
}

std::string shown_value(std::string_view value) {
  if (value.empty()) return "(empty)";
  if (const auto pretty = pretty_json(value)) return visible(*pretty);
  if (is_utf8(value)) return visible(value);
  const std::string hex = "hex " + to_hex(value.substr(0, hex_bytes_max));
  if (value.size() <= hex_bytes_max) return hex;
  return hex + "\n(" + std::to_string(value.size()) + " bytes in all)";
}

void append_indented(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (!line.empty()) out.append("  ").append(line);
    out += '\n';
  }
}

}  // namespace

std::string entry_block(std::string_view topic, const broker::Entry& entry) {
  const Record& record = *entry.record;
  std::string out(topic);
  out += "/" + std::to_string(entry.partition) + " offset " + std::to_string(entry.offset) + "  " +
         to_rfc3339(entry.time) + "  key " + (record.key.empty() ? "(empty)" : shown(record.key)) +
         "\n";

  std::size_t width = 0;
  for (const auto [name, value] : record.headers) width = std::max(width, shown(name).size());
  width = std::min(width, name_width_max);
  for (const auto [name, value] : record.headers) {
    const std::string left = shown(name);
    out += "  " + left;
    out.append(left.size() < width ? width - left.size() : 0, ' ');
    out += "  " + shown(value) + "\n";
  }
  out += '\n';
  append_indented(out, shown_value(record.value));
  return out;
}

std::string entry_json(std::string_view topic, const broker::Entry& entry) {
  const Record& record = *entry.record;
  std::string out = "{" + broker::place_json(topic, entry);
  out += ",\"headers\":" + to_header_text(record.headers) + ",\"value\":";
  append_json_bytes(out, record.value);
  out += "}";
  return out;
}

}  // namespace boomerang::command
