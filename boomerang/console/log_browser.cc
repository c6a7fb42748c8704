#include "boomerang/console/log_browser.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "boomerang/event/codec.h"
#include "boomerang/event/outcome.h"

namespace boomerang::console {
namespace {

constexpr std::size_t read_entries = 64;
constexpr Duration read_wait = std::chrono::milliseconds(100);  // Then interrupt() is looked at.

bool is_older(const broker::Entry& a, const broker::Entry& b) { return a.time < b.time; }

// When a UUIDv7 was made.
std::optional<WallTime> time_of(RequestId id) {
  if (((id.high >> 12) & 0xF) != 7) return std::nullopt;
  return WallTime(std::chrono::milliseconds(id.high >> 16));
}

// The request that a record is about, without decoding all of it.
bool is_about(const Record& record, RequestId id) {
  const auto named = decode_correlation(record);
  return named && *named == id;
}

}  // namespace

// Without it, a call to brokers that are away would take all the time that they have to answer.
Result<void> LogBrowser::ready() const {
  if (interrupted_) return Fault{FaultKind::closed, "interrupted"};
  return broker_.health();
}

Result<std::vector<TopicState>> LogBrowser::topics() {
  if (auto good = ready(); !good) return good.fault();
  const auto topics = broker_.topics();
  if (!topics) return topics.fault();
  std::vector<TopicState> states;
  for (const auto& topic : *topics) {
    TopicState state{topic.name, {}};
    for (broker::Partition partition = 0; partition < topic.partitions; ++partition) {
      if (auto good = ready(); !good) return good.fault();
      const auto range = broker_.range(topic.name, partition);
      if (!range) return range.fault();
      state.ranges.push_back(*range);
    }
    states.push_back(std::move(state));
  }
  std::sort(states.begin(), states.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return states;
}

// What is to be read of each partition. A whole page may have to come from one of them.
Result<std::vector<LogBrowser::Stretch>> LogBrowser::choose(const PageQuery& query,
                                                            Cursor& oldest) {
  const auto topics = broker_.topics();
  if (!topics) return topics.fault();
  const auto topic = std::find_if(topics->begin(), topics->end(),
                                  [&](const auto& one) { return one.name == query.topic; });
  if (topic == topics->end()) return Fault{FaultKind::invalid, "no topic " + query.topic};
  if (query.partition && *query.partition >= topic->partitions) {
    return Fault{FaultKind::invalid, "no partition " + std::to_string(*query.partition)};
  }
  std::vector<Stretch> stretches;
  for (broker::Partition partition = 0; partition < topic->partitions; ++partition) {
    if (query.partition && *query.partition != partition) continue;
    if (auto good = ready(); !good) return good.fault();
    const auto range = broker_.range(query.topic, partition);
    if (!range) return range.fault();
    broker::Offset end = range->end;
    if (query.before) {
      const auto found = query.before->find(partition);
      end = found == query.before->end() ? range->begin : std::min(end, found->second);
    }
    if (end <= range->begin) continue;
    oldest[partition] = range->begin;
    stretches.push_back({partition, range->begin, end});
  }
  std::size_t each = query.limit;
  if (query.wanted && !stretches.empty()) {
    each = std::max(each, options_.scan_max / stretches.size());
  }
  for (auto& stretch : stretches) {
    stretch.begin = std::max(stretch.begin, stretch.end - static_cast<broker::Offset>(each));
  }
  return stretches;
}

// Several readers at a time: opening one may mean connecting to brokers.
Result<void> LogBrowser::read(const std::string& topic, std::vector<Stretch>& stretches) {
  for (std::size_t first = 0; first < stretches.size(); first += options_.readers_max) {
    const std::size_t last = std::min(first + options_.readers_max, stretches.size());
    std::vector<std::unique_ptr<broker::Reader>> readers;
    for (std::size_t i = first; i < last; ++i) {
      if (auto good = ready(); !good) return good;
      auto reader = broker_.read(topic, {stretches[i].partition}, stretches[i].begin);
      if (!reader) return reader.fault();
      readers.push_back(*std::move(reader));
    }
    for (std::size_t i = first; i < last; ++i) {
      auto done =
          read_one(*readers[i - first], stretches[i], options_.bytes_max / stretches.size());
      if (!done) return done;
    }
  }
  return {};
}

// Offsets may have holes, also at the end: what transactions leave behind in Kafka. Of entries that
// are too large together the oldest are left to the next page.
Result<void> LogBrowser::read_one(broker::Reader& reader, Stretch& stretch, std::size_t bytes_max) {
  std::size_t bytes = 0;
  for (int silent = 0; silent < options_.silent_reads_max;) {
    if (interrupted_) return Fault{FaultKind::closed, "interrupted"};
    auto entries = reader.read(read_entries, read_wait);
    if (!entries) return entries.fault();
    silent = entries->empty() ? silent + 1 : 0;
    for (auto& entry : *entries) {
      const auto offset = entry.offset;
      if (offset < stretch.end) {
        bytes += bytes_of(*entry.record);
        stretch.entries.push_back(std::move(entry));
      }
      while (bytes > bytes_max && stretch.entries.size() > 1) {
        bytes -= bytes_of(*stretch.entries.front().record);
        stretch.entries.pop_front();
        stretch.begin = stretch.entries.front().offset;
      }
      if (offset + 1 >= stretch.end) return {};
    }
  }
  return {};
}

// The partition whose newest entry comes next. Null if there is none; or if what has not been read
// of some partition may be newer.
LogBrowser::Stretch* LogBrowser::newest_of(std::vector<Stretch>& stretches, const Cursor& oldest) {
  Stretch* newest = nullptr;
  for (auto& stretch : stretches) {
    if (stretch.entries.empty()) {
      if (stretch.begin > oldest.at(stretch.partition)) return nullptr;
    } else if (newest == nullptr || is_older(newest->entries.back(), stretch.entries.back())) {
      newest = &stretch;
    }
  }
  return newest;
}

Result<Page> LogBrowser::page(const PageQuery& query) {
  if (auto good = ready(); !good) return good.fault();
  Cursor oldest;
  auto stretches = choose(query, oldest);
  if (!stretches) return stretches.fault();
  if (auto done = read(query.topic, *stretches); !done) return done.fault();

  Page page;
  Cursor reached;
  for (const auto& stretch : *stretches) reached[stretch.partition] = stretch.end;
  while (page.entries.size() < query.limit) {
    Stretch* newest = newest_of(*stretches, oldest);
    if (newest == nullptr) break;
    broker::Entry entry = std::move(newest->entries.back());
    newest->entries.pop_back();
    reached[newest->partition] = entry.offset;
    ++page.scanned;
    if (!query.wanted || query.wanted(entry)) page.entries.push_back(std::move(entry));
  }
  for (const auto& stretch : *stretches) {
    auto& offset = reached[stretch.partition];
    // All of it has been seen, whatever holes it has.
    if (stretch.entries.empty()) offset = std::min(offset, stretch.begin);
    if (offset <= oldest.at(stretch.partition)) reached.erase(stretch.partition);
  }
  if (!reached.empty()) page.older = std::move(reached);
  return page;
}

Result<std::optional<broker::Entry>> LogBrowser::entry(const std::string& topic,
                                                       broker::Partition partition,
                                                       broker::Offset offset) {
  if (auto good = ready(); !good) return good.fault();
  const auto range = broker_.range(topic, partition);
  if (!range) return range.fault();
  std::optional<broker::Entry> found;
  if (offset < range->begin || offset >= range->end) return found;
  std::vector<Stretch> one = {{partition, offset, offset + 1}};
  if (auto done = read(topic, one); !done) return done.fault();
  if (!one[0].entries.empty()) found = std::move(one[0].entries[0]);
  return found;
}

Result<Found> LogBrowser::find(RequestId id, const WatchedRoutes& routes,
                               std::optional<WallTime> since) {
  const Instant deadline = clock_.now() + options_.find_wait;
  if (!since) since = time_of(id);
  broker::Start start = broker::Beginning{};
  if (since) {
    start = *since - std::chrono::duration_cast<std::chrono::microseconds>(options_.clock_skew);
  }
  Found found;
  for (const auto kind : {TopicKind::requests, TopicKind::outcomes, TopicKind::dead_letters}) {
    for (const auto& topic : routes.topics(kind)) {
      const auto before = found.messages.size();
      auto done = search({topic, kind, id, start, deadline}, found);
      if (!done) return done.fault();
      // Each request has one topic of a kind.
      if (found.messages.size() > before) break;
    }
  }
  std::stable_sort(found.messages.begin(), found.messages.end(),
                   [](const auto& a, const auto& b) { return is_older(a.entry, b.entry); });
  return found;
}

// From the start to what is there now.
Result<void> LogBrowser::search(const Search& search, Found& found) {
  if (auto good = ready(); !good) return good;
  const auto topics = broker_.topics();
  if (!topics) return topics.fault();
  const auto topic = std::find_if(topics->begin(), topics->end(),
                                  [&](const auto& one) { return one.name == search.topic; });
  if (topic == topics->end()) return {};  // Not made yet.
  Cursor left;                            // The end of each partition that has not been reached.
  for (broker::Partition partition = 0; partition < topic->partitions; ++partition) {
    const auto range = broker_.range(search.topic, partition);
    if (!range) return range.fault();
    if (range->end > range->begin) left[partition] = range->end;
  }
  if (left.empty()) return {};
  auto reader = broker_.read(search.topic, {}, search.start);
  if (!reader) return reader.fault();
  for (int silent = 0; !left.empty() && silent < options_.silent_reads_max;) {
    if (interrupted_) return Fault{FaultKind::closed, "interrupted"};
    if (clock_.now() >= search.deadline || found.messages.size() >= options_.messages_max) {
      found.complete = false;
      return {};
    }
    auto entries = (*reader)->read(read_entries, read_wait);
    if (!entries) return entries.fault();
    silent = entries->empty() ? silent + 1 : 0;
    for (auto& entry : *entries) {
      ++found.scanned;
      const auto end = left.find(entry.partition);
      if (end != left.end() && entry.offset + 1 >= end->second) left.erase(end);
      if (!is_about(*entry.record, search.id)) continue;
      found.messages.push_back({search.topic, search.kind, std::move(entry)});
    }
  }
  return {};
}

}  // namespace boomerang::console
