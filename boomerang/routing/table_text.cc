#include "boomerang/routing/table_text.h"

namespace boomerang::routing {

bool is_index(std::string_view text) {
  return text.size() >= 3 && text.front() == '[' &&
         text.find_first_not_of("0123456789", 1) == text.size() - 1 && text.back() == ']';
}

std::string expected_form(config::Value::Form form) {
  using Form = config::Value::Form;
  return form == Form::text     ? "expected a text in quotes"
         : form == Form::number ? "expected a whole number, without quotes"
                                : "expected a truth: true or false, without quotes";
}

std::string shown(const std::string& value) {
  constexpr std::size_t shown_max = 80;
  if (value.empty()) return "\"\"";
  return value.substr(0, shown_max) + (value.size() > shown_max ? "..." : "");
}

}  // namespace boomerang::routing
