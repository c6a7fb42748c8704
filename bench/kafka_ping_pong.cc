// What librdkafka and a Kafka cluster can do at best for a request and its reply: a client appends
// to one topic, an echo reads it and appends to another, the client reads that. Nothing of ours is
// in between, so this is the floor under every other number, and the judge of its settings.
//
//   kafka_ping_pong SERVERS WINDOW SECONDS [property=value ...]
//
// WINDOW round trips are under way at any time. Properties go to every client that knows them; but
// wake=batch or wake=first makes readers wait in librdkafka, for a batch or for its first record,
// and not for an eventfd.
// Prints one line: round trips a second, and the percentiles of their time in milliseconds.

#include <librdkafka/rdkafka.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "boomerang/base/check.h"
#include "boomerang/base/system_clock.h"

namespace {

using boomerang::check;
using boomerang::Instant;
using Properties = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t record_bytes = 300;
const std::uint64_t one = 1;

rd_kafka_t* make(rd_kafka_type_t type, const Properties& given) {
  Properties properties = {{"socket.nagle.disable", "true"}, {"log_level", "3"}};
  if (type == RD_KAFKA_PRODUCER) {
    properties.insert(properties.end(), {{"linger.ms", "0"}, {"acks", "all"}});
  } else {
    properties.insert(properties.end(), {{"fetch.wait.max.ms", "500"}, {"fetch.min.bytes", "1"}});
  }
  properties.insert(properties.end(), given.begin(), given.end());
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  char why[256];
  for (const auto& [name, value] : properties) {
    const bool set =
        rd_kafka_conf_set(conf, name.c_str(), value.c_str(), why, sizeof why) == RD_KAFKA_CONF_OK;
    if (!set) std::fprintf(stderr, "%s\n", why);
    check(set, "a wrong property");
  }
  rd_kafka_t* client = rd_kafka_new(type, conf, why, sizeof why);
  check(client != nullptr, "no client");
  return client;
}

void make_topic(rd_kafka_t* client, const std::string& name) {
  char why[256];
  rd_kafka_NewTopic_t* topic = rd_kafka_NewTopic_new(name.c_str(), 1, -1, why, sizeof why);
  rd_kafka_queue_t* queue = rd_kafka_queue_new(client);
  rd_kafka_CreateTopics(client, &topic, 1, nullptr, queue);
  rd_kafka_event_t* event = rd_kafka_queue_poll(queue, 10'000);
  check(event != nullptr && rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR_NO_ERROR, "no topic");
  rd_kafka_event_destroy(event);
  rd_kafka_queue_destroy(queue);
  rd_kafka_NewTopic_destroy(topic);
}

enum class Wake { eventfd, batch, first };

// Reads partition 0 of a topic from its end: is woken, then drains.
class Source {
 public:
  Source(const Properties& properties, Wake wake, const std::string& name)
      : wake_(wake),
        client_(make(RD_KAFKA_CONSUMER, properties)),
        topic_(rd_kafka_topic_new(client_, name.c_str(), nullptr)),
        queue_(rd_kafka_queue_new(client_)),
        descriptor_(::eventfd(0, EFD_NONBLOCK)) {
    rd_kafka_queue_io_event_enable(queue_, descriptor_, &one, sizeof one);
    check(rd_kafka_consume_start_queue(topic_, 0, RD_KAFKA_OFFSET_BEGINNING, queue_) == 0, "start");
  }
  ~Source() {
    rd_kafka_consume_stop(topic_, 0);
    rd_kafka_queue_destroy(queue_);
    rd_kafka_topic_destroy(topic_);
    rd_kafka_destroy(client_);
    ::close(descriptor_);
  }

  template <typename Take>
  void read(Take take) {
    std::uint64_t raised = 0;
    [[maybe_unused]] const auto size = ::read(descriptor_, &raised, sizeof raised);
    constexpr int wait_ms = 100;
    const auto take_one = [&](rd_kafka_message_t* message) {
      if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        take(std::string_view(static_cast<char*>(message->payload), message->len));
      }
      rd_kafka_message_destroy(message);
    };
    if (wake_ == Wake::first) {
      if (auto* const first = rd_kafka_consume_queue(queue_, wait_ms)) take_one(first);
    }
    std::array<rd_kafka_message_t*, 256> messages;
    for (;;) {
      const auto count = rd_kafka_consume_batch_queue(queue_, wake_ == Wake::batch ? wait_ms : 0,
                                                      messages.data(), messages.size());
      for (ssize_t i = 0; i < count; ++i) take_one(messages[static_cast<std::size_t>(i)]);
      if (count < static_cast<ssize_t>(messages.size())) break;
    }
    if (wake_ != Wake::eventfd) return;
    pollfd waiting{descriptor_, POLLIN, 0};
    ::poll(&waiting, 1, wait_ms);
  }

 private:
  const Wake wake_;
  rd_kafka_t* const client_;
  rd_kafka_topic_t* const topic_;
  rd_kafka_queue_t* const queue_;
  const int descriptor_;
};

// Appends to partition 0 of a topic, and forgets.
class Sink {
 public:
  Sink(const Properties& properties, const std::string& name)
      : client_(make(RD_KAFKA_PRODUCER, properties)) {
    make_topic(client_, name);
    topic_ = rd_kafka_topic_new(client_, name.c_str(), nullptr);
    reports_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) rd_kafka_poll(client_, 100);
    });
  }
  ~Sink() {
    reports_.request_stop();
    reports_.join();
    rd_kafka_purge(client_, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(client_, 1000);
    rd_kafka_topic_destroy(topic_);
    rd_kafka_destroy(client_);
  }

  void append(std::string_view bytes) {
    rd_kafka_produce(topic_, 0, RD_KAFKA_MSG_F_COPY, const_cast<char*>(bytes.data()), bytes.size(),
                     nullptr, 0, nullptr);
  }

 private:
  rd_kafka_t* const client_;
  rd_kafka_topic_t* topic_;
  std::jthread reports_;
};

