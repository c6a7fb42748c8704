#include "boomerang/describe/served_document.h"

#include <utility>

#include "boomerang/base/sha256.h"

namespace boomerang::describe {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Whether a value of If-None-Match names the tag. Tags are compared as weak ones, and this one has
// no comma in it.
bool names(std::string_view tags, std::string_view etag) {
  while (!tags.empty()) {
    const auto comma = tags.find(',');
    auto tag = trimmed(tags.substr(0, comma));
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag || tag == "*") return true;
    tags.remove_prefix(comma == tags.npos ? tags.size() : comma + 1);
  }
  return false;
}

}  // namespace

ServedDocument::ServedDocument(std::string json)
    : json_(std::move(json)), etag_("\"" + to_hex(sha256({json_})).substr(0, 32) + "\"") {}

http::Response ServedDocument::answer(const http::Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    auto refusal = http::problem(405, "Use GET.");
    refusal.fields.add("Allow", "GET, HEAD");
    return refusal;
  }
  http::Response response;
  response.fields.add("ETag", etag_);
  response.fields.add("Cache-Control", "no-cache");  // May be kept, but is to be asked for again.
  response.fields.add("Access-Control-Allow-Origin", "*");
  for (const auto field : request.fields) {
    if (field.name == "if-none-match" && names(field.value, etag_)) response.status = 304;
  }
  if (response.status == 304) return response;
  response.fields.add("Content-Type", "application/json");
  response.body = json_;  // The server leaves it out of the answer to HEAD.
  return response;
}

}  // namespace boomerang::describe
