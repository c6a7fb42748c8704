#pragma once

// A broker for the worker's tests that does only what it is told: delivers what a test put in,
// again if asked to, takes partitions away, and acknowledges, holds back or fails what is appended.
// One consumer at a time; a new join() reads on from what was committed.
//
// Threads: any.

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/broker/broker.h"

namespace boomerang::worker {

class FakeBroker final : public broker::Broker {
 public:
  // One append, as it was made.
  struct Copy {
    std::string topic;
    std::optional<broker::Partition> partition;
    Record record;
    bool operator==(const Copy&) const = default;
  };

  // What becomes of an append. `lost`: the record is there, but the caller is told `unknown`.
  enum class Fate { acknowledged, held, refused, busy, lost };

  explicit FakeBroker(std::vector<broker::Topic> topics) : topics_(std::move(topics)) {}

  // For each later append. Called with the lock held.
  void decide_by(std::function<Fate(const std::string& topic)> fate) {
    const std::scoped_lock lock(mutex_);
    fate_ = std::move(fate);
  }

  // Acknowledges what was held back, in order.
  void release() {
    std::vector<std::pair<Appended, broker::Place>> held;
    {
      const std::scoped_lock lock(mutex_);
      held.swap(held_);
    }
    for (auto& [appended, place] : held) appended(place);
  }

  // An event at the end of `partition`. Gives its offset.
  broker::Offset put(broker::Partition partition, Record record) {
    const std::scoped_lock lock(mutex_);
    auto& log = events_[partition];
    const auto offset = static_cast<broker::Offset>(log.size());
    log.push_back({partition, offset, WallTime{} + std::chrono::seconds(offset),
                   std::make_shared<const Record>(std::move(record))});
    changed_.notify_all();
    return offset;
  }

  // The next read takes the partition from the consumer; the one after gives it back, from what is
  // committed.
  void revoke(broker::Partition partition) {
    const std::scoped_lock lock(mutex_);
    revoked_.push_back(partition);
  }

  // What is there, in the order of append.
  std::vector<Copy> appended(const std::string& topic) const {
    const std::scoped_lock lock(mutex_);
    std::vector<Copy> found;
    for (const auto& one : appended_) {
      if (one.topic == topic) found.push_back(one);
    }
    return found;
  }

  // Where the group goes on; 0 if nothing was committed.
  broker::Offset committed(broker::Partition partition) const {
    const std::scoped_lock lock(mutex_);
    const auto found = committed_.find(partition);
    return found == committed_.end() ? 0 : found->second;
  }

  Result<void> ensure_topic(const broker::Topic&) override { return {}; }
  Result<std::vector<broker::Topic>> topics() override { return topics_; }
  Result<broker::Range> range(std::string_view, broker::Partition partition) override {
    const std::scoped_lock lock(mutex_);
    return broker::Range{0, static_cast<broker::Offset>(events_[partition].size())};
  }

  void append(std::string_view topic, std::optional<broker::Partition> partition, Record record,
              Appended appended) override {
    std::optional<Result<broker::Place>> told;
    {
      const std::scoped_lock lock(mutex_);
      const broker::Place place{partition.value_or(0),
                                static_cast<broker::Offset>(appended_.size())};
      const Fate fate = fate_ ? fate_(std::string(topic)) : Fate::acknowledged;
      if (fate == Fate::acknowledged || fate == Fate::held || fate == Fate::lost) {
        appended_.push_back({std::string(topic), partition, std::move(record)});
      }
      if (fate == Fate::held) {
        held_.emplace_back(std::move(appended), place);
        return;
      }
      if (fate == Fate::acknowledged) told = place;
      if (fate == Fate::refused) told = Fault{FaultKind::invalid, "refused by the test"};
      if (fate == Fate::busy) told = Fault{FaultKind::busy, "busy by the test"};
      if (fate == Fate::lost) told = Fault{FaultKind::unknown, "lost by the test"};
    }
    appended(*told);
  }

  Result<std::unique_ptr<broker::Reader>> read(std::string_view, std::vector<broker::Partition>,
                                               broker::Start) override {
    return Fault{FaultKind::invalid, "the fake has consumers only"};
  }

  Result<std::unique_ptr<broker::Consumer>> join(std::string_view, std::string_view) override {
    const std::scoped_lock lock(mutex_);
    positions_.clear();
    revoked_.clear();
    interrupted_ = false;
    ++generation_;
    return std::unique_ptr<broker::Consumer>(new Member(*this, generation_));
  }

  void close() override {}

 private:
  class Member final : public broker::Consumer {
   public:
    Member(FakeBroker& broker, int generation) : broker_(broker), generation_(generation) {}
    Result<broker::Batch> read(std::size_t entries_max, Duration wait) override {
      return broker_.consume(entries_max, wait);
    }
    Result<void> commit(broker::Partition partition, broker::Offset next) override {
      return broker_.commit(generation_, partition, next);
    }
    void interrupt() override { broker_.interrupt(generation_); }

   private:
    FakeBroker& broker_;
    const int generation_;
  };

  bool has_news() const {
    return interrupted_ || !revoked_.empty() ||
           std::any_of(events_.begin(), events_.end(), [&](const auto& log) {
             const auto position = positions_.find(log.first);
             return position == positions_.end() ||
                    position->second < static_cast<broker::Offset>(log.second.size());
           });
  }

  Result<broker::Batch> consume(std::size_t entries_max, Duration wait) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, wait, [&] { return has_news(); });
    if (interrupted_) return Fault{FaultKind::closed, "interrupted"};
    broker::Batch batch;
    if (!revoked_.empty()) {
      batch.revoked.swap(revoked_);
      for (const auto partition : batch.revoked) positions_.erase(partition);
      return batch;
    }
    for (const auto& [partition, log] : events_) {
      if (!positions_.contains(partition)) {
        batch.assigned.push_back(partition);
        positions_[partition] = committed_[partition];
      }
      auto& position = positions_[partition];
      while (position < static_cast<broker::Offset>(log.size()) &&
             batch.entries.size() < entries_max) {
        batch.entries.push_back(log[static_cast<std::size_t>(position++)]);
      }
    }
    return batch;
  }

  Result<void> commit(int generation, broker::Partition partition, broker::Offset next) {
    const std::scoped_lock lock(mutex_);
    if (generation != generation_) return Fault{FaultKind::invalid, "another member's"};
    committed_[partition] = next;
    return {};
  }

  void interrupt(int generation) {
    const std::scoped_lock lock(mutex_);
    if (generation != generation_) return;
    interrupted_ = true;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  const std::vector<broker::Topic> topics_;
  std::function<Fate(const std::string&)> fate_;
  std::map<broker::Partition, std::vector<broker::Entry>> events_;
  std::map<broker::Partition, broker::Offset> positions_;
  std::map<broker::Partition, broker::Offset> committed_;
  std::vector<broker::Partition> revoked_;
  std::vector<Copy> appended_;
  std::vector<std::pair<Appended, broker::Place>> held_;
  bool interrupted_ = false;
  int generation_ = 0;
};

}  // namespace boomerang::worker
