#include "boomerang/auth/remote_keys.h"

#include <algorithm>
#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"

namespace boomerang::auth {

RemoteKeys::RemoteKeys(Options options, Fetch fetch, const Clock& clock,
                       std::shared_ptr<const KeySet> first)
    : options_(std::move(options)),
      fetch_(std::move(fetch)),
      clock_(clock),
      keys_id_(first == nullptr ? 0 : first->id()),
      schedule_(options_.refresh_min, options_.refresh_max),
      keys_(std::move(first)),
      thread_(start_thread("keys", [this] { run(); })) {}

RemoteKeys::~RemoteKeys() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

std::shared_ptr<const KeySet> RemoteKeys::keys() const {
  const std::lock_guard lock(mutex_);
  return keys_;
}

void RemoteKeys::ask_for_newer() {
  {
    const std::lock_guard lock(mutex_);
    schedule_.ask();
  }
  wake_.notify_one();
}

void RemoteKeys::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    const Instant now = clock_.now();
    if (const Instant due = schedule_.due(); due > now) {
      wake_.wait_for(lock, due - now);  // Or less: then it is asked again.
      continue;
    }
    schedule_.begin(now);
    lock.unlock();
    fetch();
    lock.lock();
  }
}

void RemoteKeys::fetch() {
  const auto text = fetch_(stop_);
  if (stop_) return;
  const auto taken = text ? take(*text) : Result<void>(text.fault());
  {
    const std::lock_guard lock(mutex_);
    taken ? schedule_.succeed() : schedule_.fail();
  }
  if (!taken && !failing_) {
    log::warn("keys not fetched; tried again until they are",
              {{"scheme", options_.scheme}, {"error", taken.fault().what}});
  }
  failing_ = !taken;
}

Result<void> RemoteKeys::take(const std::string& text) {
  // The same set again must not make the tokens that were verified with it unknown.
  if (text == last_text_) {
    if (failing_) log::info("keys fetched again, unchanged", {{"scheme", options_.scheme}});
    return {};
  }
  auto set = KeySet::parse(text);
  if (!set) return set.fault();
  for (const auto& why : set->left_out()) {
    log::warn("a key is not used", {{"scheme", options_.scheme}, {"error", why}});
  }
  log::info("keys fetched", {{"scheme", options_.scheme}, {"keys", set->size()}});
  last_text_ = text;
  auto keys = std::make_shared<const KeySet>(std::move(*set));
  const std::lock_guard lock(mutex_);
  keys_id_.store(keys->id(), std::memory_order_release);
  keys_ = std::move(keys);
  return {};
}

}  // namespace boomerang::auth
