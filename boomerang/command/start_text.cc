#include "boomerang/command/start_text.h"

#include <charconv>
#include <string>

#include "boomerang/base/rfc3339.h"

namespace boomerang::command {

Result<broker::Start> parse_start(std::string_view text) {
  if (text == "start") return broker::Start(broker::Beginning{});
  if (text == "end") return broker::Start(broker::End{});
  broker::Offset offset = 0;
  const char* const text_end = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), text_end, offset);
  if (error == std::errc() && end == text_end && offset >= 0) return broker::Start(offset);
  if (const auto time = parse_rfc3339(text)) return broker::Start(*time);
  return Fault{FaultKind::invalid,
               "expected start, end, an offset, or a time such as 2026-01-31T12:00:00Z"};
}

config::Value start_value(std::optional<broker::Start>& variable) {
  return {config::Value::Form::text, "PLACE",
          [&variable](std::string_view given) -> Result<void> {
            const auto start = parse_start(given);
            if (!start) return start.fault();
            variable = *start;
            return {};
          },
          [] { return std::string(); }};
}

}  // namespace boomerang::command
