#include "boomerang/broker/kafka/link.h"

#include <utility>

#include "boomerang/base/log.h"

namespace boomerang::broker::kafka {

void Link::set_state(State state) {
  const std::lock_guard lock(mutex_);
  if (state_ == state) return;
  state_ = state;
  if (state == State::up) refusal_.clear();
  if (state == State::up) log::info("kafka is reachable");
  if (state == State::away) log::warn("kafka is away");
  changed_.notify_all();
}

void Link::refused(std::string why) {
  const std::lock_guard lock(mutex_);
  refusal_ = std::move(why);
}

void Link::ask_for_producer() {
  const std::lock_guard lock(mutex_);
  wants_producer_ = true;
  changed_.notify_all();
}

Link::Task Link::next_task(Duration pause) {
  std::unique_lock lock(mutex_);
  const auto urgent = [this] { return closed_ || wants_producer_; };
  changed_.wait(lock, [&] { return urgent() || state_ != State::up; });
  changed_.wait_for(lock, pause, urgent);
  if (closed_) return Task::end;
  if (!wants_producer_) return Task::probe;
  wants_producer_ = false;
  return Task::new_producer;
}

void Link::add(const std::shared_ptr<Wakeup>& wakeup) {
  const std::lock_guard lock(mutex_);
  if (closed_) wakeup->end();
  std::erase_if(wakeups_, [](const auto& known) { return known.expired(); });
  wakeups_.push_back(wakeup);
}

void Link::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const auto& known : wakeups_) {
    if (const auto wakeup = known.lock()) wakeup->end();
  }
  changed_.notify_all();
}

Result<void> Link::health() const {
  if (closed_) return Fault{FaultKind::closed, "the broker is closed"};
  const std::lock_guard lock(mutex_);
  if (state_ == State::up) return {};
  std::string what = state_ == State::connecting ? "no Kafka broker was reached yet"
                                                 : "no Kafka broker can be reached";
  if (!refusal_.empty()) what += ": " + refusal_;
  return Fault{FaultKind::busy, std::move(what)};
}

}  // namespace boomerang::broker::kafka
