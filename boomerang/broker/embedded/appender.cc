#include "boomerang/broker/embedded/appender.h"

#include <algorithm>
#include <utility>

#include "boomerang/base/kill_point.h"
#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"

namespace boomerang::broker {
namespace {

constexpr std::size_t drop_rows_max = 500;

const Fault closed_fault{FaultKind::closed, "the broker is closed"};

}  // namespace

Appender::Appender(std::unique_ptr<LogFile> file, std::filesystem::path path, Durability durability,
                   std::string vfs, std::vector<std::shared_ptr<TopicLog>> topics,
                   const Clock& clock, const AppenderOptions& options)
    : path_(std::move(path)),
      durability_(durability),
      vfs_(std::move(vfs)),
      clock_(clock),
      options_(options),
      file_(std::move(file)),
      topics_(std::move(topics)),
      checkpointer_(path_, vfs_),
      reopen_wait_(options.reopen_wait_min),
      thread_(start_thread("log append", [this] { run(); })) {}

Appender::~Appender() { close(); }

void Appender::append(TopicLog& topic, Partition partition, Encoded encoded,
                      Broker::Appended appended) {
  std::optional<Fault> refused;
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    const auto bytes = static_cast<std::size_t>(encoded.bytes);
    if (closing_) {
      refused = closed_fault;
    } else if (stopped_) {
      refused = Fault{FaultKind::busy, stopped_->what};
    } else if (queue_.batch.size() >= options_.queue_records_max ||
               queue_bytes_ + bytes > options_.queue_bytes_max) {
      refused = Fault{FaultKind::busy, "too much waits to be written"};
    } else {
      queue_bytes_ += bytes;
      queue_.batch.push_back({&topic, partition, std::move(encoded), std::move(appended)});
      wake = std::exchange(idle_, false);
    }
  }
  if (wake) wake_.notify_one();
  if (refused) appended(*refused);
}

Result<void> Appender::put_topic(const Topic& topic, std::shared_ptr<TopicLog> log) {
  std::future<Result<void>> done;
  {
    const std::lock_guard lock(mutex_);
    if (closing_) return closed_fault;
    if (stopped_) return Fault{FaultKind::busy, stopped_->what};
    queue_.changes.push_back({topic, std::move(log), {}});
    done = queue_.changes.back().done.get_future();
    idle_ = false;
  }
  wake_.notify_one();
  return done.get();
}

Result<void> Appender::save(const Committed& committed) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_) return closed_fault;
    queue_.saves[{committed.group, committed.topic, committed.partition}] = committed.next;
    if (stopped_ || !std::exchange(idle_, false)) return {};
  }
  wake_.notify_one();
  return {};
}

Result<void> Appender::health() const {
  const std::lock_guard lock(mutex_);
  if (stopped_) return *stopped_;
  return {};
}

void Appender::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    idle_ = false;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Appender::run() {
  Work work;
  while (next(work)) {
    for (auto& one : work.changes) change(one);
    work.changes.clear();
    write(work);
    if (file_) keep_wal_short();
  }
  if (!file_) return;
  if (auto done = file_->wal().truncate(); !done) {
    log::warn("log not moved into its file",
              {{"file", path_.string()}, {"error", done.fault().what}});
  }
  file_.reset();
}

// Waits for work, or until it is time to look at retention or to open the file anew. False when
// there is nothing left to do ever.
bool Appender::next(Work& work) {
  work = {};
  std::unique_lock lock(mutex_);
  if (!file_) {
    wake_.wait_for(lock, reopen_wait_, [this] { return closing_; });
    if (closing_) return false;
    lock.unlock();
    if (!reopen()) return true;
    lock.lock();
  }
  idle_ = queue_.empty() && !closing_;
  wake_.wait_for(lock, options_.retention_every, [this] { return !idle_; });
  idle_ = false;
  if (closing_ && queue_.empty()) return false;
  std::swap(work, queue_);
  queue_bytes_ = 0;
  return true;
}

void Appender::change(Change& change) {
  if (!file_) return change.done.set_value(Fault{FaultKind::busy, "the file is being reopened"});
  const auto index = file_->put_topic(change.topic);
  if (!index) {
    stop_file(index.fault());
    return change.done.set_value(Fault{FaultKind::busy, index.fault().what});
  }
  TopicLog& log = *change.log;
  // A topic whose making ended as unknown may lie before this one, without a log.
  if (*index >= topics_.size()) topics_.resize(*index + 1);
  log.index = *index;
  topics_[*index] = change.log;
  {
    const std::lock_guard lock(log.mutex);
    log.settings = change.topic;
    log.partitions.resize(static_cast<std::size_t>(change.topic.partitions));
    for (auto& [name, group] : log.groups) group.members.grow(change.topic.partitions);
  }
  log.changed.notify_all();
  change.done.set_value({});
}

void Appender::write(Work& work) {
  if (!file_) return refuse(work, {FaultKind::busy, "the file is being reopened"});
  const WallTime now = clock_.wall();
  do {
    if (work.batch.empty() && work.saves.empty() && !file_->has_droppable(now)) return;
    if (auto done = fill(work, now); !done) {
      const sqlite::Trouble trouble = file_->trouble();
      const bool there = step_ == Step::commit && trouble != sqlite::Trouble::full;
      const bool held = step_ == Step::begin && trouble == sqlite::Trouble::locked;
      if (!held) stop_file(done.fault());
      return refuse(work, {there ? FaultKind::unknown : FaultKind::busy, done.fault().what});
    }
    publish(work.batch);
    BOOMERANG_KILL_POINT("log.append.before_completion");
    for (auto& one : work.batch) one.appended(Place{one.partition, one.mark.offset});
    work = {};
    const std::lock_guard lock(mutex_);
    if (!queue_.empty() || closing_) return;
  } while (true);  // With nothing to write, what may be dropped is dropped step by step.
}

