#pragma once

// Appends records: one client of librdkafka, and the thread on which it tells what became of them.

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/kafka/guest.h"
#include "boomerang/broker/kafka/link.h"
#include "boomerang/broker/kafka/options.h"

namespace boomerang::broker::kafka {

// Threads: any, but for close().
// Bounds:  options.queue_records_max and queue_bytes_max wait to be acknowledged; more is refused.
class Producer {
 public:
  // Connects later, in its own time. Tells `link` when no broker can be reached, and when it has
  // met an error after which it can do nothing more. `link` must outlive it.
  //
  // Fails: invalid  the options cannot be right
  static Result<std::unique_ptr<Producer>> open(const KafkaOptions& options, Link& link);
  ~Producer();

  // As Broker::append().
  void append(std::string_view topic, std::optional<Partition> partition, Record record,
              Broker::Appended appended);

  // What waits is given the time it has (`finish`), or given up (`abandon`). Every append has been
  // completed when it returns, and later ones are refused: `closed` if the link is, else `busy`.
  enum class Close { finish, abandon };
  void close(Close how);

  // For what any client can be asked: metadata, offsets, administration.
  rd_kafka_t* client() const { return client_.get(); }

 private:
  struct Waiting;

  Producer(const KafkaOptions& options, Link& link) : options_(options), link_(link) {}
  std::optional<Fault> send(std::string_view topic, std::optional<Partition> partition,
                            Waiting& waiting);
  void serve();
  void complete(Waiting* waiting, const Result<Place>& place);
  static void on_delivery(rd_kafka_t*, const rd_kafka_message_t* message, void* producer);
  static void on_error(rd_kafka_t* client, int error, const char* reason, void* producer);

  enum class Stage { open, finishing, abandoned };

  const KafkaOptions options_;
  Link& link_;
  std::atomic<std::size_t> records_{0};  // That wait.
  std::atomic<std::size_t> bytes_{0};
  std::atomic<Stage> stage_{Stage::open};
  Client client_;
  std::jthread thread_;
};

}  // namespace boomerang::broker::kafka
