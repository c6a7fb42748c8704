#include "boomerang/config/toml_depth.h"

#include <algorithm>
#include <string>
#include <vector>

namespace boomerang::config {
namespace {

class Scan {
 public:
  Scan(std::string_view text, std::size_t depth_max) : text_(text), depth_max_(depth_max) {}

  std::optional<TextPlace> find() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        pass_string(c);
      } else {
        take(c);
        if (around_ + dots_ > depth_max_) return place();
        ++at_;
      }
    }
    return std::nullopt;
  }

 private:
  void take(char c) {
    if (c == '.') {
      ++dots_;
    } else if (c == ',' || c == '\n') {
      dots_ = 0;
    } else if (c == '[' || c == '{') {
      open_.push_back(dots_);
      around_ += dots_ + 1;
      dots_ = 0;
    } else if ((c == ']' || c == '}') && !open_.empty()) {
      dots_ = open_.back();
      around_ -= dots_ + 1;
      open_.pop_back();
    }
  }

  void pass_string(char quote) {
    const std::string three(3, quote);
    const bool has_lines = text_.substr(at_).starts_with(three);
    at_ += has_lines ? 3 : 1;
    while (at_ < text_.size()) {
      if (text_[at_] == '\\' && quote == '"') {
        at_ += 2;
      } else if (has_lines && text_.substr(at_).starts_with(three)) {
        at_ += 3;
        // Two more are still the string's own.
        for (int i = 0; i < 2 && at_ < text_.size() && text_[at_] == quote; ++i) ++at_;
        return;
      } else if (!has_lines && (text_[at_] == quote || text_[at_] == '\n')) {
        ++at_;
        return;
      } else {
        ++at_;
      }
    }
  }

  TextPlace place() const {
    const auto before = text_.substr(0, at_);
    const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const auto line = before.substr(before.rfind('\n') + 1);
    const auto characters = std::count_if(line.begin(), line.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    return {lines + 1, static_cast<std::size_t>(characters) + 1};
  }

  const std::string_view text_;
  const std::size_t depth_max_;
  std::size_t at_ = 0;
  std::size_t dots_ = 0;           // Since the last comma, line or bracket.
  std::size_t around_ = 0;         // Brackets that are open, and the dots before each.
  std::vector<std::size_t> open_;  // Those dots.
};

}  // namespace

std::optional<TextPlace> find_too_deep(std::string_view text, std::size_t depth_max) {
  return Scan(text, depth_max).find();
}

}  // namespace boomerang::config
