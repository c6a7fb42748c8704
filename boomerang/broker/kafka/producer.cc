#include "boomerang/broker/kafka/producer.h"

#include <array>
#include <utility>

#include "boomerang/base/kill_point.h"
#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"
#include "boomerang/broker/kafka/fault.h"
#include "boomerang/broker/kafka/message.h"
#include "boomerang/broker/kafka/settings.h"
#include "boomerang/broker/partitioner.h"

namespace boomerang::broker::kafka {
namespace {

// librdkafka keeps the number of partitions of each topic that it has records for, and asks again
// when it changes.
std::int32_t choose_partition(const rd_kafka_topic_t*, const void* key, std::size_t size,
                              std::int32_t partitions, void*, void*) {
  return partition_of({static_cast<const char*>(key), size}, partitions);
}

rd_kafka_vu_t field(rd_kafka_vtype_t type) {
  rd_kafka_vu_t field{};
  field.vtype = type;
  return field;
}

rd_kafka_vu_t bytes_field(rd_kafka_vtype_t type, const std::string& bytes) {
  rd_kafka_vu_t made = field(type);
  made.u.mem.ptr = const_cast<char*>(bytes.data());
  made.u.mem.size = bytes.size();
  return made;
}

// What does not pass by itself, unlike a broker that is away.
bool is_refusal(int error) {
  return error == RD_KAFKA_RESP_ERR__SSL || error == RD_KAFKA_RESP_ERR__AUTHENTICATION ||
         error == RD_KAFKA_RESP_ERR__RESOLVE;
}

}  // namespace

// An append on its way. librdkafka has a pointer to it, and to the value.
struct Producer::Waiting {
  Record record;
  Broker::Appended appended;
  std::size_t bytes;
};

Result<std::unique_ptr<Producer>> Producer::open(const KafkaOptions& options, Link& link) {
  auto configuration = configure(Role::producer, options);
  if (!configuration) return configuration.fault();
  std::unique_ptr<Producer> producer(new Producer(options, link));
  rd_kafka_conf_set_dr_msg_cb(configuration->get(), on_delivery);
  rd_kafka_conf_set_error_cb(configuration->get(), on_error);
  rd_kafka_conf_set_opaque(configuration->get(), producer.get());
  rd_kafka_topic_conf_t* topics = rd_kafka_conf_get_default_topic_conf(configuration->get());
  rd_kafka_topic_conf_set_partitioner_cb(topics, choose_partition);

  auto client = make_client(Role::producer, std::move(*configuration));
  if (!client) return client.fault();
  producer->client_ = std::move(*client);
  producer->thread_ = start_thread("kafka-producer", [p = producer.get()] { p->serve(); });
  return producer;
}

Producer::~Producer() { close(Close::abandon); }

void Producer::append(std::string_view topic, std::optional<Partition> partition, Record record,
                      Broker::Appended appended) {
  const std::size_t bytes = bytes_of(record);
  auto waiting = std::make_unique<Waiting>(Waiting{std::move(record), std::move(appended), bytes});
  ++records_;
  bytes_ += bytes;
  if (auto refused = send(topic, partition, *waiting)) {
    complete(waiting.release(), std::move(*refused));
  } else {
    waiting.release();  // on_delivery's now.
  }
}

std::optional<Fault> Producer::send(std::string_view topic, std::optional<Partition> partition,
                                    Waiting& waiting) {
  if (link_.closed()) return Fault{FaultKind::closed, "the broker is closed"};
  if (stage_ != Stage::open) return Fault{FaultKind::busy, "the producer is being replaced"};
  if (auto fits = check_record(waiting.record, options_.record_bytes_max); !fits) {
    return fits.fault();
  }
  if (partition && *partition < 0) return Fault{FaultKind::invalid, "no such partition"};
  if (records_ > options_.queue_records_max || bytes_ > options_.queue_bytes_max) {
    return Fault{FaultKind::busy, "too much waits to be appended"};
  }
  // Every record would only wait for its time to be over.
  if (link_.state() == Link::State::away) {
    return Fault{FaultKind::busy, "no Kafka broker can be reached"};
  }
  const std::string name(topic);
  std::array fields{
      field(RD_KAFKA_VTYPE_TOPIC),
      field(RD_KAFKA_VTYPE_PARTITION),
      bytes_field(RD_KAFKA_VTYPE_KEY, waiting.record.key),
      bytes_field(RD_KAFKA_VTYPE_VALUE, waiting.record.value),
      field(RD_KAFKA_VTYPE_OPAQUE),
      field(RD_KAFKA_VTYPE_HEADERS),
  };
  fields[0].u.cstr = name.c_str();
  fields[1].u.i32 = partition.value_or(RD_KAFKA_PARTITION_UA);
  fields[4].u.ptr = &waiting;
  rd_kafka_headers_t* headers = headers_of(waiting.record);
  fields[5].u.headers = headers;
  const std::size_t used = fields.size() - (headers == nullptr ? 1 : 0);
  const Error error(rd_kafka_produceva(client_.get(), fields.data(), used));
  if (error == nullptr) {
    BOOMERANG_KILL_POINT("kafka.append.queued");
    return std::nullopt;
  }
  if (headers != nullptr) rd_kafka_headers_destroy(headers);
  return fault_of(rd_kafka_error_code(error.get()), "append");
}

void Producer::serve() {
  constexpr int longest_ms = 100;  // How late it sees that it is being closed.
  while (stage_ == Stage::open || records_ > 0) {
    if (stage_ == Stage::abandoned) {
      rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    }
    rd_kafka_poll(client_.get(), longest_ms);
  }
}

void Producer::complete(Waiting* waiting, const Result<Place>& place) {
  const std::unique_ptr<Waiting> owned(waiting);
  --records_;
  bytes_ -= owned->bytes;
  owned->appended(place);
}

void Producer::on_delivery(rd_kafka_t*, const rd_kafka_message_t* message, void* producer) {
  BOOMERANG_KILL_POINT("kafka.append.told");
  auto* const waiting = static_cast<Waiting*>(message->_private);
  auto* const self = static_cast<Producer*>(producer);
  const auto fate = rd_kafka_message_status(message);
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    self->complete(waiting, fault_of(message->err, fate));
  } else if (message->offset < 0) {
    // An idempotent producer can learn that a record is there, but not where.
    self->complete(waiting, Fault{FaultKind::unknown, "appended at an unknown offset"});
  } else {
    self->complete(waiting, Place{message->partition, message->offset});
  }
}

void Producer::on_error(rd_kafka_t* client, int error, const char* reason, void* producer) {
  auto* const self = static_cast<Producer*>(producer);
  if (error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
    self->link_.set_state(Link::State::away);
  } else if (error == RD_KAFKA_RESP_ERR__FATAL) {
    char why[512];
    rd_kafka_fatal_error(client, why, sizeof why);
    log::error("the kafka producer has failed and is made anew", {{"error", why}});
    self->link_.ask_for_producer();
  } else {
    log::debug("kafka", {{"error", reason}});
    if (is_refusal(error)) self->link_.refused(reason);
  }
}

void Producer::close(Close how) {
  stage_ = how == Close::finish ? Stage::finishing : Stage::abandoned;
  if (!thread_.joinable()) return;
  const Queue reports(rd_kafka_queue_get_main(client_.get()));
  rd_kafka_queue_yield(reports.get());  // So that the thread sees it now.
  thread_.join();
}

}  // namespace boomerang::broker::kafka