Result<void> Appender::fill(Work& work, WallTime now) {
  const bool sync = std::any_of(work.batch.begin(), work.batch.end(), [this](const Waiting& one) {
    return file_->topics()[one.topic->index].settings.durability == Durability::synced;
  });
  step_ = Step::begin;
  if (auto done = file_->begin(sync ? Durability::synced : Durability::relaxed); !done) return done;
  step_ = Step::inside;
  BOOMERANG_KILL_POINT("log.append.before_insert");
  for (auto& one : work.batch) {
    auto mark = file_->insert(one.topic->index, one.partition, one.encoded, now);
    if (!mark) return mark.fault();
    one.mark = *mark;
  }
  for (const auto& [place, next] : work.saves) {
    const auto& [group, topic, partition] = place;
    if (auto done = file_->save({group, topic, partition, next}); !done) return done;
  }
  const auto dropping = [this](std::size_t topic, Partition partition, Offset begin) {
    // What has rows to drop was appended to, and so has a log.
    TopicLog& log = *topics_[topic];
    const std::lock_guard lock(log.mutex);
    log.at(partition).range.begin = begin;
  };
  if (auto done = file_->retain(now, drop_rows_max, dropping); !done) return done.fault();
  BOOMERANG_KILL_POINT("log.append.before_commit");
  step_ = Step::commit;
  if (auto done = file_->commit(); !done) return done;
  BOOMERANG_KILL_POINT("log.append.after_commit");
  return {};
}

// Shows what was committed to readers, and wakes those of each topic once.
void Appender::publish(std::vector<Waiting>& batch) {
  std::vector<TopicLog*> touched;
  for (auto at = batch.begin(); at != batch.end();) {
    TopicLog& log = *at->topic;
    if (std::find(touched.begin(), touched.end(), &log) == touched.end()) touched.push_back(&log);
    const std::lock_guard lock(log.mutex);
    for (; at != batch.end() && at->topic == &log; ++at) {
      auto& partition = log.at(at->partition);
      partition.range.end = at->mark.offset + 1;
      partition.tail.push(
          {at->partition, at->mark.offset, at->mark.time, std::move(at->encoded.record)},
          options_.tail_bytes_max);
    }
  }
  for (TopicLog* log : touched) log->changed.notify_all();
}

void Appender::keep_wal_short() {
  const auto finished = checkpointer_.finished();
  if (finished && !*finished) return stop_file(finished->fault());
  const int pages = file_->wal().pages();
  moved_pages_ = pages < moved_pages_ ? 0 : moved_pages_;
  const int grown = pages - moved_pages_;
  // What came while the background moved the rest is little.
  if (finished || grown > options_.checkpoint_pages_max) {
    moved_pages_ = pages;
    BOOMERANG_KILL_POINT("log.checkpoint.before_own");
    if (auto done = file_->wal().checkpoint(); !done) stop_file(done.fault());
  } else if (grown > options_.checkpoint_pages) {
    checkpointer_.request();
  }
}

void Appender::stop_file(const Fault& fault) {
  log::error("log stopped", {{"file", path_.string()}, {"error", fault.what}});
  file_.reset();
  moved_pages_ = 0;
  Work waiting;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = fault;
    std::swap(waiting, queue_);
    queue_bytes_ = 0;
  }
  refuse(waiting, {FaultKind::busy, fault.what});
}

void Appender::refuse(Work& work, const Fault& fault) {
  for (auto& one : work.batch) one.appended(fault);
  for (auto& one : work.changes) one.done.set_value(Fault{FaultKind::busy, fault.what});
  // Where groups have got to is written later; what was committed since counts more.
  const std::lock_guard lock(mutex_);
  if (!closing_) queue_.saves.merge(work.saves);
}

bool Appender::reopen() {
  auto opened = LogFile::open(path_, durability_, vfs_);
  auto verified = opened ? verify(**opened) : Result<void>(opened.fault());
  if (!verified) {
    log::error("log still stopped", {{"file", path_.string()}, {"error", verified.fault().what}});
    reopen_wait_ = std::min(reopen_wait_ * 2, options_.reopen_wait_max);
    const std::lock_guard lock(mutex_);
    stopped_ = verified.fault();
    return false;
  }
  file_ = std::move(*opened);
  reopen_wait_ = options_.reopen_wait_min;
  log::info("log opened again", {{"file", path_.string()}});
  const std::lock_guard lock(mutex_);
  stopped_.reset();
  return true;
}

// Everything that was acknowledged must be there. There may be more: what ended as `unknown`.
Result<void> Appender::verify(LogFile& file) {
  for (const auto& log : topics_) {
    if (!log) continue;
    const Fault lost{FaultKind::corrupt, log->name + ": acknowledged records are gone"};
    if (log->index >= file.topics().size()) return lost;
    const auto& stored = file.topics()[log->index].partitions;
    const std::lock_guard lock(log->mutex);
    if (stored.size() < log->partitions.size()) return lost;
    for (std::size_t i = 0; i < log->partitions.size(); ++i) {
      auto& partition = log->partitions[i];
      const Range found = stored[i].range();
      if (found.end < partition.range.end) return lost;
      if (found.end > partition.range.end) partition.tail.clear();
      partition.range.end = found.end;
      partition.range.begin = std::max(partition.range.begin, found.begin);
    }
    log->changed.notify_all();
  }
  return {};
}

}  // namespace boomerang::broker
