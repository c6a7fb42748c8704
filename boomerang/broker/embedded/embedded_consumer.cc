#include "boomerang/broker/embedded/embedded_consumer.h"

#include <mutex>
#include <utility>

namespace boomerang::broker {
namespace {

const Fault closed_fault{FaultKind::closed, "the broker is closed"};
const Fault interrupted_fault{FaultKind::closed, "interrupted"};

}  // namespace

EmbeddedReader::EmbeddedReader(std::shared_ptr<TopicLog> topic, Cursor cursor, Follow follow)
    : topic_(std::move(topic)), cursor_(std::move(cursor)), follow_(follow) {}

Result<std::vector<Entry>> EmbeddedReader::read(std::size_t entries_max, Duration wait) {
  std::unique_lock lock(topic_->mutex);
  for (;;) {
    const bool woken = topic_->changed.wait_for(lock, bounded(wait), [this] {
      for (; follow_ == Follow::whole_topic && topic_->has(followed_); ++followed_) {
        cursor_.place_new(followed_, 0);
      }
      return topic_->closed || interrupted_ || cursor_.ready();
    });
    if (topic_->closed) return closed_fault;
    if (interrupted_) return interrupted_fault;
    auto entries = cursor_.take(entries_max, lock);
    if (!woken || !entries || !entries->empty() || entries_max == 0) return entries;
  }
}

void EmbeddedReader::interrupt() {
  const std::lock_guard lock(topic_->mutex);
  interrupted_ = true;
  topic_->changed.notify_all();
}

EmbeddedConsumer::EmbeddedConsumer(std::shared_ptr<TopicLog> topic, std::string group,
                                   Appender& saving)
    : topic_(std::move(topic)), name_(std::move(group)), saving_(saving), cursor_(topic_) {
  const std::lock_guard lock(topic_->mutex);
  group_ = &topic_->groups[name_];
  group_->members.grow(static_cast<Partition>(topic_->partitions.size()));
  self_ = group_->members.join();
  topic_->changed.notify_all();
}

EmbeddedConsumer::~EmbeddedConsumer() {
  const std::lock_guard lock(topic_->mutex);
  group_->members.leave(self_);
  topic_->changed.notify_all();
}

Result<Batch> EmbeddedConsumer::read(std::size_t entries_max, Duration wait) {
  std::unique_lock lock(topic_->mutex);
  if (group_->members.begin_read(self_)) topic_->changed.notify_all();
  for (;;) {
    const bool woken = topic_->changed.wait_for(lock, bounded(wait), [this] {
      return topic_->closed || interrupted_ || group_->members.has_change(self_) || cursor_.ready();
    });
    if (topic_->closed) return closed_fault;
    if (interrupted_) return interrupted_fault;

    auto change = group_->members.take_change(self_);
    for (const Partition partition : change.revoked) cursor_.remove(partition);
    for (const Partition partition : change.assigned) {
      const auto committed = group_->committed.find(partition);
      cursor_.place(partition, committed == group_->committed.end() ? 0 : committed->second);
    }
    const bool changed = !change.assigned.empty() || !change.revoked.empty();
    auto entries = cursor_.take(entries_max, lock);
    // A change is told in any case; the fault comes again.
    if (!entries && !changed) return entries.fault();
    Batch batch{{}, std::move(change.assigned), std::move(change.revoked)};
    if (entries) batch.entries = std::move(*entries);
    if (!woken || changed || !batch.entries.empty() || entries_max == 0) return batch;
  }
}

Result<void> EmbeddedConsumer::commit(Partition partition, Offset next) {
  const std::lock_guard lock(topic_->mutex);
  if (topic_->closed) return closed_fault;
  if (!group_->members.owns(self_, partition)) {
    return Fault{FaultKind::invalid, "the partition is not this member's"};
  }
  if (auto saved = saving_.save({name_, topic_->name, partition, next}); !saved) return saved;
  group_->committed[partition] = next;
  return {};
}

void EmbeddedConsumer::interrupt() {
  const std::lock_guard lock(topic_->mutex);
  interrupted_ = true;
  topic_->changed.notify_all();
}

}  // namespace boomerang::broker
