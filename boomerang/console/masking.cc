#include "boomerang/console/masking.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "boomerang/base/http_grammar.h"

namespace boomerang::console {
namespace {

constexpr std::string_view hidden = "***";
constexpr std::string_view http_prefix = "http_";

// Reads a JSON text from left to right, and copies it but for what is secret.
class JsonHider {
 public:
  explicit JsonHider(std::string_view text) : text_(text) { out_.reserve(text.size()); }

  std::string hide() {
    while (at_ < text_.size()) {
      if (text_[at_] != '"') {
        out_ += text_[at_++];
        continue;
      }
      const std::string_view name = string();
      out_ += name;
      const std::size_t value = value_after_name();
      if (value == text_.npos || !names_secret(unescaped(name))) continue;
      out_ += text_.substr(at_, value - at_);
      at_ = value;
      skip_value();
      out_.append("\"").append(hidden).append("\"");
    }
    return std::move(out_);
  }

 private:
  // The string that begins here, quotes included, or what there is of it. Goes past it.
  std::string_view string() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_ + 1, text_.size());
    return text_.substr(begin, at_ - begin);
  }

  // Where the value begins, if a colon comes next; else npos.
  std::size_t value_after_name() const {
    constexpr std::string_view space = " \t\r\n";
    const auto colon = text_.find_first_not_of(space, at_);
    if (colon == text_.npos || text_[colon] != ':') return text_.npos;
    return std::min(text_.find_first_not_of(space, colon + 1), text_.size());
  }

  void skip_value() {
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        string();
      } else if (c == '{' || c == '[') {
        ++depth;
        ++at_;
      } else if (c == '}' || c == ']') {
        if (depth == 0) return;  // The end of the object that the member is of.
        --depth;
        ++at_;
      } else if (depth == 0 && c == ',') {
        return;
      } else {
        ++at_;
        continue;
      }
      if (depth == 0) return;
    }
  }

  // A name may be written with escapes: "pass\u0077ord". What is past ASCII names no secret.
  static std::string unescaped(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (name[i] != '\\' || i + 1 >= name.size()) {
        out += name[i];
      } else if (name[++i] == 'u') {
        const auto digits = name.substr(i + 1, 4);
        if (digits.starts_with("00")) out += percent_decoded("%" + std::string(digits.substr(2)));
        i += 4;
      }
    }
    return out;
  }

  const std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

bool names_secret(std::string_view name) {
  static constexpr std::string_view words[] = {
      "password", "passwd",     "passphrase", "secret",     "token", "authorization", "cookie",
      "apikey",   "privatekey", "accesskey",  "credential", "cvv",   "cvc",           "cardnumber"};
  std::string letters;
  for (const char c : lower(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
  }
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return letters.find(word) != letters.npos; });
}

std::string hide_in_json(std::string_view text) { return JsonHider(text).hide(); }

std::string hide_in_query(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto pair = text.substr(0, text.find('&'));
    const auto name = pair.substr(0, pair.find('='));
    if (name.size() < pair.size() && names_secret(percent_decoded(name))) {
      out.append(name).append("=").append(hidden);
    } else {
      out.append(pair);
    }
    text.remove_prefix(pair.size());
    if (text.empty()) break;
    out += '&';
    text.remove_prefix(1);
  }
  return out;
}

std::string hide_in_target(std::string_view target) {
  const auto query = target.find('?');
  if (query == target.npos) return std::string(target);
  return std::string(target.substr(0, query + 1)) + hide_in_query(target.substr(query + 1));
}

Headers hide_in_headers(const Headers& headers) {
  Headers out;
  out.reserve(headers.size(), headers.bytes());
  for (const auto [name, value] : headers) {
    const auto field =
        name.starts_with(http_prefix) ? name.substr(http_prefix.size()) : std::string_view(name);
    if (names_secret(field)) {
      out.add(name, hidden);
    } else if (name == "ce_httptarget") {
      out.add(name, hide_in_target(value));
    } else {
      out.add(name, value);
    }
  }
  return out;
}

std::string hide_in_value(std::string_view value, const Headers& headers) {
  const auto type = lower(headers.find("content-type").value_or(""));
  if (type.starts_with("application/x-www-form-urlencoded")) return hide_in_query(value);
  const auto first = value.find_first_not_of(" \t\r\n");
  const bool is_json = first != value.npos && (value[first] == '{' || value[first] == '[');
  return is_json ? hide_in_json(value) : std::string(value);
}

}  // namespace boomerang::console
