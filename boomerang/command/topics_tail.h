#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/command/data_folder.h"
#include "boomerang/command/merged_entries.h"
#include "boomerang/config/command.h"

namespace boomerang::command {

// `boomerang topics tail TOPIC`: the last entries of a topic, or those from some place on, and
// then those to come, if it is told to follow.
class TopicsTail {
 public:
  TopicsTail(const Clock& clock, std::ostream& out, std::ostream& err)
      : clock_(clock), out_(out), err_(err) {}

  // Bound to this object, which must outlive it.
  config::Command command();

 private:
  int run();
  Result<void> print();
  Result<void> print_last(MergedEntries& entries);
  Result<void> print_all(MergedEntries& entries);
  Result<void> follow(broker::LogView& log, MergedEntries& entries);
  Result<std::vector<broker::Offset>> starts(broker::LogView& log, broker::Partition partitions);
  bool is_wanted(const broker::Entry& entry) const;
  void print_one(const broker::Entry& entry);

  const Clock& clock_;
  std::ostream& out_;
  std::ostream& err_;

  std::string topic_;
  std::filesystem::path data_ = data_folder_default;
  std::optional<std::int64_t> count_;
  std::optional<broker::Start> from_;
  std::optional<Duration> since_;
  std::string grep_;
  bool follow_ = false;
  bool json_ = false;

  std::int64_t printed_ = 0;
};

}  // namespace boomerang::command
