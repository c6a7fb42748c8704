#include "boomerang/gateway/outcome_lane.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"
#include "boomerang/event/codec.h"

namespace boomerang::gateway {
namespace {

constexpr std::size_t slice = 1'000;

std::size_t bytes_of(const SharedEnding& ending) { return *ending ? (*ending)->body.size() : 0; }

bool is_of(std::uint64_t payload, const SharedEnding& ending) {
  if (!*ending || !(*ending)->payload_hash) return true;
  return payload_tag(*(*ending)->payload_hash) == payload;
}

}  // namespace

OutcomeLane::OutcomeLane(Options options, ReplyAddress place, broker::Broker& broker,
                         KnownRequests& known)
    : options_(options), place_(std::move(place)), broker_(broker), known_(known) {
  thread_ = start_thread("outcomes", [this] { run(); });
}

OutcomeLane::~OutcomeLane() { stop(); }

Result<OutcomeLane::Number> OutcomeLane::start(const RequestKey& key, broker::Offset from,
                                               TellSearch tell) {
  const std::lock_guard lock(mutex_);
  const Sought sought{key.id, key.payload, from};
  auto found = searches_.find(sought);
  if (found == searches_.end()) {
    if (!make_room()) return Fault{FaultKind::busy, "too many searches"};
    found = searches_.emplace(sought, Search{.born = last_ + 1, .at = from}).first;
  }
  Search& search = found->second;
  search.asked = ++last_;
  search.end.reset();
  search.is_quiet = false;
  search.has_told = false;
  search.listeners[last_] = {std::move(tell), false};
  by_number_.emplace(last_, found);
  is_paused_ = false;
  changed_.notify_all();
  return last_;
}

// What nobody listens to may be forgotten, first of all what has been looked for to the end.
bool OutcomeLane::make_room() {
  if (searches_.size() < options_.searches_max) return true;
  const auto rank = [](const Search& search) {
    return std::tuple(!search.listeners.empty(), !search.is_finished(), search.asked);
  };
  const auto least = std::min_element(
      searches_.begin(), searches_.end(),
      [&](const auto& one, const auto& other) { return rank(one.second) < rank(other.second); });
  if (!least->second.listeners.empty()) return false;
  searches_.erase(least);
  return true;
}

void OutcomeLane::give_up(Number number) {
  const std::lock_guard lock(mutex_);
  const auto found = by_number_.find(number);
  if (found == by_number_.end()) return;
  found->second->second.listeners.erase(number);
  by_number_.erase(found);
}

bool OutcomeLane::is_idle() const {
  const std::lock_guard lock(mutex_);
  if (!by_number_.empty()) return false;
  return is_paused_ || std::all_of(searches_.begin(), searches_.end(),
                                   [](const auto& one) { return one.second.is_finished(); });
}

void OutcomeLane::retire() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    by_number_.clear();
    searches_.clear();
  }
  changed_.notify_all();
}

void OutcomeLane::stop() {
  retire();
  if (thread_.joinable()) thread_.join();
}

void OutcomeLane::run() {
  while (wait_until_wanted()) {
    if (!learn_ends() || !aim()) continue;
    look_through_kept();
    tell_ends();
    read();
  }
  reader_.reset();
  forget_kept();
  has_ended_ = true;
}

// False once stopped. Lets all go when there is nothing to do for long.
bool OutcomeLane::wait_until_wanted() {
  const auto is_wanted = [this] {
    if (stopping_) return true;
    return !is_paused_ && std::any_of(searches_.begin(), searches_.end(),
                                      [](const auto& one) { return one.second.is_wanted(); });
  };
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, options_.idle_max, is_wanted)) {
    lock.unlock();
    reader_.reset();
    forget_kept();
    lock.lock();
    changed_.wait(lock, is_wanted);
  }
  return !stopping_;
}

void OutcomeLane::forget_kept() {
  kept_.clear();
  by_id_.clear();
  kept_bytes_ = 0;
}

