#pragma once

// Looks messages up in the log, wherever they lie. Each call may wait for the log: for a thread of
// its own.
//
// Threads: one at a time, but for interrupt().

#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/console/cursor.h"
#include "boomerang/console/watched_routes.h"
#include "boomerang/event/request_id.h"

namespace boomerang::console {

struct TopicState {
  std::string name = {};
  std::vector<broker::Range> ranges = {};  // By partition.
};

struct PageQuery {
  std::string topic = {};
  std::optional<broker::Partition> partition = {};             // None: all.
  std::optional<Cursor> before = {};                           // None: from the end.
  std::function<bool(const broker::Entry&)> wanted = nullptr;  // None: every one.
  std::size_t limit = 50;
};

struct Page {
  std::vector<broker::Entry> entries = {};  // Newest first.
  std::optional<Cursor> older = {};         // None: there is nothing older.
  std::size_t scanned = 0;
};

struct FoundMessage {
  std::string topic = {};
  TopicKind kind = TopicKind::other;
  broker::Entry entry = {};
};

struct Found {
  std::vector<FoundMessage> messages = {};  // Of the request, by time.
  std::size_t scanned = 0;
  bool complete = true;  // False: not all was looked through, for want of time or of room.
};

class LogBrowser {
 public:
  struct Options {
    std::size_t scan_max = 2'000;      // Entries, for a page.
    std::size_t readers_max = 8;       // Open at a time.
    std::size_t bytes_max = 64 << 20;  // Of a page, roughly, while it is put together.
    std::size_t messages_max = 50;     // Of one request.
    int silent_reads_max = 15;         // Of a tenth of a second each: then nothing more comes.
    Duration find_wait = std::chrono::seconds(10);  // For all of find().
    Duration clock_skew = std::chrono::minutes(1);  // Between gateways and the log.
  };

  explicit LogBrowser(broker::Broker& broker, const Clock& clock)
      : LogBrowser(Options{}, broker, clock) {}
  // Both must outlive it.
  LogBrowser(Options options, broker::Broker& broker, const Clock& clock)
      : options_(options), broker_(broker), clock_(clock) {}

  // Every call below fails so:
  //   invalid  no such topic or partition
  //   busy     the log cannot be reached now
  //   closed   after interrupt(), or the broker is closed
  //   corrupt  as broker::Reader::read()

  Result<std::vector<TopicState>> topics();

  // The newest entries before the cursor, over all partitions by their time. With `wanted`, about
  // scan_max are looked at: there may be fewer than the limit, and yet older ones; so too if the
  // entries are large.
  Result<Page> page(const PageQuery& query);

  // Nothing if it is not there, or not any more.
  Result<std::optional<broker::Entry>> entry(const std::string& topic, broker::Partition partition,
                                             broker::Offset offset);

  // The messages of the routes that are about this request. Begins where its id says that it was
  // made, or at `since`; else at the oldest that there is. Looks through all that follows, as a
  // request can be repeated.
  Result<Found> find(RequestId id, const WatchedRoutes& routes,
                     std::optional<WallTime> since = std::nullopt);

  // Ends the call that is under way, soon, and every later one.
  // Threads: any.
  void interrupt() { interrupted_ = true; }

 private:
  // A part of a partition.
  struct Stretch {
    broker::Partition partition = 0;
    broker::Offset begin = 0;
    broker::Offset end = 0;
    std::deque<broker::Entry> entries = {};  // Once they are read.
  };

  struct Search {
    std::string topic;
    TopicKind kind;
    RequestId id;
    broker::Start start;
    Instant deadline;
  };

  Result<void> ready() const;
  Result<std::vector<Stretch>> choose(const PageQuery& query, Cursor& oldest);
  Result<void> read(const std::string& topic, std::vector<Stretch>& stretches);
  Result<void> read_one(broker::Reader& reader, Stretch& stretch, std::size_t bytes_max);
  static Stretch* newest_of(std::vector<Stretch>& stretches, const Cursor& oldest);
  Result<void> search(const Search& search, Found& found);

  const Options options_;
  broker::Broker& broker_;
  const Clock& clock_;
  std::atomic<bool> interrupted_{false};
};

}  // namespace boomerang::console
