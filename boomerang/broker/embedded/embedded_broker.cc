#include "boomerang/broker/embedded/embedded_broker.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "boomerang/broker/embedded/embedded_consumer.h"
#include "boomerang/broker/partitioner.h"

namespace boomerang::broker {
namespace {

const Fault closed_fault{FaultKind::closed, "the broker is closed"};

Fault no_such(std::string_view topic) {
  return {FaultKind::invalid, "no such topic or partition: " + std::string(topic)};
}

std::string lower(std::string name) {
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return name;
}

// Makes the folder and those above it, so that a power cut does not take them away again.
Result<void> make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  const auto whole = std::filesystem::absolute(folder, error);
  if (error) return Fault{FaultKind::invalid, folder.string() + ": " + error.message()};
  if (std::filesystem::is_directory(whole, error)) return {};
  if (whole.has_relative_path()) {
    if (auto made = make_folder(whole.parent_path()); !made) return made;
  }
  std::filesystem::create_directory(whole, error);
  if (error) return Fault{FaultKind::invalid, folder.string() + ": " + error.message()};
  const int above = ::open(whole.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (above >= 0) {
    // Where a folder cannot be synced there is nothing to be done about it.
    static_cast<void>(::fsync(above));
    ::close(above);
  }
  return {};
}

}  // namespace

EmbeddedBroker::EmbeddedBroker(const EmbeddedOptions& options, FileLock lock)
    : options_(options), lock_(std::move(lock)) {}

Result<std::unique_ptr<EmbeddedBroker>> EmbeddedBroker::open(const EmbeddedOptions& options,
                                                             const Clock& clock) {
  if (auto made = make_folder(options.folder); !made) return made.fault();
  auto lock = FileLock::take(options.folder / "lock");
  if (!lock) return Fault{lock.fault().kind, options.folder.string() + ": " + lock.fault().what};
  std::unique_ptr<EmbeddedBroker> broker(new EmbeddedBroker(options, std::move(*lock)));

  auto synced = broker->open_file("log.db", Durability::synced, clock);
  if (!synced) return synced.fault();
  broker->synced_ = std::move(*synced);
  auto relaxed = broker->open_file("relaxed.db", Durability::relaxed, clock);
  if (!relaxed) return relaxed.fault();
  broker->relaxed_ = std::move(*relaxed);

  for (const auto& one : broker->committed_) {
    const auto topic = broker->topics_.find(one.topic);
    if (topic == broker->topics_.end()) continue;
    topic->second.log->groups[one.group].committed[one.partition] = one.next;
  }
  broker->committed_.clear();
  return broker;
}

Result<std::unique_ptr<Appender>> EmbeddedBroker::open_file(const char* name, Durability durability,
                                                            const Clock& clock) {
  const auto path = options_.folder / name;
  auto file = LogFile::open(path, durability, options_.vfs);
  if (!file) return file.fault();
  auto committed = (*file)->committed();
  if (!committed) return committed.fault();
  std::move(committed->begin(), committed->end(), std::back_inserter(committed_));

  std::vector<std::shared_ptr<TopicLog>> logs;
  for (const auto& stored : (*file)->topics()) {
    auto log = std::make_shared<TopicLog>();
    log->name = stored.settings.name;
    log->file = path;
    log->vfs = options_.vfs;
    log->index = logs.size();
    log->settings = stored.settings;
    for (const auto& writer : stored.partitions) log->partitions.push_back({writer.range(), {}});
    logs.push_back(std::move(log));
  }
  auto appender = std::make_unique<Appender>(std::move(*file), path, durability, options_.vfs, logs,
                                             clock, options_.appender);
  for (auto& log : logs) topics_[log->name] = {log, appender.get()};
  return appender;
}

EmbeddedBroker::~EmbeddedBroker() { close(); }

Result<void> EmbeddedBroker::ensure_topic(const Topic& topic) {
  if (!is_topic_name(topic.name) || topic.partitions < 1) {
    return Fault{FaultKind::invalid, "not a topic: " + topic.name};
  }
  const std::lock_guard ensuring(ensuring_);
  if (const auto known = find(topic.name)) {
    {
      const std::lock_guard lock(known->log->mutex);
      const Topic& now = known->log->settings;
      if (now.partitions > topic.partitions) {
        return Fault{FaultKind::invalid, topic.name + " has more partitions"};
      }
      if (now.partitions == topic.partitions && now.durability == topic.durability &&
          now.retention.age_max == topic.retention.age_max &&
          now.retention.bytes_max == topic.retention.bytes_max) {
        return known->log->closed ? Result<void>(closed_fault) : Result<void>();
      }
    }
    return known->appender->put_topic(topic, known->log);
  }
  if (auto fit = check_name(topic.name); !fit) return fit;
  const bool synced = topic.durability == Durability::synced;
  Appender& appender = synced ? *synced_ : *relaxed_;
  auto log = std::make_shared<TopicLog>();
  log->name = topic.name;
  log->file = options_.folder / (synced ? "log.db" : "relaxed.db");
  log->vfs = options_.vfs;
  if (auto done = appender.put_topic(topic, log); !done) return done;
  const std::lock_guard lock(mutex_);
  topics_[topic.name] = {std::move(log), &appender};
  return {};
}

Result<void> EmbeddedBroker::check_name(const std::string& name) {
  const std::string plain = lower(name);
  if (plain == "topics" || plain == "groups" || plain.starts_with("sqlite_")) {
    return Fault{FaultKind::invalid, name + " is a name that the embedded log needs for itself"};
  }
  const std::lock_guard lock(mutex_);
  for (const auto& [other, topic] : topics_) {
    if (lower(other) == plain) {
      return Fault{FaultKind::invalid, name + " differs from " + other + " only in case"};
    }
  }
  return {};
}

Result<std::vector<Topic>> EmbeddedBroker::topics() {
  const std::lock_guard lock(mutex_);
  std::vector<Topic> topics;
  for (const auto& [name, topic] : topics_) {
    const std::lock_guard topic_lock(topic.log->mutex);
    topics.push_back(topic.log->settings);
  }
  return topics;
}

Result<EmbeddedBroker::TopicOf> EmbeddedBroker::find(std::string_view topic) {
  const std::lock_guard lock(mutex_);
  const auto found = topics_.find(topic);
  if (found == topics_.end()) return no_such(topic);
  return found->second;
}

Result<Range> EmbeddedBroker::range(std::string_view topic, Partition partition) {
  const auto found = find(topic);
  if (!found) return found.fault();
  const std::lock_guard lock(found->log->mutex);
  if (!found->log->has(partition)) return no_such(topic);
  return found->log->at(partition).range;
}

void EmbeddedBroker::append(std::string_view topic, std::optional<Partition> partition,
                            Record record, Appended appended) {
  const auto found = find(topic);
  if (!found) return appended(found.fault());
  if (auto good = check_record(record, options_.record_bytes_max); !good) {
    return appended(good.fault());
  }
  Partition partitions = 0;
  {
    const std::lock_guard lock(found->log->mutex);
    partitions = static_cast<Partition>(found->log->partitions.size());
  }
  const Partition chosen = partition ? *partition : partition_of(record.key, partitions);
  if (chosen < 0 || chosen >= partitions) return appended(no_such(topic));
  found->appender->append(*found->log, chosen, encode(std::move(record)), std::move(appended));
}

Result<std::unique_ptr<Reader>> EmbeddedBroker::read(std::string_view topic,
                                                     std::vector<Partition> partitions,
                                                     Start start) {
  const auto found = find(topic);
  if (!found) return found.fault();
  TopicLog& log = *found->log;
  Cursor cursor(found->log);
  auto follow = EmbeddedReader::Follow::as_named;
  {
    std::unique_lock lock(log.mutex);
    if (log.closed) return closed_fault;
    if (partitions.empty()) {
      follow = EmbeddedReader::Follow::whole_topic;
      for (Partition i = 0; log.has(i); ++i) partitions.push_back(i);
    }
    for (const Partition partition : partitions) {
      if (!log.has(partition)) return no_such(topic);
      if (auto done = cursor.place(partition, start, lock); !done) return done.fault();
    }
  }
  return std::unique_ptr<Reader>(
      std::make_unique<EmbeddedReader>(found->log, std::move(cursor), follow));
}

Result<std::unique_ptr<Consumer>> EmbeddedBroker::join(std::string_view group,
                                                       std::string_view topic) {
  const auto found = find(topic);
  if (!found) return found.fault();
  {
    const std::lock_guard lock(found->log->mutex);
    if (found->log->closed) return closed_fault;
  }
  return std::unique_ptr<Consumer>(
      std::make_unique<EmbeddedConsumer>(found->log, std::string(group), *relaxed_));
}

Result<void> EmbeddedBroker::health() const {
  if (auto synced = synced_->health(); !synced) return synced;
  return relaxed_->health();
}

void EmbeddedBroker::close() {
  if (synced_) synced_->close();
  if (relaxed_) relaxed_->close();
  const std::lock_guard lock(mutex_);
  for (auto& [name, topic] : topics_) {
    const std::lock_guard topic_lock(topic.log->mutex);
    topic.log->closed = true;
    topic.log->changed.notify_all();
  }
}

}  // namespace boomerang::broker
