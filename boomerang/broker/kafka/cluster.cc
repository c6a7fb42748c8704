#include "boomerang/broker/kafka/cluster.h"

#include <chrono>
#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"
#include "boomerang/broker/kafka/guest.h"

namespace boomerang::broker::kafka {

using namespace std::chrono_literals;

Result<std::unique_ptr<Cluster>> Cluster::open(const KafkaOptions& options) {
  std::unique_ptr<Cluster> cluster(new Cluster(options));
  auto producer = Producer::open(options, *cluster->link_);
  if (!producer) return producer.fault();
  cluster->producer_ = std::move(*producer);
  cluster->keeper_ = start_thread("kafka-link", [c = cluster.get()] { c->keep(); });
  return cluster;
}

Cluster::~Cluster() { close(); }

std::shared_ptr<Producer> Cluster::producer() const {
  const std::lock_guard lock(mutex_);
  return producer_;
}

void Cluster::keep() {
  Duration pause{0};
  for (;;) {
    switch (link_->next_task(std::exchange(pause, 100ms))) {
      case Link::Task::end:
        return;
      case Link::Task::new_producer:
        renew_producer();
        break;
      case Link::Task::probe:
        probe();
        break;
    }
  }
}

// Returns as soon as a broker answers.
void Cluster::probe() {
  constexpr int longest_ms = 500;  // How late this thread sees that it is being closed.
  const rd_kafka_metadata_t* answer = nullptr;
  const auto held = producer();
  const auto error = rd_kafka_metadata(held->client(), 0, nullptr, &answer, longest_ms);
  const Metadata metadata(answer);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) link_->set_state(Link::State::up);
}

void Cluster::renew_producer() {
  auto made = Producer::open(options_, *link_);
  if (!made) {
    // The same options were right before, so the system has reached a limit, which may pass.
    log::error("no new kafka producer", {{"error", made.fault().what}});
    link_->ask_for_producer();
    return;
  }
  std::shared_ptr<Producer> replaced(std::move(*made));
  {
    const std::lock_guard lock(mutex_);
    std::swap(producer_, replaced);
  }
  replaced->close(Producer::Close::abandon);
}

void Cluster::close() {
  link_->close();
  if (keeper_.joinable()) keeper_.join();
  if (const auto held = producer()) held->close(Producer::Close::finish);
}

}  // namespace boomerang::broker::kafka
