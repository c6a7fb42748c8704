#include "boomerang/base/json_pointer.h"

#include <boost/json/basic_parser_impl.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace boomerang {
namespace {

namespace bj = boost::json;

std::vector<std::string> tokens_of(std::string_view pointer) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      tokens.emplace_back();
    } else if (pointer[i] == '~') {
      tokens.back() += pointer[++i] == '0' ? '~' : '/';
    } else {
      tokens.back() += pointer[i];
    }
  }
  return tokens;
}

// Follows the tokens while the text is read; makes no document.
class Finder {
 public:
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  explicit Finder(std::vector<std::string> tokens) : tokens_(std::move(tokens)) {}

  std::optional<std::string> found() && { return std::move(found_); }

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_object_begin(bj::error_code&) { return enter(false); }
  bool on_object_end(std::size_t, bj::error_code&) { return leave(); }
  bool on_array_begin(bj::error_code&) { return enter(true); }
  bool on_array_end(std::size_t, bj::error_code&) { return leave(); }

  bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return add(part); }
  bool on_key(bj::string_view part, std::size_t, bj::error_code& error) {
    add(part);
    Level& level = levels_.back();
    level.member_is_next = level.leads_there && text_ == tokens_[levels_.size() - 1];
    text_.clear();
    if (!level.member_is_next) return true;
    if (level.has_member) error = bj::error::syntax;
    level.has_member = true;
    return !error;
  }

  bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return add(part); }
  bool on_string(bj::string_view part, std::size_t, bj::error_code&) { return scalar(part); }
  bool on_number_part(bj::string_view part, bj::error_code&) { return add(part); }
  bool on_int64(std::int64_t, bj::string_view part, bj::error_code&) { return scalar(part); }
  bool on_uint64(std::uint64_t, bj::string_view part, bj::error_code&) { return scalar(part); }
  bool on_double(double, bj::string_view part, bj::error_code&) { return scalar(part); }
  bool on_bool(bool truth, bj::error_code&) { return scalar(truth ? "true" : "false"); }
  bool on_null(bj::error_code&) {
    is_on_the_way();
    return true;
  }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }

 private:
  // An object or an array that is open.
  struct Level {
    bool is_array;
    bool leads_there;       // The tokens so far lead to it, and there are more.
    std::size_t items = 0;  // Of an array, before the next.
    bool member_is_next = false;
    bool has_member = false;
  };

  // Whether the tokens so far lead to the value that begins now.
  bool is_on_the_way() {
    if (levels_.empty()) return true;
    Level& level = levels_.back();
    if (!level.is_array) return level.member_is_next;
    const std::size_t index = level.items++;
    return level.leads_there && std::to_string(index) == tokens_[levels_.size() - 1];
  }

  bool enter(bool is_array) {
    const bool leads_there = is_on_the_way() && levels_.size() < tokens_.size();
    levels_.push_back({is_array, leads_there});
    return true;
  }

  bool leave() {
    levels_.pop_back();
    return true;
  }

  bool scalar(bj::string_view part) {
    add(part);
    if (is_on_the_way() && levels_.size() == tokens_.size()) found_ = text_;
    text_.clear();
    return true;
  }

  bool add(bj::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }

  const std::vector<std::string> tokens_;
  std::vector<Level> levels_;
  std::string text_;
  std::optional<std::string> found_;
};

}  // namespace

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text.front() != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') continue;
    if (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return false;
  }
  return true;
}

std::string pointer_token(std::string_view token) {
  std::string out;
  for (const char c : token) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::string> value_at(std::string_view json, std::string_view pointer) {
  if (!is_json_pointer(pointer)) return std::nullopt;
  bj::basic_parser<Finder> parser(bj::parse_options{}, tokens_of(pointer));
  bj::error_code error;
  const std::size_t read = parser.write_some(false, json.data(), json.size(), error);
  if (error || read < json.size()) return std::nullopt;
  return std::move(parser.handler()).found();
}

}  // namespace boomerang
