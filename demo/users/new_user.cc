#include "demo/users/new_user.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cstddef>
#include <cstdint>

namespace users {
namespace {

namespace json = boost::json;

constexpr std::size_t name_characters_max = 200;
constexpr std::string_view shape = R"(Send an object such as {"name": "Ada"}.)";

// Notes what is said of "name" in the outermost object. A document model would keep only the last
// of two members with one name, and so hide that there were two.
struct NameFinder {
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  bool is_object = false;
  int names = 0;
  std::optional<std::string> name;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    if (depth_ == 0) is_object = true;
    return enter();
  }
  bool on_object_end(std::size_t, json::error_code&) { return leave(); }
  bool on_array_begin(json::error_code&) { return enter(); }
  bool on_array_end(std::size_t, json::error_code&) { return leave(); }

  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return add(part); }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    add(part);
    at_name_ = is_object && depth_ == 1 && text_ == "name";
    if (at_name_) ++names;
    text_.clear();
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return add(part); }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    add(part);
    if (at_name_) name = text_;
    text_.clear();
    return value();
  }

  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return value(); }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return value(); }
  bool on_double(double, json::string_view, json::error_code&) { return value(); }
  bool on_bool(bool, json::error_code&) { return value(); }
  bool on_null(json::error_code&) { return value(); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool enter() {
    ++depth_;
    return value();
  }
  bool leave() {
    --depth_;
    return true;
  }
  bool value() {
    at_name_ = false;
    return true;
  }
  bool add(json::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }

  int depth_ = 0;
  bool at_name_ = false;  // The next value is that of "name".
  std::string text_;
};

// "line 1, column 9", both from 1.
std::string place_in(std::string_view body, std::size_t offset) {
  const std::string_view before = body.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t column = offset - (before.rfind('\n') + 1);  // npos + 1 is 0.
  return "line " + std::to_string(line) + ", column " + std::to_string(column + 1);
}

std::optional<Refusal> parse(std::string_view body, NameFinder& found) {
  json::basic_parser<NameFinder> parser(json::parse_options{});
  json::error_code error;
  const std::size_t read = parser.write_some(false, body.data(), body.size(), error);
  if (!error && read < body.size()) error = json::error::extra_data;
  if (error) {
    return Refusal{400, "The body is not JSON: " + error.message() + " at " + place_in(body, read) +
                            ". " + std::string(shape)};
  }
  found = parser.handler();
  return std::nullopt;
}

// The Unicode code points of UTF-8 that is known to be well-formed.
std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80) {
      points.back() = (points.back() << 6) | (byte & 0x3Fu);
    } else {
      points += byte < 0x80   ? byte
                : byte < 0xE0 ? byte & 0x1Fu
                : byte < 0xF0 ? byte & 0x0Fu
                              : byte & 0x07u;
    }
  }
  return points;
}

// Source: Unicode, general category Cc.
bool is_control(char32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0); }

// Source: Unicode, property White_Space.
bool is_white_space(char32_t point) {
  return (point >= 0x09 && point <= 0x0D) || point == 0x20 || point == 0x85 || point == 0xA0 ||
         point == 0x1680 || (point >= 0x2000 && point <= 0x200A) || point == 0x2028 ||
         point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000;
}

std::optional<Refusal> check_name(std::string_view name) {
  const std::u32string points = code_points(name);
  if (std::all_of(points.begin(), points.end(), is_white_space)) {
    return Refusal{422, R"("name" is empty or only white space. Give it a visible character.)"};
  }
  if (points.size() > name_characters_max) {
    return Refusal{422, R"("name" has )" + std::to_string(points.size()) +
                            " characters. Shorten it to at most 200."};
  }
  if (std::any_of(points.begin(), points.end(), is_control)) {
    return Refusal{422, R"("name" has a control character, such as a line break. Remove it.)"};
  }
  return std::nullopt;
}

}  // namespace

std::variant<NewUser, Refusal> read_new_user(std::string_view body) {
  if (body.empty()) return Refusal{400, "The body is empty. " + std::string(shape)};
  NameFinder found;
  if (auto refusal = parse(body, found)) return *refusal;
  if (!found.is_object) return Refusal{400, "The body is no object. " + std::string(shape)};
  if (found.names > 1) return Refusal{400, R"("name" comes more than once. Send it once.)"};
  if (found.names == 0) return Refusal{422, R"("name" is missing. )" + std::string(shape)};
  if (!found.name) return Refusal{422, R"("name" is not a string. Put it in quotes.)"};
  if (auto refusal = check_name(*found.name)) return *refusal;
  return NewUser{std::move(*found.name)};
}

std::optional<Refusal> check_body(std::string_view body) {
  auto read = read_new_user(body);
  if (auto* refusal = std::get_if<Refusal>(&read)) return std::move(*refusal);
  return std::nullopt;
}

}  // namespace users