std::string stamped(Instant now) {
  std::string bytes(record_bytes, 'x');
  std::memcpy(bytes.data(), &now, sizeof now);
  return bytes;
}

Instant stamp_of(std::string_view bytes) {
  Instant stamp;
  std::memcpy(&stamp, bytes.data(), sizeof stamp);
  return stamp;
}

struct Run {
  int window;
  std::chrono::seconds length;
  Wake wake;
  Properties properties;
};

std::vector<double> round_trips(const Run& run) {
  const boomerang::SystemClock clock;
  const std::string id = std::to_string(clock.wall().time_since_epoch().count());
  Sink requests(run.properties, "ping-" + id);
  Sink replies(run.properties, "pong-" + id);
  Source asked(run.properties, run.wake, "ping-" + id);
  Source answered(run.properties, run.wake, "pong-" + id);
  const std::jthread echo([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) asked.read([&](std::string_view b) { replies.append(b); });
  });

  std::vector<double> milliseconds;
  for (int i = 0; i < run.window; ++i) requests.append(stamped(clock.now()));
  const Instant warm = clock.now() + std::chrono::seconds(2);
  const Instant end = warm + run.length;
  while (clock.now() < end) {
    answered.read([&](std::string_view bytes) {
      const Instant now = clock.now();
      const std::chrono::duration<double, std::milli> took = now - stamp_of(bytes);
      if (now >= warm && now < end) milliseconds.push_back(took.count());
      requests.append(stamped(now));
    });
  }
  return milliseconds;
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) {
    std::fputs("kafka_ping_pong SERVERS WINDOW SECONDS [property=value ...]\n", stderr);
    return 2;
  }
  Run run{std::stoi(words[2]), std::chrono::seconds(std::stoi(words[3])), Wake::eventfd, {}};
  run.properties.emplace_back("bootstrap.servers", words[1]);
  for (int i = 4; i < count; ++i) {
    const std::string word = words[i];
    const auto equals = word.find('=');
    check(equals != std::string::npos, "a property is name=value");
    if (word == "wake=batch") {
      run.wake = Wake::batch;
    } else if (word == "wake=first") {
      run.wake = Wake::first;
    } else {
      run.properties.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
  }
  auto times = round_trips(run);
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times.empty() ? 0 : times[static_cast<std::size_t>(share * double(times.size() - 1))];
  };
  std::printf("window %d: %.0f/s, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms\n", run.window,
              double(times.size()) / double(run.length.count()), at(0.5), at(0.99), at(0.999));
  return times.empty() ? 1 : 0;
}
