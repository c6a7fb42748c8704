#include "boomerang/routing/table_text.h"

#include "boomerang/base/printable.h"

namespace boomerang::routing {

bool is_index(std::string_view text) {
  return text.size() >= 3 && text.front() == '[' &&
         text.find_first_not_of("0123456789", 1) == text.size() - 1 && text.back() == ']';
}

std::string expected_form(config::Value::Form form, std::string_view such_as) {
  using Form = config::Value::Form;
  if (form == Form::number) return "expected a whole number, without quotes";
  if (form == Form::on_off) return "expected a truth: true or false, without quotes";
  if (such_as.empty()) return "expected a text in quotes";
  return "expected a text in quotes, such as \"" + std::string(such_as) + "\"";
}

std::string shown(const std::string& value) {
  constexpr std::size_t shown_max = 80;
  if (value.empty()) return "\"\"";
  return shortened(value, shown_max);
}

}  // namespace boomerang::routing
