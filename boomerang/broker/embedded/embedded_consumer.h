#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/embedded/appender.h"
#include "boomerang/broker/embedded/cursor.h"
#include "boomerang/broker/embedded/topic_log.h"

namespace boomerang::broker {

// Longer waits would overflow the arithmetic of std::condition_variable.
inline Duration bounded(Duration wait) { return std::min<Duration>(wait, std::chrono::hours(24)); }

// A reader of a topic. See broker.h.
class EmbeddedReader final : public Reader {
 public:
  enum class Follow { as_named, whole_topic };  // The whole topic gains what is added to it.

  EmbeddedReader(std::shared_ptr<TopicLog> topic, Cursor cursor, Follow follow);

  Result<std::vector<Entry>> read(std::size_t entries_max, Duration wait) override;
  void interrupt() override;

 private:
  const std::shared_ptr<TopicLog> topic_;
  Cursor cursor_;
  const Follow follow_;
  Partition followed_ = 0;  // Those before it have a position.
  bool interrupted_ = false;
};

// A member of a group. See broker.h.
class EmbeddedConsumer final : public Consumer {
 public:
  // Joins. What is committed goes to `saving`, which must not have begun to end before the topic
  // is closed.
  EmbeddedConsumer(std::shared_ptr<TopicLog> topic, std::string group, Appender& saving);
  ~EmbeddedConsumer() override;

  Result<Batch> read(std::size_t entries_max, Duration wait) override;
  Result<void> commit(Partition partition, Offset next) override;
  void interrupt() override;

 private:
  const std::shared_ptr<TopicLog> topic_;
  const std::string name_;
  Appender& saving_;
  TopicLog::Group* group_ = nullptr;
  Membership::Member self_ = 0;
  Cursor cursor_;
  bool interrupted_ = false;
};

}  // namespace boomerang::broker
