#include "boomerang/gateway/reply_reader.h"

#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"
#include "boomerang/event/codec.h"

namespace boomerang::gateway {
namespace {

constexpr std::size_t entries_max = 1024;
constexpr Duration read_wait = std::chrono::seconds(10);

}  // namespace

Result<std::unique_ptr<ReplyReader>> ReplyReader::open(const ReplyAddress& address,
                                                       broker::Broker& broker) {
  const auto range = broker.range(address.topic, address.partition);
  if (!range) return range.fault();
  auto reader = broker.read(address.topic, {address.partition}, broker::End{});
  if (!reader) return reader.fault();
  return std::unique_ptr<ReplyReader>(new ReplyReader(address, range->end, *std::move(reader)));
}

ReplyReader::ReplyReader(ReplyAddress address, broker::Offset position,
                         std::unique_ptr<broker::Reader> reader)
    : address_(std::move(address)),
      reader_(std::move(reader)),
      position_(std::make_shared<std::atomic<broker::Offset>>(position)) {}

ReplyReader::~ReplyReader() { stop(); }

void ReplyReader::start(Deliver deliver, std::function<void()> ended) {
  thread_ = start_thread("replies", [this, deliver = std::move(deliver), ended = std::move(ended)] {
    run(deliver, ended);
  });
}

void ReplyReader::stop() {
  reader_->interrupt();
  if (thread_.joinable()) thread_.join();
}

void ReplyReader::run(const Deliver& deliver, const std::function<void()>& ended) {
  for (;;) {
    const auto entries = reader_->read(entries_max, read_wait);
    if (!entries) {
      if (entries.fault().kind == FaultKind::closed) return;
      log::error("replies cannot be read", {{"topic", address_.topic},
                                            {"partition", address_.partition},
                                            {"kind", name_of(entries.fault().kind)},
                                            {"error", entries.fault().what}});
      if (entries.fault().kind == FaultKind::busy) continue;
      ended();
      return;
    }
    std::vector<Reply> replies;
    replies.reserve(entries->size());
    for (const auto& entry : *entries) {
      auto outcome = decode_outcome(*entry.record);
      const auto id = decode_correlation(*entry.record);
      if (!outcome) {
        log::error("an outcome is not well-formed", {{"topic", address_.topic},
                                                     {"partition", entry.partition},
                                                     {"offset", entry.offset},
                                                     {"error", outcome.fault().what}});
      }
      if (id) replies.push_back({*id, std::move(outcome)});
    }
    if (!entries->empty()) *position_ = entries->back().offset + 1;
    if (!replies.empty()) deliver(std::move(replies));
  }
}

}  // namespace boomerang::gateway
