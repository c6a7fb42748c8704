#include "boomerang/gateway/own_page.h"

#include <string>

#include "boomerang/problem/problem_type.h"

namespace boomerang::gateway {
namespace {

constexpr std::string_view description_path = "/openapi.json";
constexpr std::string_view list_path = "/problems";
constexpr std::string_view page_root = "/problems/";

http::Response markdown(std::string text) {
  http::Response response;
  response.fields.add("Content-Type", "text/markdown; charset=utf-8");
  response.fields.add("Cache-Control", "max-age=3600");
  response.body = std::move(text);
  return response;
}

http::Response list() {
  std::string text = "# Problems\n\n";
  for (const auto& type : problem::types()) {
    text += "- [" + std::string(type.name) + "](" + problem::uri_of(type.kind) +
            "): " + std::string(type.title) + "\n";
  }
  return markdown(std::move(text));
}

http::Response nothing() {
  return http::problem(404, "There is nothing at this path; check its spelling.");
}

}  // namespace

bool is_own_page(std::string_view path) {
  return path == description_path || path == list_path || path.starts_with(page_root);
}

http::Response own_page(const http::Request& request, const Serving& serving) {
  const auto path = request.path();
  if (path == description_path) {
    return serving.description ? serving.description(request) : nothing();
  }
  if (path == list_path) return list();
  const auto* type = problem::find_type(path.substr(page_root.size()));
  return type == nullptr ? nothing() : markdown(std::string(type->page));
}

}  // namespace boomerang::gateway
