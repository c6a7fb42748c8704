#include "boomerang/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "boomerang/base/json_text.h"
#include "boomerang/base/rfc3339.h"
#include "boomerang/base/system_clock.h"

namespace boomerang::log {
namespace {

// Formats the line itself (spdlog has no key/value fields) and leaves writing to spdlog.
class Writer {
 public:
  Writer() {
    logger_.set_pattern("%v");
    logger_.flush_on(spdlog::level::warn);
  }

  void set_level(Level level) { logger_.set_level(spdlog_level(level)); }

  void write(Level level, std::string_view message, Fields fields) {
    if (!logger_.should_log(spdlog_level(level))) return;
    const std::string now = to_rfc3339(SystemClock().wall());
    std::string line = json_ ? "{" : "";
    append(line, {"ts", now});
    append(line, {"level", name(level)});
    append(line, {"msg", message});
    for (const auto& field : fields) append(line, field);
    if (json_) line += '}';
    logger_.log(spdlog_level(level), line);
  }

 private:
  static spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
      case Level::debug:
        return spdlog::level::debug;
      case Level::info:
        return spdlog::level::info;
      case Level::warn:
        return spdlog::level::warn;
      case Level::error:
        return spdlog::level::err;
    }
    return spdlog::level::err;
  }

  static const char* name(Level level) {
    static constexpr const char* names[] = {"debug", "info", "warn", "error"};
    return names[static_cast<int>(level)];
  }

  void append(std::string& line, const Field& field) const {
    if (line.size() > 1) line += json_ ? ',' : ' ';
    if (json_) {
      append_json_string(line, field.key);
      line += ':';
    } else {
      line.append(field.key) += '=';
    }
    std::visit([&](const auto& value) { append_value(line, value); }, field.value);
  }

  void append_value(std::string& line, std::string_view text) const {
    const bool bare = !json_ && !text.empty() &&
                      text.find_first_of(" =\"\\\n\r\t") == std::string_view::npos && is_utf8(text);
    if (bare) {
      line.append(text);
    } else {
      append_json_string(line, text);
    }
  }
  void append_value(std::string& line, std::int64_t number) const {
    line += std::to_string(number);
  }
  void append_value(std::string& line, double number) const { line += fmt::format("{}", number); }
  void append_value(std::string& line, bool flag) const { line += flag ? "true" : "false"; }

  const bool json_ = isatty(STDERR_FILENO) == 0;
  spdlog::logger logger_{"boomerang", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
};

Writer& writer() {
  static auto* const writer = new Writer;  // Never destroyed: threads may log until the very end.
  return *writer;
}

}  // namespace

void set_level(Level level) { writer().set_level(level); }

void debug(std::string_view message, Fields fields) {
  writer().write(Level::debug, message, fields);
}
void info(std::string_view message, Fields fields) { writer().write(Level::info, message, fields); }
void warn(std::string_view message, Fields fields) { writer().write(Level::warn, message, fields); }
void error(std::string_view message, Fields fields) {
  writer().write(Level::error, message, fields);
}

}  // namespace boomerang::log
