#pragma once

// An issuer's keys, fetched again and again on a thread of their own.
//
// What was fetched last stays good as long as nothing newer comes: an issuer that is away, or
// answers nonsense, shuts nobody out. Each change for the better or the worse is logged once.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "boomerang/auth/key_source.h"
#include "boomerang/auth/refresh_schedule.h"

namespace boomerang::auth {

// Threads: any, and one of its own. Destroying it waits for a fetch under way to give up.
class RemoteKeys final : public KeySource {
 public:
  // The text of a JWK set. Runs on the thread; is to give up soon once `stop` is set.
  using Fetch = std::function<Result<std::string>(const std::atomic<bool>& stop)>;

  struct Options {
    std::string scheme = {};  // For the log.
    Duration refresh_min = std::chrono::seconds(30);
    Duration refresh_max = std::chrono::minutes(15);

    bool operator==(const Options&) const = default;
  };

  // Begins to fetch at once, and does not wait for it: until then `first`, if there are any, are
  // the keys. `clock` must outlive it.
  RemoteKeys(Options options, Fetch fetch, const Clock& clock,
             std::shared_ptr<const KeySet> first = nullptr);
  ~RemoteKeys() override;

  std::shared_ptr<const KeySet> keys() const override;
  std::uint64_t keys_id() const override { return keys_id_.load(std::memory_order_acquire); }

  // Bounds: however often it is called, two fetches begin `refresh_min` apart.
  void ask_for_newer() override;

 private:
  void run();
  void fetch();
  Result<void> take(const std::string& text);

  const Options options_;
  const Fetch fetch_;
  const Clock& clock_;

  std::atomic<bool> stop_{false};
  std::atomic<std::uint64_t> keys_id_{0};

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  RefreshSchedule schedule_;
  std::shared_ptr<const KeySet> keys_;

  std::string last_text_;  // Only the thread's.
  bool failing_ = false;   // Likewise.
  std::jthread thread_;    // The last: it uses all the others.
};

}  // namespace boomerang::auth
