#pragma once

// One SQLite file of the log, as its only writer has it: the topics in it, their partitions, and
// where groups have got to.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/embedded/encoded.h"
#include "boomerang/broker/embedded/partition_table.h"
#include "boomerang/sqlite/database.h"
#include "boomerang/sqlite/wal.h"

namespace boomerang::broker {

// Where a group goes on.
struct Committed {
  std::string group;
  std::string topic;
  Partition partition = 0;
  Offset next = 0;
};

// The topics that a file holds, oldest first. Also for connections that only read.
Result<std::vector<Topic>> read_topics(sqlite::Database& database);

// A fault of any call that writes leaves the file fit only to be closed and opened again, unless
// nothing was begun.
//
// Threads: one at a time.
class LogFile {
 public:
  // Makes the file if it is not there. What an earlier process wrote is on disk when this returns,
  // whether or not that process had synced it; and the newest record of each partition is intact.
  //
  // `durability` is what a commit means unless begin() asks for more.
  //
  // Fails: invalid  the file cannot be opened or made
  //        corrupt  it is not what was written
  //        busy, unknown  it cannot be read or written now
  static Result<std::unique_ptr<LogFile>> open(const std::filesystem::path& file,
                                               Durability durability, const std::string& vfs);

  struct Writer {
    PartitionTable table;
    std::optional<PartitionTable::Mark> first;
    PartitionTable::Mark last{-1, {}, 0};

    Range range() const { return {first ? first->offset : last.offset + 1, last.offset + 1}; }
  };
  struct StoredTopic {
    Topic settings;
    std::vector<Writer> partitions;
  };
  // A topic keeps its index for ever.
  const std::vector<StoredTopic>& topics() const { return topics_; }

  // Makes the topic or changes it, in a transaction of its own, and gives its index.
  Result<std::size_t> put_topic(const Topic& topic);

  // A transaction. After a fault of `begin` there is none.
  Result<void> begin(Durability durability);
  Result<PartitionTable::Mark> insert(std::size_t topic, Partition partition,
                                      const Encoded& encoded, WallTime now);
  Result<void> save(const Committed& committed);
  Result<void> commit();

  // Drops up to `rows_max` rows of one partition that its topic's retention lets go, inside the
  // transaction. `dropping` is told the partition's new begin before anything is done. False if
  // there was nothing to drop. The newest record is always kept.
  using Dropping = std::function<void(std::size_t topic, Partition partition, Offset begin)>;
  Result<bool> retain(WallTime now, std::size_t rows_max, const Dropping& dropping);
  bool has_droppable(WallTime now) const;

  Result<std::vector<Committed>> committed();

  sqlite::Wal& wal() { return wal_; }
  // Which case the last fault was.
  sqlite::Trouble trouble() const { return database_->trouble(); }

 private:
  LogFile(std::unique_ptr<sqlite::Database> database, Durability durability);
  Result<void> make_tables();
  Result<void> load();
  Result<void> make_partitions(StoredTopic& stored, Partition from);

  std::unique_ptr<sqlite::Database> database_;
  sqlite::Wal wal_;
  const Durability durability_;
  bool syncing_;
  std::vector<StoredTopic> topics_;
  std::optional<sqlite::Statement> begin_, commit_, save_;
};

}  // namespace boomerang::broker
