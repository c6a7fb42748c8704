#include "boomerang/broker/embedded/log_file.h"

#include <algorithm>
#include <utility>

#include "boomerang/base/kill_point.h"

namespace boomerang::broker {
namespace {

// Whether the row at `mark` may go: it is too old, or those after it are bytes enough.
bool droppable(const PartitionTable::Mark& mark, const LogFile::Writer& writer,
               const Retention& retention, WallTime now) {
  if (mark.offset >= writer.last.offset) return false;
  return mark.time < now - retention.age_max ||
         writer.last.bytes - mark.bytes >= retention.bytes_max;
}

const char* name_of(Durability durability) {
  return durability == Durability::synced ? "synced" : "relaxed";
}

}  // namespace

Result<std::vector<Topic>> read_topics(sqlite::Database& database) {
  auto rows = database.prepare(
      "SELECT name, partitions, durability, age_max_seconds, bytes_max FROM topics ORDER BY rowid");
  if (!rows) return rows.fault();
  std::vector<Topic> topics;
  for (;;) {
    const auto row = rows->step();
    if (!row) return row.fault();
    if (!*row) return topics;
    topics.push_back({std::string(rows->bytes(0)), static_cast<Partition>(rows->integer(1)),
                      rows->bytes(2) == "synced" ? Durability::synced : Durability::relaxed,
                      Retention{std::chrono::seconds(rows->integer(3)), rows->integer(4)}});
  }
}

LogFile::LogFile(std::unique_ptr<sqlite::Database> database, Durability durability)
    : database_(std::move(database)),
      wal_(*database_),
      durability_(durability),
      syncing_(durability == Durability::synced) {}

Result<std::unique_ptr<LogFile>> LogFile::open(const std::filesystem::path& file,
                                               Durability durability, const std::string& vfs) {
  BOOMERANG_KILL_POINT("log.open.before_file");
  auto database = sqlite::Database::open(file, {.vfs = vfs});
  if (!database) return database.fault();
  std::unique_ptr<LogFile> opened(new LogFile(std::move(*database), durability));
  if (auto done = opened->make_tables(); !done) return done.fault();
  if (auto done = opened->load(); !done) return done.fault();
  return opened;
}

Result<void> LogFile::make_tables() {
  const std::string level = syncing_ ? "FULL" : "NORMAL";
  if (auto done = database_->execute("PRAGMA synchronous = " + level); !done) return done;
  if (auto done = database_->execute("BEGIN IMMEDIATE"); !done) return done;
  BOOMERANG_KILL_POINT("log.recovery.before_rewrite");
  if (auto done = wal_.rewrite(); !done) return done;
  BOOMERANG_KILL_POINT("log.open.before_tables");
  auto done = database_->execute(
      "CREATE TABLE IF NOT EXISTS topics (name TEXT NOT NULL UNIQUE, partitions INTEGER NOT NULL, "
      "durability TEXT NOT NULL, age_max_seconds INTEGER NOT NULL, bytes_max INTEGER NOT NULL);"
      "CREATE TABLE IF NOT EXISTS groups (\"group\" TEXT, topic TEXT, partition INTEGER, "
      "next INTEGER NOT NULL, PRIMARY KEY (\"group\", topic, partition)) WITHOUT ROWID;"
      "COMMIT");
  BOOMERANG_KILL_POINT("log.open.after_tables");
  return done;
}

Result<void> LogFile::load() {
  auto topics = read_topics(*database_);
  if (!topics) return topics.fault();
  for (auto& settings : *topics) {
    StoredTopic stored{std::move(settings), {}};
    for (Partition i = 0; i < stored.settings.partitions; ++i) {
      Writer writer{PartitionTable(*database_, stored.settings.name, i), std::nullopt};
      const auto edges = writer.table.edges();
      if (!edges) return edges.fault();
      if (*edges) {
        writer.first = (*edges)->first;
        writer.last = (*edges)->last;
      }
      stored.partitions.push_back(std::move(writer));
    }
    topics_.push_back(std::move(stored));
  }
  return {};
}

Result<std::size_t> LogFile::put_topic(const Topic& topic) {
  const auto known = std::find_if(topics_.begin(), topics_.end(), [&](const StoredTopic& stored) {
    return stored.settings.name == topic.name;
  });
  const auto index = static_cast<std::size_t>(known - topics_.begin());
  const Partition partitions = known == topics_.end() ? 0 : known->settings.partitions;
  if (auto done = begin(topic.durability); !done) return done.fault();
  BOOMERANG_KILL_POINT("log.topic.before_tables");
  StoredTopic added{topic, {}};
  if (auto done = make_partitions(added, partitions); !done) return done.fault();
  auto put = database_->prepare(
      "INSERT INTO topics VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name) DO UPDATE SET "
      "partitions = ?2, durability = ?3, age_max_seconds = ?4, bytes_max = ?5");
  if (!put) return put.fault();
  put->bind_text(1, topic.name).bind(2, std::int64_t{topic.partitions});
  put->bind_text(3, name_of(topic.durability)).bind(4, topic.retention.age_max.count());
  const auto done = put->bind(5, topic.retention.bytes_max).run();
  if (!done) return done.fault();
  if (auto committed = commit(); !committed) return committed.fault();

  if (known == topics_.end()) {
    topics_.push_back(std::move(added));
  } else {
    known->settings = topic;
    std::move(added.partitions.begin(), added.partitions.end(),
              std::back_inserter(known->partitions));
  }
  return index;
}

Result<void> LogFile::make_partitions(StoredTopic& stored, Partition from) {
  const std::string& name = stored.settings.name;
  std::string rows;
  for (Partition i = 0; i < stored.settings.partitions; ++i) {
    rows += std::string(rows.empty() ? "" : " UNION ALL ") + "SELECT " + std::to_string(i) +
            " AS partition, offset, time, key, headers, value FROM " +
            PartitionTable::name(name, i);
    if (i < from) continue;
    stored.partitions.push_back({PartitionTable(*database_, name, i), std::nullopt});
    if (auto done = stored.partitions.back().table.create(); !done) return done;
  }
  if (from == stored.settings.partitions) return {};
  // SQLite joins at most 500 SELECTs; a wider topic has its tables only.
  constexpr Partition view_partitions_max = 500;
  const std::string view = std::string(1, '"').append(name).append("\"");
  if (auto done = database_->execute("DROP VIEW IF EXISTS " + view); !done) return done;
  if (stored.settings.partitions > view_partitions_max) return {};
  return database_->execute("CREATE VIEW " + view + " AS " + rows);
}

Result<void> LogFile::begin(Durability durability) {
  const bool sync = durability_ == Durability::synced || durability == Durability::synced;
  if (sync != syncing_) {
    const std::string level = sync ? "FULL" : "NORMAL";
    if (auto done = database_->execute("PRAGMA synchronous = " + level); !done) return done;
    syncing_ = sync;
  }
  if (!begin_) {
    auto begin = database_->prepare("BEGIN IMMEDIATE");
    if (!begin) return begin.fault();
    auto commit = database_->prepare("COMMIT");
    if (!commit) return commit.fault();
    begin_.emplace(std::move(*begin));
    commit_.emplace(std::move(*commit));
  }
  const auto begun = begin_->step();
  if (!begun) return begun.fault();
  return {};
}

Result<PartitionTable::Mark> LogFile::insert(std::size_t topic, Partition partition,
                                             const Encoded& encoded, WallTime now) {
  Writer& writer = topics_[topic].partitions[static_cast<std::size_t>(partition)];
  const PartitionTable::Mark mark{writer.last.offset + 1, std::max(now, writer.last.time),
                                  writer.last.bytes + encoded.bytes};
  if (auto done = writer.table.insert(mark, encoded); !done) return done.fault();
  writer.last = mark;
  if (!writer.first) writer.first = mark;
  return mark;
}

Result<void> LogFile::save(const Committed& committed) {
  if (!save_) {
    auto save = database_->prepare("INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?)");
    if (!save) return save.fault();
    save_.emplace(std::move(*save));
  }
  save_->bind_text(1, committed.group).bind_text(2, committed.topic);
  save_->bind(3, std::int64_t{committed.partition}).bind(4, committed.next);
  const auto done = save_->run();
  if (!done) return done.fault();
  return {};
}

Result<void> LogFile::commit() {
  const auto done = commit_->step();
  if (!done) return done.fault();
  return {};
}

bool LogFile::has_droppable(WallTime now) const {
  for (const auto& topic : topics_) {
    for (const auto& writer : topic.partitions) {
      if (writer.first && droppable(*writer.first, writer, topic.settings.retention, now)) {
        return true;
      }
    }
  }
  return false;
}

Result<bool> LogFile::retain(WallTime now, std::size_t rows_max, const Dropping& dropping) {
  for (std::size_t topic = 0; topic < topics_.size(); ++topic) {
    const Retention& retention = topics_[topic].settings.retention;
    for (Partition i = 0; i < topics_[topic].settings.partitions; ++i) {
      Writer& writer = topics_[topic].partitions[static_cast<std::size_t>(i)];
      if (!writer.first || !droppable(*writer.first, writer, retention, now)) continue;
      auto marks = writer.table.oldest(rows_max + 1);
      if (!marks) return marks.fault();
      const auto kept =
          std::find_if(marks->begin(), std::prev(marks->end()),
                       [&](const auto& mark) { return !droppable(mark, writer, retention, now); });
      dropping(topic, i, kept->offset);
      BOOMERANG_KILL_POINT("log.retention.before_drop");
      if (auto done = writer.table.drop_before(kept->offset); !done) return done.fault();
      writer.first = *kept;
      return true;
    }
  }
  return false;
}

Result<std::vector<Committed>> LogFile::committed() {
  auto rows = database_->prepare("SELECT \"group\", topic, partition, next FROM groups");
  if (!rows) return rows.fault();
  std::vector<Committed> all;
  for (;;) {
    const auto row = rows->step();
    if (!row) return row.fault();
    if (!*row) return all;
    all.push_back({std::string(rows->bytes(0)), std::string(rows->bytes(1)),
                   static_cast<Partition>(rows->integer(2)), rows->integer(3)});
  }
}

}  // namespace boomerang::broker
