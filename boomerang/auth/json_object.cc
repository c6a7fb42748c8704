#include "boomerang/auth/json_object.h"

#include <cstddef>
#include <utility>

#include "boomerang/base/strict_json.h"

namespace boomerang::auth {
namespace {

namespace json = boost::json;

constexpr std::size_t depth_max = 16;

}  // namespace

std::optional<json::object> parse_strict_object(std::string_view text) {
  auto value = read_json(text, depth_max);
  if (!value || !value->is_object()) return std::nullopt;
  return std::move(value->get_object());
}

std::optional<std::string_view> text_member(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains({name.data(), name.size()});
  if (member == nullptr || !member->is_string()) return std::nullopt;
  return std::string_view(member->get_string().data(), member->get_string().size());
}

}  // namespace boomerang::auth
