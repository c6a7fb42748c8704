#include "boomerang/describe/json_document.h"

#include <boost/json.hpp>
#include <charconv>
#include <cmath>

#include "boomerang/base/json_text.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;

void append(std::string& out, const json::value& value, std::size_t depth);

void new_line(std::string& out, std::size_t depth) { out.append("\n").append(depth * 2, ' '); }

// The elements of `list` between its brackets, each by `append_one`.
template <typename List, typename AppendOne>
void append_list(std::string& out, const List& list, std::string_view brackets, std::size_t depth,
                 AppendOne append_one) {
  out += brackets[0];
  bool first = true;
  for (const auto& one : list) {
    if (!first) out += ',';
    first = false;
    new_line(out, depth + 1);
    append_one(one);
  }
  if (!first) new_line(out, depth);
  out += brackets[1];
}

// The shortest text that reads as the same number; Boost.JSON would write 0.5 as 5E-1.
void append_number(std::string& out, double number) {
  if (!std::isfinite(number)) {  // Too large to be one here.
    out.append(number < 0 ? "-1e999" : "1e999");
    return;
  }
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, number).ptr;
  out.append(text, end);
}

// There are many references in a description, and all of one that there is to see is where it
// leads.
bool is_reference(const json::object& object) {
  return object.size() == 1 && object.begin()->key() == "$ref" &&
         object.begin()->value().is_string();
}

void append(std::string& out, const json::value& value, std::size_t depth) {
  if (const auto* object = value.if_object()) {
    if (is_reference(*object)) {
      out += "{\"$ref\": ";
      append(out, object->begin()->value(), depth);
      out += '}';
      return;
    }
    append_list(out, *object, "{}", depth, [&](const json::key_value_pair& member) {
      append_json_string(out, {member.key().data(), member.key().size()});
      out += ": ";
      append(out, member.value(), depth + 1);
    });
  } else if (const auto* array = value.if_array()) {
    append_list(out, *array, "[]", depth,
                [&](const json::value& element) { append(out, element, depth + 1); });
  } else if (const auto* text = value.if_string()) {
    append_json_string(out, {text->data(), text->size()});
  } else if (const auto* number = value.if_double()) {
    append_number(out, *number);
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string json_document(const json::value& value) {
  std::string out;
  append(out, value, 0);
  out += '\n';
  return out;
}

}  // namespace boomerang::describe
