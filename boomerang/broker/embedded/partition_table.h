#pragma once

// The table of one partition, as one connection sees it. docs/log_format.md describes the rows.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/embedded/encoded.h"
#include "boomerang/sqlite/database.h"

namespace boomerang::broker {

// Threads: those of the connection.
// Owns:    prepared statements; must go before the connection.
class PartitionTable {
 public:
  PartitionTable(sqlite::Database& database, std::string_view topic, Partition partition);

  static std::string name(std::string_view topic, Partition partition);
  Result<void> create();

  // The columns of a row that say where it lies. `bytes` counts all records of the partition up
  // to and with this one, also those that are gone.
  struct Mark {
    Offset offset = 0;
    WallTime time{};
    std::int64_t bytes = 0;
  };

  // The oldest and the newest row, nothing if there are no rows. The newest is checked.
  struct Edges {
    Mark first;
    Mark last;
  };
  Result<std::optional<Edges>> edges();

  Result<void> insert(const Mark& mark, const Encoded& encoded);

  // Rows from `from` to before `before` in order: up to `entries_max` of them, and no more than
  // some megabytes. The first may lie behind `from`, when what lay before it was dropped.
  //
  // Fails: corrupt  a row is not what was written, or one between two is missing
  Result<std::vector<Entry>> read(Offset from, Offset before, std::size_t entries_max);

  // The first offset not before `time`, of those in `range`; its end if there is none.
  Result<Offset> find(WallTime time, Range range);

  // The marks of the first `rows` rows.
  Result<std::vector<Mark>> oldest(std::size_t rows);

  Result<void> drop_before(Offset offset);

 private:
  using Prepared = std::optional<sqlite::Statement>;
  Result<void> prepare(Prepared& statement, const std::string& sql);
  Result<Entry> entry(const sqlite::Statement& row) const;

  sqlite::Database* database_;
  Partition partition_;
  std::string table_;  // Quoted.
  Prepared insert_, read_, time_, oldest_, drop_;
};

}  // namespace boomerang::broker
