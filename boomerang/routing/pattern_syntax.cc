#include "boomerang/routing/pattern_syntax.h"

#include <algorithm>
#include <optional>
#include <string>

namespace boomerang::routing {
namespace {

using Kind = PatternTree::Kind;
using Ranges = std::vector<std::pair<char32_t, char32_t>>;

constexpr std::size_t source_bytes_max = 1000;
constexpr int groups_max = 50;
constexpr std::uint32_t count_max = 1000;
constexpr char32_t last_point = 0x10FFFF;

const Ranges digits = {{'0', '9'}};
const Ranges words = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
const Ranges spaces = {{0x09, 0x0D},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680},
                       {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
                       {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
const Ranges line_ends = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

Ranges in_order(Ranges ranges) {
  std::sort(ranges.begin(), ranges.end());
  Ranges merged;
  for (const auto& [first, last] : ranges) {
    if (!merged.empty() && first <= merged.back().second + 1) {
      merged.back().second = std::max(merged.back().second, last);
    } else {
      merged.emplace_back(first, last);
    }
  }
  return merged;
}

Ranges all_but(const Ranges& ranges) {
  Ranges others;
  char32_t next = 0;
  for (const auto& [first, last] : in_order(ranges)) {
    if (first > next) others.emplace_back(next, first - 1);
    next = last + 1;
  }
  if (next <= last_point) others.emplace_back(next, last_point);
  return others;
}

std::optional<char32_t> hex_digit(char32_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

class Parser {
 public:
  explicit Parser(std::u32string source) : source_(std::move(source)) {}

  Result<PatternTree> parse() {
    PatternTree tree = choice();
    if (!refused_ && !at_end()) refuse("a ) without its (");
    if (refused_) return Fault{FaultKind::invalid, *refused_};
    return tree;
  }

 private:
  bool at_end() const { return refused_ || place_ == source_.size(); }
  bool is_next(char32_t c) const { return !at_end() && source_[place_] == c; }
  char32_t take() { return source_[place_++]; }
  bool take_if(char32_t c) {
    if (!is_next(c)) return false;
    ++place_;
    return true;
  }

  // The first is told. Nothing is read after it.
  void refuse(const std::string& why) {
    if (!refused_) refused_ = "at letter " + std::to_string(place_ + 1) + ": " + why;
  }

  PatternTree choice() {
    PatternTree tree{.kind = Kind::choice};
    do {
      tree.parts.push_back(sequence());
    } while (take_if('|'));
    if (tree.parts.size() > 1) return tree;
    PatternTree only = std::move(tree.parts.front());
    return only;
  }

  PatternTree sequence() {
    PatternTree tree;
    while (!at_end() && !is_next('|') && !is_next(')')) tree.parts.push_back(quantified());
    return tree;
  }

  PatternTree quantified() {
    PatternTree one = atom();
    if (at_end()) return one;
    PatternTree repeat{.kind = Kind::repeat};
    if (take_if('*')) {
      repeat.max = PatternTree::no_end;
    } else if (take_if('+')) {
      repeat.min = 1;
      repeat.max = PatternTree::no_end;
    } else if (take_if('?')) {
      repeat.max = 1;
    } else if (take_if('{')) {
      count(repeat);
    } else {
      return one;
    }
    take_if('?');  // Lazy: finds the same texts.
    if (one.kind != Kind::set && one.kind != Kind::sequence && one.kind != Kind::choice &&
        one.kind != Kind::repeat) {
      refuse("there is nothing to repeat");
    }
    repeat.parts.push_back(std::move(one));
    return repeat;
  }

  void count(PatternTree& repeat) {
    repeat.min = number();
    repeat.max = repeat.min;
    if (take_if(',')) repeat.max = is_next('}') ? PatternTree::no_end : number();
    if (!take_if('}')) return refuse("expected {n}, {n,} or {n,m}");
    if (repeat.max < repeat.min) refuse("{n,m} with n over m");
  }

  std::uint32_t number() {
    std::uint32_t value = 0;
    const std::size_t begin = place_;
    while (!at_end() && source_[place_] >= '0' && source_[place_] <= '9') {
      value = std::min(value * 10 + static_cast<std::uint32_t>(take() - '0'), count_max + 1);
    }
    if (place_ == begin) refuse("expected a number");
    if (value > count_max) refuse("more than " + std::to_string(count_max) + " times");
    return value;
  }

  PatternTree atom() {
    switch (const char32_t c = take()) {
      case '^':
        return {.kind = Kind::begin};
      case '$':
        return {.kind = Kind::end};
      case '.':
        return {.kind = Kind::set, .ranges = all_but(line_ends)};
      case '(':
        return group();
      case '[':
        return set();
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
      case '{':
        refuse("there is nothing to repeat");
        return {};
      case ']':
      case '}':
        refuse("write \\" + std::string(1, static_cast<char>(c)) + " for the letter");
        return {};
      default:
        return {.kind = Kind::set, .ranges = {{c, c}}};
    }
  }

  PatternTree group() {
    if (++groups_ > groups_max) {
      refuse("more than " + std::to_string(groups_max) + " groups in each other");
      return {};
    }
    if (take_if('?') && !take_if(':')) {
      refuse("looking ahead or behind and named groups are not taken; (?:...) is");
      return {};
    }
    PatternTree tree = choice();
    if (!take_if(')')) refuse("a ( without its )");
    --groups_;
    return tree;
  }

  PatternTree escape() {
    if (take_if('b')) return {.kind = Kind::word_edge};
    if (take_if('B')) return {.kind = Kind::no_word_edge};
    return {.kind = Kind::set, .ranges = escaped()};
  }

  // What stands after a backslash, also in a class.
  Ranges escaped() {
    if (at_end()) {
      refuse("a backslash at the end");
      return {};
    }
    const char32_t c = take();
    switch (c) {
      case 'd':
        return digits;
      case 'D':
        return all_but(digits);
      case 'w':
        return words;
      case 'W':
        return all_but(words);
      case 's':
        return spaces;
      case 'S':
        return all_but(spaces);
      default:
        break;
    }
    const char32_t point = escaped_point(c);
    return {{point, point}};
  }

  char32_t escaped_point(char32_t c) {
    constexpr std::u32string_view controls = U"t\tn\nv\vf\fr\r";
    for (std::size_t i = 0; i < controls.size(); i += 2) {
      if (controls[i] == c) return controls[i + 1];
    }
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == '0') return 0;
    if (c == 'x') return hex(2);
    if (c == 'u') return unicode();
    if (c == 'c' && !at_end()) return take() % 32;
    if (c >= '1' && c <= '9') refuse("references back are not taken");
    if (is_letter) refuse("\\" + std::string(1, static_cast<char>(c)) + " is not taken");
    return c;
  }

  char32_t hex(int count_of_digits) {
    char32_t value = 0;
    for (int i = 0; i < count_of_digits; ++i) {
      const auto digit = at_end() ? std::nullopt : hex_digit(take());
      if (!digit) {
        refuse("expected hexadecimal digits");
        return 0;
      }
      value = value * 16 + *digit;
    }
    return value;
  }

  // After \u. Two that are a surrogate pair are one point.
  char32_t unicode() {
    if (take_if('{')) {
      char32_t value = 0;
      while (!at_end() && !is_next('}')) value = std::min(value * 16 + hex(1), last_point + 1);
      if (!take_if('}') || value > last_point) refuse("expected \\u{H}, up to \\u{10FFFF}");
      return std::min(value, last_point);
    }
    const char32_t high = hex(4);
    const bool pair = high >= 0xD800 && high < 0xDC00 && place_ + 1 < source_.size() &&
                      source_[place_] == '\\' && source_[place_ + 1] == 'u';
    if (!pair) return high;
    place_ += 2;
    const char32_t low = hex(4);
    if (low < 0xDC00 || low > 0xDFFF) refuse("expected a surrogate pair");
    return 0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF));
  }

  PatternTree set() {
    const bool is_negated = take_if('^');
    Ranges ranges;
    while (!at_end() && !is_next(']')) set_item(ranges);
    if (!take_if(']')) refuse("a [ without its ]");
    return {.kind = Kind::set, .ranges = is_negated ? all_but(ranges) : in_order(ranges)};
  }

  void set_item(Ranges& ranges) {
    const Ranges first = set_atom();
    ranges.insert(ranges.end(), first.begin(), first.end());
    const bool is_range = is_next('-') && place_ + 1 < source_.size() && source_[place_ + 1] != ']';
    if (!is_range) return;
    ++place_;
    const Ranges last = set_atom();
    if (refused_) return;
    const bool points = first.size() == 1 && last.size() == 1 &&
                        first[0].first == first[0].second && last[0].first == last[0].second;
    if (!points || last[0].first < first[0].first) return refuse("expected a range such as a-z");
    ranges.emplace_back(first[0].first, last[0].first);
  }

  Ranges set_atom() {
    const char32_t c = take();
    if (c != '\\') return {{c, c}};
    if (take_if('b')) return {{'\b', '\b'}};
    if (take_if('-')) return {{'-', '-'}};
    return escaped();
  }

  const std::u32string source_;
  std::size_t place_ = 0;
  int groups_ = 0;
  std::optional<std::string> refused_;
};

}  // namespace

Result<PatternTree> parse_pattern(std::string_view source) {
  if (source.size() > source_bytes_max) {
    return Fault{FaultKind::invalid,
                 "it is longer than " + std::to_string(source_bytes_max) + " bytes"};
  }
  return Parser(code_points(source)).parse();
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80 && !points.empty()) {
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

bool is_word(char32_t point) {
  return std::any_of(words.begin(), words.end(), [point](const auto& range) {
    return point >= range.first && point <= range.second;
  });
}

}  // namespace boomerang::routing
