#pragma once

// What a page hears as it happens: the text of server-sent events.
// Source: WHATWG HTML, section 9.2.
//
// Threads: an event loop's.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "boomerang/base/clock.h"
#include "boomerang/console/follower.h"
#include "boomerang/console/journal.h"

namespace boomerang::console {

class Feed {
 public:
  virtual ~Feed() = default;

  // The next event, or "" if there is nothing new. To be asked every so often.
  virtual std::string next() = 0;
  virtual Duration every() const = 0;
};

// Who listens too long to nothing cannot tell it from a broken connection.
inline constexpr std::string_view heartbeat = ":\n\n";
inline constexpr Duration heartbeat_every = std::chrono::seconds(15);

// The newest requests that match: the whole list, whenever something has changed.
class RequestsFeed final : public Feed {
 public:
  // The others must outlive it.
  RequestsFeed(Filter filter, Journal& journal, Follower& follower, const Clock& clock)
      : filter_(std::move(filter)), journal_(journal), follower_(follower), clock_(clock) {}

  std::string next() override;
  // Sooner at first, for who has just come.
  Duration every() const override { return std::chrono::milliseconds(status_.live ? 500 : 50); }

 private:
  const Filter filter_;
  Journal& journal_;
  Follower& follower_;
  const Clock& clock_;
  std::uint64_t version_ = 0;
  Follower::Status status_;
  bool time_matters_ = true;  // At first; then while something waits, which can become overdue.
  std::string told_;
};

// What is appended to a topic.
class TailFeed final : public Feed {
 public:
  explicit TailFeed(std::shared_ptr<Tail> tail) : tail_(std::move(tail)) {}

  std::string next() override;
  Duration every() const override { return std::chrono::milliseconds(250); }

 private:
  const std::shared_ptr<Tail> tail_;
  bool live_ = false;
  std::string fault_;
};

}  // namespace boomerang::console
