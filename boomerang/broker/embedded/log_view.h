#pragma once

// A look into the folder of an embedded log, also while another process has it open.

#include <filesystem>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/embedded/partition_table.h"
#include "boomerang/sqlite/database.h"

namespace boomerang::broker {

// Takes no lock that would keep the owner of the folder waiting, and changes nothing.
//
// Threads: one at a time.
class LogView {
 public:
  // Fails: invalid  there is no log in the folder, or it cannot be read
  static Result<std::unique_ptr<LogView>> open(const std::filesystem::path& folder);

  // By name.
  Result<std::vector<Topic>> topics();

  // Fails: invalid  no such topic or partition
  Result<Range> range(std::string_view topic, Partition partition);

  // The offset that `start` means now.
  Result<Offset> find(std::string_view topic, Partition partition, Start start);

  // Up to `entries_max` entries from `from` on, or from the oldest if that is gone. To go on, read
  // from after the last one.
  // Fails: invalid, or as Reader::read()
  Result<std::vector<Entry>> read(std::string_view topic, Partition partition, Offset from,
                                  std::size_t entries_max);

  // Whether anything was committed since the last call, or since open(). Cheap: one page is read
  // at most.
  Result<bool> changed();

 private:
  struct File {
    std::unique_ptr<sqlite::Database> database;
    std::int64_t version = 0;
    std::map<std::string, PartitionTable> tables = {};
  };

  Result<PartitionTable*> table(std::string_view topic, Partition partition);

  std::vector<File> files_;
};

}  // namespace boomerang::broker
