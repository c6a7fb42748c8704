#include "boomerang/console/page_file.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>

#include "boomerang/base/embedded_text.h"
#include "boomerang/base/http_grammar.h"
#include "boomerang/base/sha256.h"

namespace boomerang::console {

std::span<const EmbeddedText> page_files();  // The folder page/.

namespace {

constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'";

std::string_view type_of(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [ending, type] : types) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

struct File {
  std::string_view text;
  std::string tag;
};

const File* find(std::string_view name) {
  static const auto files = [] {
    std::map<std::string_view, File> all;
    for (const auto& file : page_files()) {
      const auto digest = to_hex(plain_sha256(file.text));
      all[file.name] = {file.text, "\"" + digest.substr(0, 32) + "\""};
    }
    return all;
  }();
  const auto found = files.find(name);
  return found == files.end() ? nullptr : &found->second;
}

// Whether a list of entity tags, such as `W/"a", "b"`, has this one; "*" has all.
bool has_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    auto one = trimmed(list.substr(0, list.find(',')));
    if (one == "*") return true;
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag) return true;
    list.remove_prefix(std::min(list.find(','), list.size() - 1) + 1);
  }
  return false;
}

}  // namespace

void add_security_fields(http::Response& response) {
  response.fields.add("Content-Security-Policy", policy);
  response.fields.add("X-Content-Type-Options", "nosniff");
  response.fields.add("Referrer-Policy", "no-referrer");
}

http::Response page_file(const http::Request& request, std::string_view name) {
  if (name.empty()) name = "index.html";
  const File* file = find(name);
  if (file == nullptr) return http::problem(404, "The console has no such page.");
  http::Response response;
  response.fields.add("ETag", file->tag);
  response.fields.add("Cache-Control", "no-cache");
  if (has_tag(request.field("if-none-match").value_or(""), file->tag)) {
    response.status = 304;
    return response;
  }
  response.fields.add("Content-Type", type_of(name));
  response.body = file->text;
  return response;
}

}  // namespace boomerang::console
