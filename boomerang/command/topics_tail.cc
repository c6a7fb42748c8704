#include "boomerang/command/topics_tail.h"

#include <algorithm>
#include <deque>
#include <ostream>
#include <utility>

#include "boomerang/command/entry_text.h"
#include "boomerang/command/exit_code.h"
#include "boomerang/command/start_text.h"
#include "boomerang/command/stop_signal.h"
#include "boomerang/config/suggestion.h"

namespace boomerang::command {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t last_count = 10;
constexpr Duration look_again = 100ms;

// The number of partitions of `name`.
Result<broker::Partition> partitions_of(broker::LogView& log, const std::string& name) {
  const auto topics = log.topics();
  if (!topics) return topics.fault();
  std::vector<std::string> names;
  for (const auto& topic : *topics) {
    if (topic.name == name) return topic.partitions;
    names.push_back(topic.name);
  }
  return Fault{FaultKind::invalid, "no topic is called " + name + config::suggestion(name, names)};
}

}  // namespace

config::Command TopicsTail::command() {
  using config::Reach;
  return {
      .name = "tail",
      .about =
          "Prints the last entries of a topic of an embedded log. Entries of all partitions "
          "come in the order of their time.",
      .options = {data_option(data_),
                  {.name = "count",
                   .letter = 'n',
                   .value = config::whole_number(count_, 0, 1'000'000),
                   .help = "How many at most. Without it the last 10, or with --from or --since "
                           "all.",
                   .reach = Reach::flag},
                  {.name = "from",
                   .value = start_value(from_),
                   .help = "Where to begin: start, end, an offset, or a time such as "
                           "2026-01-31T12:00:00Z.",
                   .reach = Reach::flag},
                  {.name = "since",
                   .value = config::duration(since_),
                   .help = "Begin so long ago.",
                   .reach = Reach::flag},
                  {.name = "grep",
                   .value = config::text(grep_),
                   .help = "Only entries with this text in the key, a header or the value.",
                   .reach = Reach::flag},
                  {.name = "follow",
                   .letter = 'f',
                   .value = config::on_off(follow_),
                   .help = "Go on with what is appended, until Ctrl-C.",
                   .reach = Reach::flag},
                  {.name = "json",
                   .value = config::on_off(json_),
                   .help = "One JSON object a line.",
                   .reach = Reach::flag}},
      .arguments = {{.value = config::text(topic_, "TOPIC"), .help = "Its name."}},
      .examples = {{"boomerang topics tail requests -f", "The last ten, and those to come."},
                   {"boomerang topics tail outcomes --since 10m --grep UserDuplicated",
                    "Which names were taken in the last ten minutes."},
                   {"boomerang topics tail requests --from end -n 1 -f --json",
                    "Waits for the next one."}},
      .run = [this](const auto&) { return run(); }};
}

int TopicsTail::run() {
  const auto printed = print();
  return printed ? 0 : tell(printed.fault(), err_);
}

Result<void> TopicsTail::print() {
  if (from_ && since_) {
    return Fault{FaultKind::invalid, "--from and --since both say where to begin: give one"};
  }
  auto log = open_log(data_);
  if (!log) return log.fault();
  const auto partitions = partitions_of(**log, topic_);
  if (!partitions) return partitions.fault();
  auto from = starts(**log, *partitions);
  if (!from) return from.fault();

  MergedEntries entries(**log, topic_, std::move(*from));
  const bool all = from_ || since_;
  const auto printed = all ? print_all(entries) : print_last(entries);
  if (!printed || !follow_) return printed;
  if (!all) count_.reset();  // It was for those that are there.
  return follow(**log, entries);
}

// Where to begin in each partition.
Result<std::vector<broker::Offset>> TopicsTail::starts(broker::LogView& log,
                                                       broker::Partition partitions) {
  std::optional<broker::Start> start = from_;
  if (since_) {
    start = clock_.wall() - std::chrono::duration_cast<std::chrono::microseconds>(*since_);
  }
  std::vector<broker::Offset> offsets;
  for (broker::Partition partition = 0; partition < partitions; ++partition) {
    const auto range = log.range(topic_, partition);
    if (!range) return range.fault();
    // The last of all are among the last of each, unless some are passed over.
    const auto offset = grep_.empty() ? range->end - count_.value_or(last_count) : range->begin;
    offsets.push_back(std::max(range->begin, offset));
    if (!start) continue;
    const auto found = log.find(topic_, partition, *start);
    if (!found) return found.fault();
    offsets.back() = *found;
  }
  return offsets;
}

Result<void> TopicsTail::print_last(MergedEntries& entries) {
  const auto count = static_cast<std::size_t>(count_.value_or(last_count));
  if (const auto extended = entries.extend(); !extended) return extended;
  std::deque<broker::Entry> last;
  while (true) {
    auto entry = entries.next();
    if (!entry) return entry.fault();
    if (!*entry) break;
    if (!is_wanted(**entry)) continue;
    last.push_back(std::move(**entry));
    if (last.size() > count) last.pop_front();
  }
  for (const auto& entry : last) print_one(entry);
  out_.flush();
  return {};
}

// All from where `entries` stands to what is there now, until `count_` are printed.
Result<void> TopicsTail::print_all(MergedEntries& entries) {
  if (const auto extended = entries.extend(); !extended) return extended;
  while (out_ && (!count_ || printed_ < *count_)) {
    const auto entry = entries.next();
    if (!entry) return entry.fault();
    if (!*entry) break;
    if (is_wanted(**entry)) print_one(**entry);
  }
  out_.flush();
  return {};
}

Result<void> TopicsTail::follow(broker::LogView& log, MergedEntries& entries) {
  StopSignal stop;
  while (out_ && (!count_ || printed_ < *count_)) {  // What cannot be written, main() tells.
    if (stop.wait(look_again)) break;
    const auto changed = log.changed();
    if (!changed) return changed.fault();
    if (!*changed) continue;
    if (const auto printed = print_all(entries); !printed) return printed;
  }
  return {};
}

bool TopicsTail::is_wanted(const broker::Entry& entry) const {
  const Record& record = *entry.record;
  const auto has = [&](std::string_view text) { return text.find(grep_) != text.npos; };
  if (has(record.key) || has(record.value)) return true;
  for (const auto [name, value] : record.headers) {
    if (has(name) || has(value)) return true;
  }
  return false;
}

void TopicsTail::print_one(const broker::Entry& entry) {
  if (json_) {
    out_ << entry_json(topic_, entry) << "\n";
  } else {
    out_ << (printed_ == 0 ? "" : "\n") << entry_block(topic_, entry);
  }
  ++printed_;
}

}  // namespace boomerang::command
