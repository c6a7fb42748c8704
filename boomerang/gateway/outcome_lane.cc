#include "boomerang/gateway/outcome_lane.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"
#include "boomerang/event/codec.h"

namespace boomerang::gateway {
namespace {

constexpr std::size_t slice = 1'000;

std::size_t bytes_of(const SharedEnding& ending) { return *ending ? (*ending)->body.size() : 0; }

bool is_of(const RequestKey& key, const SharedEnding& ending) {
  if (!*ending || !(*ending)->payload_hash) return true;
  return payload_tag(*(*ending)->payload_hash) == key.payload;
}

}  // namespace

OutcomeLane::OutcomeLane(Options options, ReplyAddress place, broker::Broker& broker)
    : options_(options), place_(std::move(place)), broker_(broker) {
  thread_ = start_thread("outcomes", [this] { run(); });
}

OutcomeLane::~OutcomeLane() { stop(); }

Result<OutcomeLane::Number> OutcomeLane::start(RequestKey key, broker::Offset from,
                                               TellSearch tell) {
  const std::lock_guard lock(mutex_);
  if (searches_.size() >= options_.searches_max) {
    return Fault{FaultKind::busy, "too many searches"};
  }
  searches_.emplace(++last_, Search{key, from, std::move(tell)});
  changed_.notify_all();
  return last_;
}

void OutcomeLane::give_up(Number number) {
  const std::lock_guard lock(mutex_);
  searches_.erase(number);
}

bool OutcomeLane::is_idle() const {
  const std::lock_guard lock(mutex_);
  return searches_.empty();
}

void OutcomeLane::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    searches_.clear();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void OutcomeLane::run() {
  while (wait_for_search()) {
    if (!rewind()) continue;
    look_through_kept();
    read();
  }
}

// False once stopped. Lets all go when there is none for long.
bool OutcomeLane::wait_for_search() {
  const auto is_wanted = [this] { return stopping_ || !searches_.empty(); };
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, options_.idle_max, is_wanted)) {
    reader_.reset();
    forget_kept();
    changed_.wait(lock, is_wanted);
  }
  return !stopping_;
}

void OutcomeLane::forget_kept() {
  kept_.clear();
  by_id_.clear();
  kept_bytes_ = 0;
}

// Begins anew if somebody asks for what lies before all that is kept. False if it cannot be read.
bool OutcomeLane::rewind() {
  broker::Offset from = std::numeric_limits<broker::Offset>::max();
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, search] : searches_) {
      if (search.is_new) from = std::min(from, search.from);
    }
  }
  if (reader_ && from >= base_) return true;
  return begin_at(from);
}

bool OutcomeLane::begin_at(broker::Offset from) {
  const auto range = broker_.range(place_.topic, place_.partition);
  if (!range) {
    fail(range.fault().kind == FaultKind::invalid ? SearchNews::gone : SearchNews::broken);
    return false;
  }
  from = std::clamp(from, range->begin, range->end);
  if (reader_ && from == base_) return true;
  auto reader = broker_.read(place_.topic, {place_.partition}, from);
  if (!reader) {
    fail(SearchNews::broken);
    return false;
  }
  reader_ = *std::move(reader);
  base_ = next_ = from;
  forget_kept();
  return true;
}

void OutcomeLane::look_through_kept() {
  Heard found;
  {
    const std::lock_guard lock(mutex_);
    for (auto search = searches_.begin(); search != searches_.end();) {
      SharedEnding ending;
      if (std::exchange(search->second.is_new, false)) {
        search->second.is_whole = search->second.from >= base_;
        const auto [first, last] = by_id_.equal_range(search->second.key.id);
        for (auto one = first; one != last && !ending; ++one) {
          if (is_of(search->second.key, one->second)) ending = one->second;
        }
      }
      if (!ending) {
        ++search;
        continue;
      }
      found.emplace_back(std::move(search->second.tell), std::move(ending));
      search = searches_.erase(search);
    }
  }
  for (const auto& [tell, ending] : found) tell(SearchNews::found, ending);
}

void OutcomeLane::read() {
  const auto entries = reader_->read(slice, options_.look_again);
  if (!entries) {
    reader_.reset();
    if (entries.fault().kind != FaultKind::busy) return fail(SearchNews::broken);
    const std::lock_guard lock(mutex_);
    for (auto& [number, search] : searches_) search.is_new = true;
    return;
  }
  if (entries->empty()) return at_end();
  Heard found;
  for (const auto& entry : *entries) keep(entry, found);
  for (const auto& [tell, ending] : found) tell(SearchNews::found, ending);
}

void OutcomeLane::keep(const broker::Entry& entry, Heard& found) {
  next_ = entry.offset + 1;
  const auto id = decode_correlation(*entry.record);
  if (!id) return;
  const auto ending = std::make_shared<const Ending>(decode_outcome(*entry.record));
  kept_.push_back({entry.offset, *id, ending});
  by_id_.emplace(*id, ending);
  kept_bytes_ += bytes_of(ending);
  while (kept_.size() > options_.kept_max || kept_bytes_ > options_.kept_bytes_max) {
    const Kept& oldest = kept_.front();
    kept_bytes_ -= bytes_of(oldest.ending);
    base_ = oldest.offset + 1;
    auto [one, last] = by_id_.equal_range(oldest.id);
    one = std::find_if(one, last, [&](const auto& same) { return same.second == oldest.ending; });
    by_id_.erase(one);
    kept_.pop_front();
  }
  const std::lock_guard lock(mutex_);
  for (auto search = searches_.begin(); search != searches_.end();) {
    const auto& key = search->second.key;
    if (search->second.is_new || key.id != *id || !is_of(key, ending)) {
      ++search;
      continue;
    }
    found.emplace_back(std::move(search->second.tell), ending);
    search = searches_.erase(search);
  }
}

// Nothing came for a while. That is the end only if the log says so.
void OutcomeLane::at_end() {
  const auto range = broker_.range(place_.topic, place_.partition);
  if (!range || next_ < range->end) return;
  std::vector<std::pair<TellSearch, SearchNews>> told;
  {
    const std::lock_guard lock(mutex_);
    for (auto search = searches_.begin(); search != searches_.end();) {
      Search& one = search->second;
      const bool is_gone = !one.is_whole;
      if (one.is_new || (!is_gone && std::exchange(one.told_waiting, true))) {
        ++search;
        continue;
      }
      told.emplace_back(one.tell, is_gone ? SearchNews::gone : SearchNews::waiting);
      search = is_gone ? searches_.erase(search) : std::next(search);
    }
  }
  for (const auto& [tell, news] : told) tell(news, {});
}

void OutcomeLane::fail(SearchNews news) {
  std::map<Number, Search> searches;
  {
    const std::lock_guard lock(mutex_);
    searches.swap(searches_);
  }
  if (news == SearchNews::broken && !searches.empty()) {
    log::warn("replies cannot be looked through",
              {{"topic", place_.topic}, {"partition", place_.partition}});
  }
  for (const auto& [number, search] : searches) search.tell(news, {});
}

}  // namespace boomerang::gateway
