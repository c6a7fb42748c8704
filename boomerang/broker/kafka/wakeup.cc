#include "boomerang/broker/kafka/wakeup.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

#include "boomerang/broker/kafka/settings.h"

namespace boomerang::broker::kafka {
namespace {

const std::uint64_t one = 1;

}  // namespace

Result<std::shared_ptr<Wakeup>> Wakeup::make() {
  const int descriptor = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (descriptor < 0) return Fault{FaultKind::busy, "no file descriptor left"};
  return std::shared_ptr<Wakeup>(new Wakeup(descriptor));
}

Wakeup::~Wakeup() { ::close(descriptor_); }

void Wakeup::watch(rd_kafka_queue_t* queue) {
  rd_kafka_queue_io_event_enable(queue, descriptor_, &one, sizeof one);
}

void Wakeup::clear() {
  std::uint64_t raised = 0;
  [[maybe_unused]] const auto size = ::read(descriptor_, &raised, sizeof raised);
}

void Wakeup::wait(Duration longest) {
  if (ended()) return;
  pollfd descriptor{descriptor_, POLLIN, 0};
  ::poll(&descriptor, 1, milliseconds(longest));
}

void Wakeup::raise() {
  // Fails only when it is raised as high as it goes, and so raised.
  [[maybe_unused]] const auto size = ::write(descriptor_, &one, sizeof one);
}

void Wakeup::end() {
  ended_.store(true);
  raise();
}

}  // namespace boomerang::broker::kafka
