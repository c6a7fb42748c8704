#pragma once

// One line for each thing worth telling: logfmt when stderr is a terminal, JSON lines otherwise.
//
//   log::warn("append failed", {{"topic", topic}, {"kind", name_of(fault.kind)}});
//
// Keys that mean the same are spelled the same everywhere: request_id, topic, partition, offset,
// route, status, duration_ms, error. A payload or a header value from a client is never logged.
//
// Threads: any.

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace boomerang::log {

enum class Level { debug, info, warn, error };

struct Field {
  using Value = std::variant<std::string_view, std::int64_t, double, bool>;

  Field(std::string_view field_key, std::string_view text) : key(field_key), value(text) {}
  Field(std::string_view field_key, const char* text)
      : key(field_key), value(std::string_view(text)) {}
  Field(std::string_view field_key, const std::string& text)
      : key(field_key), value(std::string_view(text)) {}
  Field(std::string_view field_key, double number) : key(field_key), value(number) {}
  Field(std::string_view field_key, bool flag) : key(field_key), value(flag) {}
  Field(std::string_view field_key, std::integral auto number)
      : key(field_key), value(static_cast<std::int64_t>(number)) {}

  std::string_view key;
  Value value;  // Text is not copied: it must live until the call returns.
};

using Fields = std::initializer_list<Field>;

// Lines under `level` are dropped. `info` to begin with.
void set_level(Level level);

void debug(std::string_view message, Fields fields = {});
void info(std::string_view message, Fields fields = {});
void warn(std::string_view message, Fields fields = {});
void error(std::string_view message, Fields fields = {});

}  // namespace boomerang::log
