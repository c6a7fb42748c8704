#include "boomerang/console/follower.h"

#include <algorithm>
#include <utility>

#include "boomerang/base/thread.h"
#include "boomerang/console/message.h"

namespace boomerang::console {
namespace {

constexpr std::size_t read_entries = 64;

}  // namespace

Tail::Taken Tail::take() {
  const std::lock_guard lock(mutex_);
  Taken taken = std::move(taken_);
  taken_ = {.live = taken.live};
  return taken;
}

void Tail::add(const std::vector<broker::Entry>& entries) {
  for (const auto& entry : entries) {
    if (wanted_ && !wanted_(entry)) continue;
    std::unique_lock lock(mutex_);
    if (taken_.messages.size() >= messages_max) {
      ++taken_.skipped;
      continue;
    }
    lock.unlock();
    auto message = message_json(topic_, entry, listed_value_bytes_max);
    lock.lock();
    taken_.messages.push_back(std::move(message));
  }
}

void Tail::fail(std::string fault) {
  const std::lock_guard lock(mutex_);
  taken_.fault = std::move(fault);
}

void Tail::begin() {
  const std::lock_guard lock(mutex_);
  taken_.live = true;
  taken_.fault.clear();
}

Follower::Follower(Options options, broker::Broker& broker, const Clock& clock, Journal& journal)
    : options_(options),
      broker_(broker),
      clock_(clock),
      journal_(journal),
      browser_(broker, clock),
      routes_(std::make_shared<const WatchedRoutes>()) {}

Follower::~Follower() { stop(); }

void Follower::start() {
  thread_ = start_thread("console", [this] { run(); });
}

void Follower::stop() {
  browser_.interrupt();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Follower::follow(std::shared_ptr<const WatchedRoutes> routes) {
  const std::lock_guard lock(mutex_);
  new_routes_ = std::move(routes);
  called_ = true;
  wake_.notify_all();
}

void Follower::look() {
  const std::lock_guard lock(mutex_);
  called_ = called_ || !looked_;
  looked_ = clock_.now();
  if (called_) wake_.notify_all();
}

std::shared_ptr<Tail> Follower::tail(std::string topic, std::vector<broker::Partition> partitions,
                                     Tail::Wanted wanted) {
  auto tail = std::make_shared<Tail>(std::move(topic), std::move(partitions), std::move(wanted));
  const std::lock_guard lock(mutex_);
  new_tails_.push_back(tail);
  called_ = true;
  wake_.notify_all();
  return tail;
}

Follower::Status Follower::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

void Follower::tell(bool live, std::vector<std::string> faults) {
  const std::lock_guard lock(mutex_);
  status_ = {live, std::move(faults)};
}

void Follower::run() {
  while (take_calls()) {
    const bool read_some = read_journal();
    const bool tailed_some = read_tails();
    wait(read_some || tailed_some);
  }
  // Readers end on this thread: on Kafka that takes a while.
  sources_.clear();
  tails_.clear();
}

// False at the end.
bool Follower::take_calls() {
  const std::lock_guard lock(mutex_);
  called_ = false;
  if (looked_ && clock_.now() - *looked_ > options_.patience) looked_.reset();
  if (new_routes_) {
    routes_ = std::move(new_routes_);
    sources_.clear();
    journal_.clear();
  }
  for (auto& tail : new_tails_) tails_.push_back({.tail = std::move(tail), .reader = nullptr});
  new_tails_.clear();
  return !stopping_;
}

void Follower::wait(bool had_something) {
  if (had_something) return;
  std::unique_lock lock(mutex_);
  const auto is_called = [this] { return called_ || stopping_; };
  if (looked_ || !tails_.empty()) {
    wake_.wait_for(lock, options_.look_again, is_called);
  } else {
    wake_.wait(lock, is_called);
  }
}

// Says whether there was something.
bool Follower::read_journal() {
  bool is_wanted = false;
  {
    const std::lock_guard lock(mutex_);
    is_wanted = looked_.has_value();
  }
  if (!is_wanted) {
    close_journal();
    return false;
  }
  if (sources_.empty()) {
    if (clock_.now() < not_before_) return false;
    if (auto opened = open_journal(); !opened) {
      sources_.clear();
      not_before_ = clock_.now() + options_.try_again;
      tell(false, {opened.fault().what});
      return false;
    }
  }
  bool had_something = false;
  std::vector<std::string> faults;
  for (auto& source : sources_) {
    const auto entries = source.reader->read(read_entries, Duration::zero());
    if (!entries) {
      faults.push_back(source.topic + ": " + entries.fault().what);
      continue;
    }
    for (const auto& entry : *entries) journal_.add(source.kind, entry, *routes_);
    had_something = had_something || !entries->empty();
  }
  const bool live = faults.empty();
  tell(live, std::move(faults));
  return had_something;
}

// First where to go on, then what was before: nothing falls between them, and what is in both is
// told twice.
Result<void> Follower::open_journal() {
  if (auto healthy = broker_.health(); !healthy) return healthy;
  for (const auto kind : {TopicKind::requests, TopicKind::outcomes}) {
    for (auto& topic : routes_->topics(kind)) {
      auto reader = broker_.read(topic, {}, broker::End{});
      if (!reader) return Fault{reader.fault().kind, topic + ": " + reader.fault().what};
      sources_.push_back({std::move(topic), kind, *std::move(reader)});
    }
  }
  for (const auto& source : sources_) {
    auto page = browser_.page({.topic = source.topic, .limit = options_.history});
    if (!page) return Fault{page.fault().kind, source.topic + ": " + page.fault().what};
    std::reverse(page->entries.begin(), page->entries.end());
    for (const auto& entry : page->entries) journal_.add(source.kind, entry, *routes_);
  }
  return {};
}

void Follower::close_journal() {
  if (sources_.empty()) return;
  sources_.clear();
  journal_.clear();
  tell(false, {});
}

bool Follower::read_tails() {
  bool had_something = false;
  for (auto followed = tails_.begin(); followed != tails_.end();) {
    if (followed->tail.expired()) {
      followed = tails_.erase(followed);
    } else {
      had_something = read_tail(*followed) || had_something;
      ++followed;
    }
  }
  return had_something;
}

bool Follower::read_tail(Followed& followed) {
  const auto tail = followed.tail.lock();
  if (!tail || clock_.now() < followed.not_before) return false;
  if (!followed.reader) {
    const auto healthy = broker_.health();
    auto reader = healthy ? broker_.read(tail->topic_, tail->partitions_, broker::End{})
                          : Result<std::unique_ptr<broker::Reader>>(healthy.fault());
    if (!reader) {
      followed.not_before = clock_.now() + options_.try_again;
      tail->fail(reader.fault().what);
      return false;
    }
    followed.reader = *std::move(reader);
    tail->begin();
  }
  auto entries = followed.reader->read(read_entries, Duration::zero());
  if (!entries) {
    tail->fail(entries.fault().what);
    return false;
  }
  const bool had_something = !entries->empty();
  tail->add(*entries);
  return had_something;
}

}  // namespace boomerang::console
