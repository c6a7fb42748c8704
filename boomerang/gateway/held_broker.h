#pragma once

// A log of outcomes that a test holds: each call to it waits until the test lets it pass.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/event/codec.h"

namespace boomerang::gateway {

// Threads: any. One partition; nothing is appended by way of the port.
class HeldBroker final : public broker::Broker {
 public:
  ~HeldBroker() override { let_pass(forever); }

  static constexpr int forever = 1'000'000'000;

  // So many more calls of range() and read() of a reader, together.
  void let_pass(int calls) {
    const std::lock_guard lock(mutex_);
    passes_ += calls;
    changed_.notify_all();
  }

  // Waits until somebody is held.
  void wait_for_one_held() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return held_ > 0; });
  }

  void add(RequestId id, const std::string& body) {
    Outcome outcome;
    outcome.type = "Done";
    outcome.request_id = id;
    outcome.body = body;
    const std::lock_guard lock(mutex_);
    records_.push_back(std::make_shared<const Record>(encode(outcome)));
  }

  // From now on nothing can be read.
  void go_away() {
    const std::lock_guard lock(mutex_);
    is_away_ = true;
  }

  // Where readers began.
  std::vector<broker::Offset> begun() const {
    const std::lock_guard lock(mutex_);
    return begun_;
  }

  Result<broker::Range> range(std::string_view, broker::Partition) override {
    std::unique_lock lock(mutex_);
    hold(lock);
    if (is_away_) return Fault{FaultKind::busy, "away"};
    return broker::Range{0, static_cast<broker::Offset>(records_.size())};
  }
  Result<std::unique_ptr<broker::Reader>> read(std::string_view, std::vector<broker::Partition>,
                                               broker::Start start) override {
    const std::lock_guard lock(mutex_);
    begun_.push_back(std::get<broker::Offset>(start));
    return std::unique_ptr<broker::Reader>(std::make_unique<HeldReader>(*this, begun_.back()));
  }
  Result<void> ensure_topic(const broker::Topic&) override { return {}; }
  Result<std::vector<broker::Topic>> topics() override { return std::vector<broker::Topic>{}; }
  void append(std::string_view, std::optional<broker::Partition>, Record, Appended) override {}
  Result<std::unique_ptr<broker::Consumer>> join(std::string_view, std::string_view) override {
    return Fault{FaultKind::invalid, "not here"};
  }
  void close() override {}

 private:
  class HeldReader final : public broker::Reader {
   public:
    HeldReader(HeldBroker& owner, broker::Offset from) : broker_(owner), next_(from) {}

    Result<std::vector<broker::Entry>> read(std::size_t entries_max, Duration) override {
      std::unique_lock lock(broker_.mutex_);
      broker_.hold(lock);
      if (broker_.is_away_) return Fault{FaultKind::busy, "away"};
      std::vector<broker::Entry> entries;
      const auto end = static_cast<broker::Offset>(broker_.records_.size());
      for (; next_ < end && entries.size() < entries_max; ++next_) {
        entries.push_back({0, next_, {}, broker_.records_[static_cast<std::size_t>(next_)]});
      }
      return entries;
    }
    void interrupt() override {}

   private:
    HeldBroker& broker_;
    broker::Offset next_;
  };

  void hold(std::unique_lock<std::mutex>& lock) {
    ++held_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return passes_ > 0; });
    --held_;
    --passes_;
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  long long passes_ = 0;
  int held_ = 0;
  bool is_away_ = false;
  std::vector<std::shared_ptr<const Record>> records_;
  std::vector<broker::Offset> begun_;
};

}  // namespace boomerang::gateway
