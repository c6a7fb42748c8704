#include "boomerang/broker/kafka/settings.h"

#include <algorithm>
#include <string>

#include "boomerang/base/log.h"
#include "boomerang/broker/kafka/fault.h"

namespace boomerang::broker::kafka {
namespace {

struct Property {
  std::string name;
  std::string value;
};
using Properties = std::vector<Property>;

// Room for the framing of a record beside its key, headers and value.
constexpr std::size_t framing_bytes = 64 << 10;

Properties common(const KafkaOptions& options) {
  return {
      {"bootstrap.servers", options.servers},
      {"client.id", options.client_id},
      // A misspelt topic must fail, not appear.
      {"allow.auto.create.topics", "false"},
      // A topic is made by ensure_topic(), which waits until it is known: no need to believe for
      // half a minute, the default, that one which is not there may still come.
      {"topic.metadata.propagation.max.ms", "1000"},
      {"topic.metadata.refresh.interval.ms", std::to_string(milliseconds(options.topic_refresh))},
      // A broker that comes back is found within a second; by default it can take ten.
      {"reconnect.backoff.max.ms", "1000"},
      // A broker whose machine is gone does not refuse a connection, it says nothing.
      {"socket.connection.setup.timeout.ms",
       std::to_string(std::max(1000, milliseconds(options.call_wait_max)))},
      // A connection that is open but dead, as after the loss of a machine, is given up when an
      // answer takes this long; by default a reader would sit on it for a minute.
      {"socket.timeout.ms", std::to_string(milliseconds(options.call_wait_max) + 1000)},
      // Small records must not wait for the acknowledgement of those before (Nagle, delayed ACK).
      {"socket.nagle.disable", "true"},
      {"message.max.bytes", std::to_string(options.record_bytes_max + framing_bytes)},
  };
}

Properties of_producer(const KafkaOptions& options) {
  return {
      {"acks", "all"},
      // Any wait is added to every leg of every request; under load batches arise by themselves,
      // while the requests before are on their way.
      {"linger.ms", "0"},
      // One request at a time to each broker: a batch that is sent again cannot come to lie after
      // the next one, so records of a key stay in order.
      {"max.in.flight.requests.per.connection", "1"},
      {"message.timeout.ms", std::to_string(milliseconds(options.append_wait_max))},
      {"request.timeout.ms", std::to_string(milliseconds(options.append_wait_max))},
      // The bounds are Producer's, which counts exactly.
      {"queue.buffering.max.messages", "0"},
      {"queue.buffering.max.kbytes", "2147483647"},
  };
}

Properties of_any_reader(const KafkaOptions& options) {
  return {
      {"fetch.min.bytes", "1"},
      // How long a broker holds a fetch that finds nothing; it answers at once when something is
      // appended, so this only sets how often idle readers ask.
      {"fetch.wait.max.ms", "500"},
      // What has been fetched is bounded in bytes and not in records: past queued.min.messages
      // this version of librdkafka stops fetching for a whole second.
      {"queued.max.messages.kbytes", std::to_string(options.fetched_bytes_max >> 10)},
      {"check.crcs", "true"},
      // A position that retention has overtaken goes on at what is there now.
      {"auto.offset.reset", "earliest"},
      // Errors of a partition's fetches are tried again this much later.
      {"fetch.error.backoff.ms", "100"},
      {"enable.auto.commit", "false"},
      {"enable.auto.offset.store", "false"},
  };
}

Properties of_consumer() {
  return {
      // A member that dies without a word is missed for a session, and the requests in its
      // partitions wait; one that reads on learns of a rebalance with its next heartbeat. The
      // defaults, 45 and 3 seconds, are for consumers that nobody waits for.
      {"session.timeout.ms", "10000"},
      {"heartbeat.interval.ms", "1000"},
      {"partition.assignment.strategy", assignor_for(rd_kafka_version())},
  };
}

Result<void> set(rd_kafka_conf_t* configuration, const std::string& name,
                 const std::string& value) {
  char why[512];
  const auto done = rd_kafka_conf_set(configuration, name.c_str(), value.c_str(), why, sizeof why);
  // The value can be a secret, and librdkafka's text repeats it.
  if (done == RD_KAFKA_CONF_UNKNOWN) {
    return Fault{FaultKind::invalid, "librdkafka has no property " + name};
  }
  if (done != RD_KAFKA_CONF_OK) {
    return Fault{FaultKind::invalid, "librdkafka refuses the value of " + name};
  }
  return {};
}

bool names_servers(const std::string& property) {
  return property == "bootstrap.servers" || property == "metadata.broker.list";
}

// Whether a client, when it is made, goes to somebody else than a broker: to a Kerberos or OAuth
// server. The mechanisms below do not; without one, SASL is Kerberos.
bool asks_for_a_token(const std::vector<std::pair<std::string, std::string>>& properties) {
  bool sasl = false;
  bool by_password = false;
  for (const auto& [name, value] : properties) {
    if (name == "security.protocol") sasl = value == "sasl_ssl" || value == "sasl_plaintext";
    if (name != "sasl.mechanism" && name != "sasl.mechanisms") continue;
    by_password = value == "PLAIN" || value.starts_with("SCRAM-");
  }
  return sasl && !by_password;
}

// What librdkafka tells of itself: faults that matter come back by the calls which they make fail.
void on_log(const rd_kafka_t* client, int level, const char* facility, const char* text) {
  constexpr int warning = 4;  // As syslog counts.
  // Told of properties that are the other role's, which is how options.properties are given, and
  // of brokers too old to be asked for a topic without making it.
  const std::string_view about(facility);
  const bool is_hint = about == "CONFWARN" || about == "AUTOCREATE";
  const auto write = level <= warning && !is_hint ? log::warn : log::debug;
  write("librdkafka", {{"client", rd_kafka_name(client)}, {"facility", facility}, {"error", text}});
}

}  // namespace

// With cooperative-sticky only the partitions that move stand still. librdkafka 2.0.2 ends the
// process when a member leaves between joining and its first assignment, so an older one than was
// shown to be safe takes the eager kind, where all stand still for a moment.
std::string assignor_for(int librdkafka_version) {
  constexpr int shown_safe = 0x02'0f'01'ff;  // 2.15.1
  return librdkafka_version < shown_safe ? "range" : "cooperative-sticky";
}

int milliseconds(Duration duration) {
  constexpr Duration longest = std::chrono::hours(24);
  const auto bounded = std::clamp(duration, Duration{0}, longest);
  return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(bounded).count());
}

