#include "boomerang/broker/kafka/reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/broker/kafka/fault.h"
#include "boomerang/broker/kafka/message.h"
#include "boomerang/broker/kafka/settings.h"

namespace boomerang::broker::kafka {

Result<std::unique_ptr<Reader>> KafkaReader::open(Shared shared, const std::string& topic,
                                                  const Positions& positions, Follow follow) {
  auto wakeup = Wakeup::make();
  if (!wakeup) return wakeup.fault();
  auto configuration = configure(Role::reader, shared.options);
  if (!configuration) return configuration.fault();
  auto client = make_client(Role::reader, std::move(*configuration));
  if (!client) return client.fault();

  std::unique_ptr<KafkaReader> reader(
      new KafkaReader(std::move(shared), std::move(*wakeup), follow));
  reader->client_ = std::move(*client);
  reader->queue_.reset(rd_kafka_queue_new(reader->client_.get()));
  reader->topic_.reset(rd_kafka_topic_new(reader->client_.get(), topic.c_str(), nullptr));
  if (reader->topic_ == nullptr) return fault_of(rd_kafka_last_error(), topic);
  // The client's own errors come by the same queue, or they would pile up in another.
  const Queue errors(rd_kafka_queue_get_main(reader->client_.get()));
  rd_kafka_queue_forward(errors.get(), reader->queue_.get());
  reader->wakeup_->watch(reader->queue_.get());
  reader->shared_.link->add(reader->wakeup_);
  for (const auto& [partition, offset] : positions) {
    if (auto started = reader->start(partition, offset); !started) return started.fault();
  }
  reader->next_refresh_ = reader->shared_.clock.now() + reader->shared_.options.topic_refresh;
  return std::unique_ptr<Reader>(std::move(reader));
}

KafkaReader::~KafkaReader() {
  for (const Partition partition : started_) rd_kafka_consume_stop(topic_.get(), partition);
}

Result<void> KafkaReader::start(Partition partition, Offset offset) {
  if (rd_kafka_consume_start_queue(topic_.get(), partition, offset, queue_.get()) != 0) {
    return fault_of(rd_kafka_last_error(), "start to read");
  }
  started_.insert(partition);
  return {};
}

void KafkaReader::follow_topic() {
  const Instant now = shared_.clock.now();
  if (follow_ == Follow::no || now < next_refresh_) return;
  next_refresh_ = now + shared_.options.topic_refresh;
  // With nobody to ask there is nothing to wait for. A fault is met again at the next refresh.
  if (shared_.link->state() != Link::State::up) return;
  const auto count = count_partitions(client_.get(), rd_kafka_topic_name(topic_.get()),
                                      shared_.clock, std::chrono::seconds(1));
  if (!count) return;
  for (Partition i = 0; i < *count; ++i) {
    if (started_.contains(i)) continue;
    if (auto done = start(i, 0); !done) log::warn("read", {{"error", done.fault().what}});
  }
}

std::vector<Entry> KafkaReader::take(std::size_t entries_max) {
  std::vector<Entry> entries;
  std::array<rd_kafka_message_t*, 256> messages;
  while (entries.size() < entries_max && !damage_) {
    const std::size_t most = std::min(messages.size(), entries_max - entries.size());
    const auto count = rd_kafka_consume_batch_queue(queue_.get(), 0, messages.data(), most);
    if (count <= 0) break;
    for (ssize_t i = 0; i < count; ++i) {
      const Message message(messages[static_cast<std::size_t>(i)]);
      if (damage_) continue;
      if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        entries.push_back(entry_of(*message));
      } else if (message->err == RD_KAFKA_RESP_ERR__BAD_MSG) {
        damage_ = Fault{FaultKind::corrupt, rd_kafka_message_errstr(message.get())};
      } else {
        // librdkafka goes on by itself.
        log::debug("read", {{"error", rd_kafka_message_errstr(message.get())}});
      }
    }
  }
  return entries;
}

Result<std::vector<Entry>> KafkaReader::read(std::size_t entries_max, Duration wait) {
  const Instant deadline = shared_.clock.now() + std::min<Duration>(wait, std::chrono::hours(24));
  for (;;) {
    wakeup_->clear();
    if (wakeup_->ended()) return Fault{FaultKind::closed, "interrupted, or the broker is closed"};
    follow_topic();
    auto entries = take(entries_max);
    if (!entries.empty()) return entries;
    if (damage_) return *damage_;
    const Instant now = shared_.clock.now();
    if (now >= deadline) break;
    const bool follows = follow_ == Follow::added_partitions;
    wakeup_->wait((follows ? std::min(deadline, next_refresh_) : deadline) - now);
  }
  if (shared_.link->state() == Link::State::away) return shared_.link->health().fault();
  return std::vector<Entry>{};
}

void KafkaReader::interrupt() { wakeup_->end(); }

}  // namespace boomerang::broker::kafka