// Where the log ends, for those who have begun to listen, and what it has dropped. False if it
// cannot be asked.
bool OutcomeLane::learn_ends() {
  Number asked = 0;
  bool is_needed = reader_ == nullptr;
  {
    const std::lock_guard lock(mutex_);
    asked = last_;
    for (const auto& [sought, search] : searches_) is_needed = is_needed || !search.end;
  }
  if (!is_needed) return true;
  const auto range = broker_.range(place_.topic, place_.partition);
  if (!range) {
    fail(range.fault().kind == FaultKind::invalid ? SearchNews::gone : SearchNews::broken);
    return false;
  }
  const std::lock_guard lock(mutex_);
  for (auto& [sought, search] : searches_) {
    if (search.at < range->begin) {
      search.at = range->begin;
      search.is_whole = false;
    }
    if (search.end || search.asked > asked) continue;
    search.end = range->end;
    search.at = std::min(search.at, range->end);
  }
  return true;
}

// Chooses where to read on. A pass that has begun comes to its end, whatever else is asked for
// meanwhile: so each search is whole some time, and none begins again.
bool OutcomeLane::aim() {
  std::optional<broker::Offset> lowest;
  broker::Offset end = 0;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [sought, search] : searches_) {
      if (!search.end || !search.is_wanted()) continue;
      lowest = std::min(lowest.value_or(search.at), search.at);
      end = std::max(end, *search.end);
    }
  }
  if (!lowest) return false;
  if (reader_ != nullptr) {
    const bool is_far_ahead = *lowest > next_ + static_cast<broker::Offset>(options_.kept_max);
    const bool is_behind = *lowest < base_ && next_ >= pass_end_;
    if (!is_far_ahead && !is_behind) return true;
  }
  return begin_at(*lowest, end);
}

bool OutcomeLane::begin_at(broker::Offset from, broker::Offset end) {
  auto reader = broker_.read(place_.topic, {place_.partition}, from);
  if (!reader) {
    fail(SearchNews::broken);
    return false;
  }
  reader_ = *std::move(reader);
  base_ = next_ = from;
  pass_end_ = end;
  quiet_ = 0;
  forget_kept();
  return true;
}

void OutcomeLane::look_through_kept() {
  std::vector<Heard> heard;
  {
    const std::lock_guard lock(mutex_);
    for (auto one = searches_.begin(); one != searches_.end();) {
      auto& [sought, search] = *one;
      SharedEnding ending;
      if (base_ <= search.at && search.at < next_) {
        const auto [first, last] = by_id_.equal_range(sought.id);
        for (auto kept = first; kept != last && !ending; ++kept) {
          const auto& [offset, what] = kept->second;
          if (offset >= search.at && is_of(sought.payload, what)) ending = what;
        }
        search.at = next_;
      }
      one = ending ? take(one, ending, heard) : std::next(one);
    }
  }
  announce(heard);
}

void OutcomeLane::read() {
  Number born = 0;
  {
    const std::lock_guard lock(mutex_);
    born = last_;
  }
  const auto entries = reader_->read(slice, options_.look_again);
  if (!entries) {
    reader_.reset();
    if (entries.fault().kind == FaultKind::busy && ++failures_ < options_.failures_max) return;
    return fail(SearchNews::broken);
  }
  failures_ = 0;
  if (entries->empty()) return nothing_came();
  quiet_ = 0;
  const auto before = next_;
  std::vector<Heard> heard;
  for (const auto& entry : *entries) keep(entry, heard);
  {
    // Who came meanwhile has not seen all of it, and looks into what is kept.
    const std::lock_guard lock(mutex_);
    for (auto& [sought, search] : searches_) {
      if (search.born <= born && before <= search.at && search.at < next_) search.at = next_;
    }
  }
  announce(heard);
}

