#pragma once

// The cluster as a KafkaBroker sees it: the producer of the moment, and the thread that finds out
// when brokers are back and puts a new producer in the place of one that has failed for good.

#include <memory>
#include <mutex>
#include <thread>

#include "boomerang/base/result.h"
#include "boomerang/broker/kafka/link.h"
#include "boomerang/broker/kafka/options.h"
#include "boomerang/broker/kafka/producer.h"

namespace boomerang::broker::kafka {

// Threads: any, but for close().
class Cluster {
 public:
  // Fails: as Producer::open()
  static Result<std::unique_ptr<Cluster>> open(const KafkaOptions& options);
  ~Cluster();

  // Stays usable while it is held, though another one may be in its place by then.
  std::shared_ptr<Producer> producer() const;
  const std::shared_ptr<Link>& link() const { return link_; }

  // Closes the link at once, and the producer when it has finished. Calling it again does nothing.
  void close();

 private:
  explicit Cluster(const KafkaOptions& options) : options_(options) {}
  void keep();
  void probe();
  void renew_producer();

  const KafkaOptions options_;
  const std::shared_ptr<Link> link_ = std::make_shared<Link>();
  mutable std::mutex mutex_;
  std::shared_ptr<Producer> producer_;
  std::jthread keeper_;
};

}  // namespace boomerang::broker::kafka
