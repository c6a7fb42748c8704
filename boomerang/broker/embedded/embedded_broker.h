#pragma once

// A log in a folder of this machine, of one process at a time. docs/log_format.md says what lies
// in the folder and what opening it does.

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "boomerang/base/clock.h"
#include "boomerang/base/file_lock.h"
#include "boomerang/broker/broker.h"
#include "boomerang/broker/embedded/appender.h"
#include "boomerang/broker/embedded/topic_log.h"

namespace boomerang::broker {

struct EmbeddedOptions {
  std::filesystem::path folder;
  std::size_t record_bytes_max = (1 << 20) + (64 << 10);  // A body of 1 MiB, with its headers.
  AppenderOptions appender = {};                          // Of each of the two files.
  std::string vfs = {};  // A registered sqlite3_vfs; the system's if empty.
};

// Synced topics lie in log.db. Relaxed ones lie in relaxed.db with the groups' offsets, which are
// never synced for themselves. A topic stays in the file in which it was made: if it becomes synced
// later its commits are synced there, and if it becomes relaxed they are synced all the same.
//
// Names of topics are refused as `invalid` that SQLite could not tell apart or keeps for itself:
// those that differ from another only in case, `topics`, `groups`, and `sqlite_...`.
//
// An offset to read from that is not in the partition counts as the nearest that is. Retention
// keeps the newest record of a partition in any case.
//
// Threads: any, but for close().
// Bounds:  AppenderOptions.
class EmbeddedBroker final : public Broker {
 public:
  // Makes the folder if it is not there.
  //
  // Fails: busy     another process has it open; `what` names that process
  //        invalid  it cannot be made or written
  //        corrupt  it holds something that was not written by us, or is damaged
  static Result<std::unique_ptr<EmbeddedBroker>> open(const EmbeddedOptions& options,
                                                      const Clock& clock);
  ~EmbeddedBroker() override;

  Result<void> ensure_topic(const Topic& topic) override;
  Result<std::vector<Topic>> topics() override;
  Result<Range> range(std::string_view topic, Partition partition) override;
  void append(std::string_view topic, std::optional<Partition> partition, Record record,
              Appended appended) override;
  Result<std::unique_ptr<Reader>> read(std::string_view topic, std::vector<Partition> partitions,
                                       Start start) override;
  Result<std::unique_ptr<Consumer>> join(std::string_view group, std::string_view topic) override;
  void close() override;

  // The fault for which a file cannot be written at present, if there is one. It goes away by
  // itself once the file could be opened anew.
  Result<void> health() const override;

 private:
  struct TopicOf {
    std::shared_ptr<TopicLog> log;
    Appender* appender;
  };
  using Topics = std::map<std::string, TopicOf, std::less<>>;

  EmbeddedBroker(const EmbeddedOptions& options, FileLock lock);
  Result<std::unique_ptr<Appender>> open_file(const char* name, Durability durability,
                                              const Clock& clock);
  Result<TopicOf> find(std::string_view topic);
  Result<void> check_name(const std::string& name);

  const EmbeddedOptions options_;
  const FileLock lock_;
  std::mutex ensuring_;  // One ensure_topic() at a time.
  std::mutex mutex_;     // For topics_.
  Topics topics_;
  std::vector<Committed> committed_;
  std::unique_ptr<Appender> relaxed_;
  std::unique_ptr<Appender> synced_;
};

}  // namespace boomerang::broker
