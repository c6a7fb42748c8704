#include "boomerang/field/accept.h"

#include <algorithm>
#include <tuple>

#include "boomerang/base/http_grammar.h"
#include "boomerang/field/scanner.h"

namespace boomerang::field {
namespace {

constexpr int weight_max = 1000;  // Weights in thousandths, so that 0.3 is 0.3.

enum class Reach { none, all, type, exact };  // From the least specific on.

struct Range {
  std::string_view type;
  std::string_view subtype;
  int weight = weight_max;

  Reach reach() const {
    return type == "*" ? Reach::all : subtype == "*" ? Reach::type : Reach::exact;
  }

  bool covers(std::string_view offer) const {
    const auto slash = std::min(offer.find('/'), offer.size() - 1);
    const bool same_type = equal_but_for_case(type, offer.substr(0, slash));
    switch (reach()) {
      case Reach::all:
        return true;
      case Reach::type:
        return same_type;
      default:
        return same_type && equal_but_for_case(subtype, offer.substr(slash + 1));
    }
  }
};

// "0" to "1" with up to three decimals.
std::optional<int> weight_of(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = text[0] - '0';
  for (std::size_t i = 2; i < 5; ++i) {
    const char digit = i < text.size() ? text[i] : '0';
    if (digit < '0' || digit > '9') return std::nullopt;
    weight = weight * 10 + (digit - '0');
  }
  if (weight > weight_max) return std::nullopt;
  return weight;
}

std::optional<Range> take_range(Scanner& scanner) {
  Range range;
  scanner.skip_space();
  range.type = scanner.take_token();
  if (range.type.empty() || !scanner.take('/')) return std::nullopt;
  range.subtype = scanner.take_token();
  if (range.subtype.empty() || (range.type == "*" && range.subtype != "*")) return std::nullopt;
  while (true) {
    scanner.skip_space();
    if (!scanner.take(';')) break;
    scanner.skip_space();
    if (scanner.at_delimiter()) continue;  // An empty parameter.
    const auto parameter = scanner.take_pair();
    if (!parameter) return std::nullopt;
    if (!equal_but_for_case(parameter->name, "q")) continue;
    const auto weight = weight_of(parameter->word.value_or(""));
    if (!weight) return std::nullopt;
    range.weight = *weight;
  }
  if (!scanner.at_delimiter()) return std::nullopt;
  return range;
}

template <typename Visit>
void for_each_range(const Headers& fields, Visit visit) {
  for (const auto line : fields) {
    if (line.name != "accept") continue;
    Scanner scanner(line.value);
    while (!scanner.done()) {
      if (const auto range = take_range(scanner)) visit(*range);
      scanner.skip_element();
    }
  }
}

// How much an offer is liked: what is compared comes in this order.
struct Liking {
  int weight = 0;
  Reach reach = Reach::none;
};

Liking liking_of(const Headers& fields, std::string_view offer) {
  Liking liking;
  bool any = false;
  for_each_range(fields, [&](const Range& range) {
    any = true;
    if (!range.covers(offer)) return;
    if (std::tuple(range.reach(), range.weight) > std::tuple(liking.reach, liking.weight)) {
      liking = {range.weight, range.reach()};
    }
  });
  return any ? liking : Liking{weight_max, Reach::all};
}

}  // namespace

std::optional<std::size_t> choose_media_type(const Headers& fields,
                                             std::span<const std::string_view> offers) {
  std::optional<std::size_t> best;
  Liking most;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const Liking liking = liking_of(fields, offers[i]);
    if (liking.weight == 0) continue;
    if (std::tuple(liking.weight, liking.reach) > std::tuple(most.weight, most.reach)) {
      most = liking;
      best = i;
    }
  }
  return best;
}

bool prefers_event_stream(const Headers& fields) {
  int stream = 0;
  int named = 0;
  int ranged = 0;
  for_each_range(fields, [&](const Range& range) {
    int& weight = range.reach() != Reach::exact       ? ranged
                  : range.covers("text/event-stream") ? stream
                                                      : named;
    weight = std::max(weight, range.weight);
  });
  return stream > named && stream >= ranged;
}

}  // namespace boomerang::field
