#pragma once

// The one thread that writes to a file of the log. Whatever waits when it comes round goes into
// one transaction, so that all share the cost of making it durable.
//
// After a fault of the disk nothing more is acknowledged until the file has been closed, opened
// anew and found to hold all that was acknowledged before. Until then appends are `busy`.

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/broker/broker.h"
#include "boomerang/broker/embedded/checkpointer.h"
#include "boomerang/broker/embedded/log_file.h"
#include "boomerang/broker/embedded/topic_log.h"

namespace boomerang::broker {

struct AppenderOptions {
  // What may wait to be written.
  std::size_t queue_records_max = 65536;
  std::size_t queue_bytes_max = std::size_t{64} << 20;
  // The newest records of each partition that are kept in memory.
  std::size_t tail_bytes_max = std::size_t{2} << 20;
  // Pages of 4 KiB in the write-ahead log, from which they are moved into the file in the
  // background, and from which the thread that writes does it itself.
  int checkpoint_pages = 4096;
  int checkpoint_pages_max = 16384;
  Duration retention_every = std::chrono::seconds(5);
  // The wait before a file is opened anew: from the first to the second, doubled each time.
  Duration reopen_wait_min = std::chrono::milliseconds(100);
  Duration reopen_wait_max = std::chrono::seconds(10);
};

// Threads: any, but for close().
class Appender {
 public:
  // `file` at `path`, and its topics in their order.
  Appender(std::unique_ptr<LogFile> file, std::filesystem::path path, Durability durability,
           std::string vfs, std::vector<std::shared_ptr<TopicLog>> topics, const Clock& clock,
           const AppenderOptions& options);
  ~Appender();

  // As Broker::append().
  void append(TopicLog& topic, Partition partition, Encoded encoded, Broker::Appended appended);

  // Makes or changes a topic on disk, and then `log` to match. Waits until it is done.
  Result<void> put_topic(const Topic& topic, std::shared_ptr<TopicLog> log);

  // Writes it with the next transaction. The last one for a partition counts.
  Result<void> save(const Committed& committed);

  // The fault for which nothing can be written at present, if there is one.
  Result<void> health() const;

  // Writes what waits, and refuses what comes later.
  void close();

 private:
  struct Waiting {
    TopicLog* topic;
    Partition partition;
    Encoded encoded;
    Broker::Appended appended;
    PartitionTable::Mark mark = {};
  };
  struct Change {
    Topic topic;
    std::shared_ptr<TopicLog> log;
    std::promise<Result<void>> done;
  };
  using Saves = std::map<std::tuple<std::string, std::string, Partition>, Offset>;
  struct Work {
    std::vector<Waiting> batch;
    std::vector<Change> changes;
    Saves saves;

    bool empty() const { return batch.empty() && changes.empty() && saves.empty(); }
  };

  void run();
  bool next(Work& work);
  void change(Change& change);
  void write(Work& work);
  Result<void> fill(Work& work, WallTime now);
  void publish(std::vector<Waiting>& batch);
  void keep_wal_short();
  void stop_file(const Fault& fault);
  void refuse(Work& work, const Fault& fault);
  bool reopen();
  Result<void> verify(LogFile& file);

  const std::filesystem::path path_;
  const Durability durability_;
  const std::string vfs_;
  const Clock& clock_;
  const AppenderOptions options_;

  // Of the thread that writes.
  std::unique_ptr<LogFile> file_;
  std::vector<std::shared_ptr<TopicLog>> topics_;
  enum class Step { begin, inside, commit } step_ = Step::begin;
  Checkpointer checkpointer_;
  int moved_pages_ = 0;  // Of the write-ahead log, when it was last moved.
  Duration reopen_wait_;

  mutable std::mutex mutex_;  // For all below.
  std::condition_variable wake_;
  Work queue_;
  std::size_t queue_bytes_ = 0;
  bool idle_ = false;  // The thread waits for work.
  bool closing_ = false;
  std::optional<Fault> stopped_;

  std::jthread thread_;
};

}  // namespace boomerang::broker