Result<Configuration> configure(Role role, const KafkaOptions& options) {
  Properties all = common(options);
  const auto add = [&all](const Properties& more) {
    all.insert(all.end(), more.begin(), more.end());
  };
  if (role == Role::producer) add(of_producer(options));
  if (role != Role::producer) add(of_any_reader(options));
  if (role == Role::consumer) add(of_consumer());
  for (const auto& [name, value] : options.properties) all.push_back({name, value});

  Configuration configuration(rd_kafka_conf_new());
  for (const auto& [name, value] : all) {
    if (auto done = set(configuration.get(), name, value); !done) return done.fault();
  }
  rd_kafka_conf_set_log_cb(configuration.get(), on_log);
  return configuration;
}

Result<void> check_property(const std::string& name, const std::string& value) {
  const Configuration configuration(rd_kafka_conf_new());
  return set(configuration.get(), name, value);
}

Result<void> check_options(KafkaOptions options) {
  auto whole = configure(Role::producer, options);
  if (!whole) return whole.fault();
  if (asks_for_a_token(options.properties)) return {};
  std::erase_if(options.properties, [](const auto& one) { return names_servers(one.first); });
  options.servers.clear();
  auto configuration = configure(Role::producer, options);
  if (!configuration) return configuration.fault();
  const auto client = make_client(Role::producer, *std::move(configuration));
  if (!client) return client.fault();
  return {};
}

Result<Client> make_client(Role role, Configuration configuration) {
  const auto type = role == Role::producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER;
  char why[512];
  Client client(rd_kafka_new(type, configuration.get(), why, sizeof why));
  if (client == nullptr) return Fault{FaultKind::invalid, std::string("librdkafka: ") + why};
  configuration.release();  // The client's now.
  return client;
}

}  // namespace boomerang::broker::kafka
