#include "boomerang/broker/embedded/partition_table.h"

#include "boomerang/event/header_text.h"

namespace boomerang::broker {
namespace {

constexpr std::size_t read_bytes_max = std::size_t{4} << 20;

std::int64_t number(WallTime time) { return time.time_since_epoch().count(); }

WallTime wall_time(std::int64_t microseconds) {
  return WallTime{std::chrono::microseconds{microseconds}};
}

}  // namespace

PartitionTable::PartitionTable(sqlite::Database& database, std::string_view topic,
                               Partition partition)
    : database_(&database), partition_(partition), table_(name(topic, partition)) {}

std::string PartitionTable::name(std::string_view topic, Partition partition) {
  std::string quoted(1, '"');
  quoted.append(topic).append("/").append(std::to_string(partition)).append("\"");
  return quoted;
}

Result<void> PartitionTable::create() {
  // The columns of bytes have no type, so that SQLite keeps what it is given.
  return database_->execute("CREATE TABLE " + table_ +
                            " (offset INTEGER PRIMARY KEY, time INTEGER NOT NULL, key, headers, "
                            "value, bytes INTEGER NOT NULL, checksum INTEGER NOT NULL)");
}

Result<void> PartitionTable::prepare(Prepared& statement, const std::string& sql) {
  if (statement) return {};
  auto made = database_->prepare(sql);
  if (!made) return made.fault();
  statement.emplace(std::move(*made));
  return {};
}

Result<std::optional<PartitionTable::Edges>> PartitionTable::edges() {
  auto first = oldest(1);
  if (!first) return first.fault();
  if (first->empty()) return std::optional<Edges>();
  auto newest = database_->prepare("SELECT offset, time, bytes FROM " + table_ +
                                   " ORDER BY offset DESC LIMIT 1");
  if (!newest) return newest.fault();
  const auto row = newest->step();
  if (!row) return row.fault();
  if (!*row) return Fault{FaultKind::corrupt, table_ + " loses rows while it is read"};
  const Mark last{newest->integer(0), wall_time(newest->integer(1)), newest->integer(2)};
  newest->reset();
  const auto checked = read(last.offset, last.offset + 1, 1);
  if (!checked) return checked.fault();
  return std::optional<Edges>({first->front(), last});
}

Result<void> PartitionTable::insert(const Mark& mark, const Encoded& encoded) {
  if (auto done = prepare(insert_, "INSERT INTO " + table_ + " VALUES (?, ?, ?, ?, ?, ?, ?)");
      !done) {
    return done;
  }
  const Record& record = *encoded.record;
  const std::int64_t time = number(mark.time);
  insert_->bind(1, mark.offset).bind(2, time).bind_text(4, encoded.headers);
  encoded.key_is_text ? insert_->bind_text(3, record.key) : insert_->bind_blob(3, record.key);
  encoded.value_is_text ? insert_->bind_text(5, record.value) : insert_->bind_blob(5, record.value);
  insert_->bind(6, mark.bytes);
  insert_->bind(7, row_checksum(mark.offset, time, mark.bytes, encoded.content));
  const auto row = insert_->step();
  if (!row) return row.fault();
  return {};
}

Result<Entry> PartitionTable::entry(const sqlite::Statement& row) const {
  const std::string_view key = row.bytes(2), headers = row.bytes(3), value = row.bytes(4);
  const std::int64_t checksum = row_checksum(row.integer(0), row.integer(1), row.integer(5),
                                             content_hash(key, headers, value));
  const auto where = [&] { return table_ + " offset " + std::to_string(row.integer(0)); };
  if (checksum != row.integer(6)) {
    return Fault{FaultKind::corrupt, where() + ": the checksum does not match"};
  }
  auto parsed = parse_header_text(headers);
  if (!parsed) return Fault{FaultKind::corrupt, where() + ": " + parsed.fault().what};
  return Entry{partition_, row.integer(0), wall_time(row.integer(1)),
               std::make_shared<const Record>(
                   Record{std::string(key), std::move(*parsed), std::string(value)})};
}

Result<std::vector<Entry>> PartitionTable::read(Offset from, Offset before,
                                                std::size_t entries_max) {
  if (auto done = prepare(
          read_, "SELECT * FROM " + table_ + " WHERE offset >= ? AND offset < ? ORDER BY offset");
      !done) {
    return done.fault();
  }
  read_->bind(1, from).bind(2, before);
  std::vector<Entry> entries;
  std::size_t bytes = 0;
  while (entries.size() < entries_max && bytes < read_bytes_max) {
    const auto row = read_->step();
    if (!row) return row.fault();
    if (!*row) break;
    auto next = entry(*read_);
    if (next && !entries.empty() && next->offset != entries.back().offset + 1) {
      next = Fault{FaultKind::corrupt,
                   table_ + ": nothing at offset " + std::to_string(entries.back().offset + 1)};
    }
    if (!next) {
      read_->reset();
      return next.fault();
    }
    bytes += bytes_of(*next->record);
    entries.push_back(std::move(*next));
  }
  read_->reset();
  return entries;
}

Result<Offset> PartitionTable::find(WallTime time, Range range) {
  if (auto done = prepare(time_, "SELECT offset, time FROM " + table_ +
                                     " WHERE offset >= ? ORDER BY offset LIMIT 1");
      !done) {
    return done.fault();
  }
  // Times never go down, so they can be searched by halves.
  while (range.begin < range.end) {
    const Offset middle = range.begin + (range.end - range.begin) / 2;
    time_->bind(1, middle);
    const auto row = time_->step();
    if (!row) return row.fault();
    const bool later = !*row || wall_time(time_->integer(1)) >= time;
    time_->reset();
    if (later) {
      range.end = middle;
    } else {
      range.begin = middle + 1;
    }
  }
  return range.begin;
}

Result<std::vector<PartitionTable::Mark>> PartitionTable::oldest(std::size_t rows) {
  if (auto done = prepare(oldest_,
                          "SELECT offset, time, bytes FROM " + table_ + " ORDER BY offset LIMIT ?");
      !done) {
    return done.fault();
  }
  oldest_->bind(1, static_cast<std::int64_t>(rows));
  std::vector<Mark> marks;
  for (;;) {
    const auto row = oldest_->step();
    if (!row) return row.fault();
    if (!*row) return marks;
    marks.push_back({oldest_->integer(0), wall_time(oldest_->integer(1)), oldest_->integer(2)});
  }
}

Result<void> PartitionTable::drop_before(Offset offset) {
  if (auto done = prepare(drop_, "DELETE FROM " + table_ + " WHERE offset < ?"); !done) return done;
  const auto done = drop_->bind(1, offset).run();
  if (!done) return done.fault();
  return {};
}

}  // namespace boomerang::broker
