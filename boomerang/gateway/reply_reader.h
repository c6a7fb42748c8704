#pragma once

// Reads the partition that a gateway is answered on, and hands each outcome on.
//
// The position is fixed before the first request is accepted, so no outcome can be missed. There
// is no group and nothing is committed: a gateway that starts anew waits for nothing old.

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/broker/broker.h"
#include "boomerang/event/event.h"
#include "boomerang/event/outcome.h"
#include "boomerang/event/request_id.h"

namespace boomerang::gateway {

// A reply goes to several shards: the last of them knows whether somebody waited anywhere.
// Threads: any.
class ReplyShards {
 public:
  explicit ReplyShards(std::size_t shards) : left_(shards) {}

  // Each shard says once whether nobody waited there. True for the last, if nobody did anywhere.
  bool found_nobody(bool here) {
    if (!here) somebody_.store(true, std::memory_order_relaxed);
    return left_.fetch_sub(1, std::memory_order_acq_rel) == 1 &&
           !somebody_.load(std::memory_order_relaxed);
  }

 private:
  std::atomic<std::size_t> left_;
  std::atomic<bool> somebody_{false};
};

// An outcome on its way to the shard where its request waits.
struct Reply {
  RequestId id;
  Result<Outcome> outcome;  // A fault if what the worker published cannot be an answer.
  std::shared_ptr<ReplyShards> shards = {};  // None if it goes to one.
};

class ReplyReader {
 public:
  // Told of the outcomes of one read, on the reader's thread. Never with an empty list.
  using Deliver = std::function<void(std::vector<Reply> replies)>;

  // `broker` must outlive the reader.
  // Fails: invalid  no such topic or partition
  //        busy     the log cannot be read now
  static Result<std::unique_ptr<ReplyReader>> open(const ReplyAddress& address,
                                                   broker::Broker& broker);
  ~ReplyReader();  // As stop().

  // Once. A log that cannot be read for a while is tried again. One that is damaged ends the
  // reading: that is logged, and `ended` is called on the reader's thread.
  void start(Deliver deliver, std::function<void()> ended);

  // Returns when nothing will be delivered any more.
  void stop();

  // What will be appended from now on lies there or later.
  std::shared_ptr<const std::atomic<broker::Offset>> position() const { return position_; }

 private:
  ReplyReader(ReplyAddress address, broker::Offset position,
              std::unique_ptr<broker::Reader> reader);
  void run(const Deliver& deliver, const std::function<void()>& ended);

  const ReplyAddress address_;
  const std::unique_ptr<broker::Reader> reader_;
  const std::shared_ptr<std::atomic<broker::Offset>> position_;
  std::jthread thread_;
};

}  // namespace boomerang::gateway
