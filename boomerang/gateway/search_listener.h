#pragma once

// For tests: who is told of a search, and waits for it.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/gateway/outcome_search.h"

namespace boomerang::gateway {

// What one search is told, as it comes. Threads: any.
class SearchListener {
 public:
  TellSearch teller() {
    return [this](SearchNews news, const SharedEnding& ending) {
      const std::lock_guard lock(mutex_);
      news_.push_back(news);
      if (ending) endings_.push_back(ending);
      changed_.notify_all();
    };
  }

  // The news with this number, waited for.
  SearchNews news(std::size_t number) {
    std::unique_lock lock(mutex_);
    const bool came =
        changed_.wait_for(lock, std::chrono::seconds(30), [&] { return news_.size() > number; });
    EXPECT_TRUE(came) << "no news " << number;
    return came ? news_[number] : SearchNews::broken;
  }

  std::string body() {
    const std::lock_guard lock(mutex_);
    return endings_.empty() || !*endings_.front() ? "none" : (*endings_.front())->body;
  }

  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return news_.size();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<SearchNews> news_;
  std::vector<SharedEnding> endings_;
};

}  // namespace boomerang::gateway