void OutcomeLane::keep(const broker::Entry& entry, std::vector<Heard>& heard) {
  next_ = entry.offset + 1;
  const auto id = decode_correlation(*entry.record);
  if (!id) return;
  const auto ending = std::make_shared<const Ending>(decode_outcome(*entry.record));
  kept_.push_back({entry.offset, *id, ending});
  by_id_.emplace(*id, std::pair(entry.offset, ending));
  kept_bytes_ += bytes_of(ending);
  while (kept_.size() > options_.kept_max || kept_bytes_ > options_.kept_bytes_max) {
    const Kept& oldest = kept_.front();
    kept_bytes_ -= bytes_of(oldest.ending);
    base_ = oldest.offset + 1;
    const auto [first, last] = by_id_.equal_range(oldest.id);
    by_id_.erase(std::find_if(
        first, last, [&](const auto& same) { return same.second.first == oldest.offset; }));
    kept_.pop_front();
  }
  const std::lock_guard lock(mutex_);
  auto one = searches_.lower_bound({*id, 0, std::numeric_limits<broker::Offset>::min()});
  while (one != searches_.end() && one->first.id == *id) {
    const bool is_it = one->second.at <= entry.offset && is_of(one->first.payload, ending);
    one = is_it ? take(one, ending, heard) : std::next(one);
  }
}

// The search has found it: gives back the next one.
OutcomeLane::Searches::iterator OutcomeLane::take(Searches::iterator found,
                                                  const SharedEnding& ending,
                                                  std::vector<Heard>& heard) {
  Heard& one = heard.emplace_back(Heard{{found->first.id, found->first.payload}, ending});
  for (auto& [number, listener] : found->second.listeners) {
    one.tell.push_back(std::move(listener.first));
    by_number_.erase(number);
  }
  return searches_.erase(found);
}

// Whoever comes from now on finds it among what is known.
void OutcomeLane::announce(const std::vector<Heard>& heard) {
  for (const auto& one : heard) {
    known_.remember(one.key, one.ending);
    for (const auto& tell : one.tell) tell(SearchNews::found, one.ending);
  }
}

// The log may count what it never shows, such as the marks of transactions: then it is quiet for
// good before its end.
void OutcomeLane::nothing_came() {
  quiet_ = std::min(quiet_ + 1, options_.quiet_max);
  if (quiet_ < options_.quiet_max) return;
  const auto is_held_up = [this](const Search& search) {
    return base_ <= search.at && !search.is_finished();
  };
  {
    const std::lock_guard lock(mutex_);
    if (std::none_of(searches_.begin(), searches_.end(),
                     [&](const auto& one) { return is_held_up(one.second); })) {
      return;
    }
  }
  if (!broker_.range(place_.topic, place_.partition)) return fail(SearchNews::broken);
  pass_end_ = next_;
  const std::lock_guard lock(mutex_);
  for (auto& [sought, search] : searches_) {
    if (is_held_up(search) && search.end) search.is_quiet = true;
  }
}

// What has been looked for to the end is not there yet; or will never be, if some was dropped.
void OutcomeLane::tell_ends() {
  std::vector<std::pair<TellSearch, SearchNews>> told;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [sought, search] : searches_) {
      if (!search.is_finished() || std::exchange(search.has_told, true)) continue;
      const bool is_gone = !search.is_whole && !search.is_quiet;
      for (auto& [number, listener] : search.listeners) {
        auto& [tell, is_told] = listener;
        if (is_gone) by_number_.erase(number);
        if (is_gone || !std::exchange(is_told, true)) {
          told.emplace_back(tell, is_gone ? SearchNews::gone : SearchNews::waiting);
        }
      }
      if (is_gone) search.listeners.clear();
    }
  }
  for (const auto& [tell, news] : told) tell(news, {});
}

// Who listens is told, and has to ask again. How far each search got is kept.
void OutcomeLane::fail(SearchNews news) {
  std::vector<TellSearch> told;
  {
    const std::lock_guard lock(mutex_);
    is_paused_ = true;
    for (auto& [sought, search] : searches_) {
      for (auto& [number, listener] : search.listeners) told.push_back(std::move(listener.first));
      search.listeners.clear();
    }
    by_number_.clear();
    if (news == SearchNews::gone) searches_.clear();
  }
  reader_.reset();
  failures_ = 0;
  if (news == SearchNews::broken && !told.empty()) {
    log::warn("replies cannot be looked through",
              {{"topic", place_.topic}, {"partition", place_.partition}});
  }
  for (const auto& tell : told) tell(news, {});
}

}  // namespace boomerang::gateway
