#pragma once

// The port to a log: topics of partitions, to which records are appended and from which they are
// read on. What Kafka is to us, and what the embedded and the memory broker are in its place.
//
// A record that was acknowledged is read by every reader from then on, in the order of its
// partition, until retention drops it. Delivery is at least once: a consumer that did not commit
// reads again. test/contract/broker_contract.h is this page as tests.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/event/record.h"

namespace boomerang::broker {

using Partition = std::int32_t;
using Offset = std::int64_t;  // Counts the records of one partition, from 0, without gaps.

// What an acknowledgement means.
enum class Durability {
  synced,   // The record survives a power cut.
  relaxed,  // It survives the death of the process. For what can be made again.
};

// Records older or more than this may go, oldest first, whether or not anybody has read them.
struct Retention {
  std::chrono::seconds age_max = std::chrono::hours(7 * 24);
  std::int64_t bytes_max = std::int64_t{8} << 30;  // In each partition.
};

struct Topic {
  std::string name;  // 1 to 200 of a-z A-Z 0-9 . _ -
  Partition partitions = 1;
  Durability durability = Durability::synced;
  Retention retention = {};
};

struct Place {
  Partition partition = 0;
  Offset offset = 0;
  bool operator==(const Place&) const = default;
};

// What a partition holds: offsets from `begin` to before `end`.
struct Range {
  Offset begin = 0;
  Offset end = 0;
  bool operator==(const Range&) const = default;
};

// A record where it lies.
struct Entry {
  Partition partition = 0;
  Offset offset = 0;
  WallTime time{};  // When it was appended. Never goes down within a partition.
  std::shared_ptr<const Record> record;
};

// Where reading begins.
struct Beginning {};
struct End {};  // After what is there now.
using Start =
    std::variant<Beginning, End, Offset, WallTime>;  // A time: the first entry not before.

// Reads partitions that the caller chose, without a group and without committing.
//
// Threads: one at a time, but for interrupt().
class Reader {
 public:
  virtual ~Reader() = default;

  // Up to `entries_max` entries, those of one partition in order. Waits up to `wait` if there is
  // none yet, then gives an empty list. Entries that retention drops before they are read are
  // passed over.
  //
  // Fails: busy     the log cannot be read now; nothing was skipped
  //        corrupt  an entry is not what was written, or one is missing; every later call says so
  //        closed   after interrupt(), or the broker is closed
  virtual Result<std::vector<Entry>> read(std::size_t entries_max, Duration wait) = 0;

  // Makes the read that is waiting, and every later one, end as `closed`.
  // Threads: any.
  virtual void interrupt() = 0;
};

// What a member of a group has to do next.
struct Batch {
  std::vector<Entry> entries;
  // Given to this member since the last read, and taken from it. A partition in `revoked` is
  // still this member's until its next read(): until then it may commit, and after that it must
  // neither commit nor have anything of that partition unfinished.
  std::vector<Partition> assigned;
  std::vector<Partition> revoked;
};

// Reads a topic as a member of a group: each partition is read by one member, from where the group
// has committed, or from the beginning.
//
// Threads: one at a time, but for interrupt().
class Consumer {
 public:
  virtual ~Consumer() = default;

  // As Reader::read(). Ends early when `assigned` or `revoked` has something to tell.
  virtual Result<Batch> read(std::size_t entries_max, Duration wait) = 0;

  // The group goes on at `next` in `partition` after a restart. Returns before it is on disk; a
  // commit that is lost only means that entries are read again.
  //
  // Fails: invalid  the partition is not this member's
  //        closed   the broker is closed
  virtual Result<void> commit(Partition partition, Offset next) = 0;

  // Whether a read() has heard which partitions are this member's, be it none. Reads go on for a
  // while before that where the group has to agree.
  virtual bool joined() const { return true; }

  virtual void interrupt() = 0;
};

// Threads: any, but for close().
class Broker {
 public:
  // Called once for each append, on a thread of the broker or inside append(). Must be quick and
  // must not call back into the broker, but for append().
  using Appended = std::function<void(const Result<Place>&)>;

  virtual ~Broker() = default;

  // Makes sure that the topic is there and is as described. More partitions are added; durability
  // and retention are changed.
  //
  // Fails: invalid  a bad name, no partitions, or fewer than there are
  //        busy     the log cannot be reached or written now
  virtual Result<void> ensure_topic(const Topic& topic) = 0;

  virtual Result<std::vector<Topic>> topics() = 0;

  // Nothing if the log can be reached and written, as far as is known. Asks nobody, so it is quick.
  // Fails: busy    it cannot, or it has not been yet
  //        closed  after close()
  virtual Result<void> health() const { return {}; }

  // Fails: invalid  no such topic or partition
  virtual Result<Range> range(std::string_view topic, Partition partition) = 0;

  // Adds the record at the end of `partition`, or of the one that its key belongs to
  // (partitioner.h). Calls of one thread for one partition are appended in their order.
  //
  // Fails, by way of `appended`:
  //   invalid  no such topic or partition, the record is too large, or a header's name is not UTF-8
  //   busy     the queue is full, or the log cannot be written: the record is not there
  //   unknown  the record may be there
  //   closed   the broker is closed: the record is not there
  // Durable: as the topic says, once `appended` is told so.
  // Bounds:  what waits to be written; see the implementation's options.
  virtual void append(std::string_view topic, std::optional<Partition> partition, Record record,
                      Appended appended) = 0;

  // Reads all of `partitions`, or of the topic if there are none named. The position is fixed
  // when the call returns: what is appended after that is read, also with End.
  //
  // Fails: invalid  no such topic or partition
  virtual Result<std::unique_ptr<Reader>> read(std::string_view topic,
                                               std::vector<Partition> partitions, Start start) = 0;

  // Fails: invalid  no such topic
  virtual Result<std::unique_ptr<Consumer>> join(std::string_view group,
                                                 std::string_view topic) = 0;

  // Completes every append made so far, ends every read as `closed`, and refuses what comes later.
  // Readers and consumers may outlive it. Calling it again does nothing.
  virtual void close() = 0;
};

// Whether `name` can be a topic's. Source: Kafka's Topic.validate.
bool is_topic_name(std::string_view name);

// Whether a log can take the record.
// Fails: invalid  it has more than `bytes_max`, or a header's name is not UTF-8
Result<void> check_record(const Record& record, std::size_t bytes_max);

}  // namespace boomerang::broker
