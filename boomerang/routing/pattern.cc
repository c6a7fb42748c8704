#include "boomerang/routing/pattern.h"

#include <algorithm>
#include <string>

#include "boomerang/routing/pattern_syntax.h"

namespace boomerang::routing {
namespace {

using Step = Pattern::Step;
using Kind = Step::Kind;

constexpr std::size_t steps_max = 2000;

// Writes a tree out as steps that follow each other.
class Writing {
 public:
  std::vector<Step> steps;
  std::vector<std::vector<Pattern::Range>> sets;

  bool is_too_large() const { return steps.size() > steps_max; }

  void write(const PatternTree& tree) {
    if (is_too_large()) return;
    switch (tree.kind) {
      case PatternTree::Kind::set:
        steps.push_back({.kind = Kind::set, .other = static_cast<std::uint32_t>(sets.size())});
        sets.push_back(tree.ranges);
        return;
      case PatternTree::Kind::begin:
        return steps.push_back({.kind = Kind::begin});
      case PatternTree::Kind::end:
        return steps.push_back({.kind = Kind::end});
      case PatternTree::Kind::word_edge:
        return steps.push_back({.kind = Kind::word_edge});
      case PatternTree::Kind::no_word_edge:
        return steps.push_back({.kind = Kind::no_word_edge});
      case PatternTree::Kind::sequence:
        for (const auto& part : tree.parts) write(part);
        return;
      case PatternTree::Kind::choice:
        return write_choice(tree);
      case PatternTree::Kind::repeat:
        return write_repeat(tree);
    }
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(steps.size()); }

  std::uint32_t add(Kind kind) {
    steps.push_back({.kind = kind});
    return here() - 1;
  }

  void write_choice(const PatternTree& tree) {
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i < tree.parts.size(); ++i) {
      const bool is_last = i + 1 == tree.parts.size();
      const std::uint32_t split = is_last ? 0 : add(Kind::split);
      write(tree.parts[i]);
      if (is_last) break;
      ends.push_back(add(Kind::jump));
      steps[split].next = split + 1;
      steps[split].other = here();
    }
    for (const auto end : ends) steps[end].next = here();
  }

  // x{2,4} is xx(x(x)?)?, x{2,} is xxx*.
  void write_repeat(const PatternTree& tree) {
    const PatternTree& part = tree.parts.front();
    for (std::uint32_t i = 0; i < tree.min && !is_too_large(); ++i) write(part);
    if (tree.max == PatternTree::no_end) {
      const std::uint32_t split = add(Kind::split);
      write(part);
      steps[add(Kind::jump)].next = split;
      steps[split].next = split + 1;
      steps[split].other = here();
      return;
    }
    std::vector<std::uint32_t> splits;
    for (std::uint32_t i = tree.min; i < tree.max && !is_too_large(); ++i) {
      splits.push_back(add(Kind::split));
      write(part);
    }
    for (const auto split : splits) {
      steps[split].next = split + 1;
      steps[split].other = here();
    }
  }
};

bool is_in(const std::vector<Pattern::Range>& ranges, char32_t point) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), point,
                       [](char32_t value, const auto& range) { return value < range.first; });
  return after != ranges.begin() && point <= std::prev(after)->second;
}

// Goes through the text once, at all steps at once that the text so far can lead to.
// Source: Thompson, "Regular expression search algorithm", CACM 11(6), 1968.
class Search {
 public:
  Search(const std::vector<Step>& steps, const std::vector<std::vector<Pattern::Range>>& sets,
         const std::u32string& text)
      : steps_(steps), sets_(sets), text_(text), seen_(steps.size(), 0) {}

  bool run() {
    std::vector<std::uint32_t> now;
    std::vector<std::uint32_t> next;
    for (std::size_t place = 0;; ++place) {
      ++turn_;
      reached_.clear();
      for (const auto step : now) reach(step, place);
      reach(0, place);
      if (matched_) return true;
      if (place == text_.size()) return false;
      next.clear();
      for (const auto step : reached_) {
        if (is_in(sets_[steps_[step].other], text_[place])) next.push_back(step + 1);
      }
      now.swap(next);
    }
  }

 private:
  // Notes the sets that `step` leads to before the letter at `place`.
  void reach(std::uint32_t step, std::size_t place) {
    open_.push_back(step);
    while (!open_.empty()) {
      const std::uint32_t at = open_.back();
      open_.pop_back();
      if (seen_[at] == turn_) continue;
      seen_[at] = turn_;
      const Step& one = steps_[at];
      if (one.kind == Kind::set) {
        reached_.push_back(at);
      } else if (one.kind == Kind::match) {
        matched_ = true;
      } else if (one.kind == Kind::jump) {
        open_.push_back(one.next);
      } else if (one.kind == Kind::split) {
        open_.push_back(one.other);
        open_.push_back(one.next);
      } else if (holds(one.kind, place)) {
        open_.push_back(at + 1);
      }
    }
  }

  bool holds(Kind kind, std::size_t place) const {
    if (kind == Kind::begin) return place == 0;
    if (kind == Kind::end) return place == text_.size();
    const bool before = place > 0 && is_word(text_[place - 1]);
    const bool after = place < text_.size() && is_word(text_[place]);
    return (before != after) == (kind == Kind::word_edge);
  }

  const std::vector<Step>& steps_;
  const std::vector<std::vector<Pattern::Range>>& sets_;
  const std::u32string& text_;
  std::vector<std::size_t> seen_;  // The turn in which a step was reached last.
  std::size_t turn_ = 0;
  std::vector<std::uint32_t> open_;
  std::vector<std::uint32_t> reached_;
  bool matched_ = false;
};

}  // namespace

Result<Pattern> Pattern::compile(std::string_view source) {
  const auto tree = parse_pattern(source);
  if (!tree) return tree.fault();
  Writing writing;
  writing.write(*tree);
  writing.steps.push_back({.kind = Kind::match});
  if (writing.is_too_large()) {
    return Fault{FaultKind::invalid, "it is too large once its {n} are written out"};
  }
  Pattern pattern;
  pattern.steps_ = std::move(writing.steps);
  pattern.sets_ = std::move(writing.sets);
  return pattern;
}

bool Pattern::found_in(std::string_view text) const {
  return Search(steps_, sets_, code_points(text)).run();
}

}  // namespace boomerang::routing
