#include "boomerang/broker/kafka/admin_call.h"

#include <memory>

#include "boomerang/broker/kafka/fault.h"
#include "boomerang/broker/kafka/guest.h"
#include "boomerang/broker/kafka/settings.h"

namespace boomerang::broker::kafka {
namespace {

using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Destroy<rd_kafka_NewTopic_destroy>>;
using NewPartitions =
    std::unique_ptr<rd_kafka_NewPartitions_t, Destroy<rd_kafka_NewPartitions_destroy>>;
using Resource =
    std::unique_ptr<rd_kafka_ConfigResource_t, Destroy<rd_kafka_ConfigResource_destroy>>;
using AdminOptions =
    std::unique_ptr<rd_kafka_AdminOptions_t, Destroy<rd_kafka_AdminOptions_destroy>>;

// What `why` adds to the name of the error.
Fault fault_with(rd_kafka_resp_err_t error, const std::string& doing, const char* why) {
  Fault fault = fault_of(error, doing);
  if (why != nullptr) fault.what += std::string(": ") + why;
  return fault;
}

// Sends a request by `send(options, queue)` and waits for its answer.
template <typename Send>
Result<Event> call(rd_kafka_t* client, const std::string& doing, Duration wait, Send send) {
  const int wait_ms = milliseconds(wait);
  const AdminOptions options(rd_kafka_AdminOptions_new(client, RD_KAFKA_ADMIN_OP_ANY));
  char why[256];
  rd_kafka_AdminOptions_set_request_timeout(options.get(), wait_ms, why, sizeof why);
  const Queue queue(rd_kafka_queue_new(client));
  send(options.get(), queue.get());
  // The answer comes in any case: a request that has had its time ends with an error.
  Event event(rd_kafka_queue_poll(queue.get(), wait_ms + 1000));
  if (event == nullptr) return Fault{FaultKind::busy, doing + ": no answer"};
  const auto error = rd_kafka_event_error(event.get());
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return fault_with(error, doing, rd_kafka_event_error_string(event.get()));
  }
  return event;
}

Resource resource_of(const std::string& topic) {
  return Resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
}

TopicSettings settings_of(const rd_kafka_ConfigResource_t* resource) {
  TopicSettings settings;
  std::size_t count = 0;
  const auto* const entries = rd_kafka_ConfigResource_configs(resource, &count);
  for (std::size_t i = 0; i < count; ++i) {
    const char* value = rd_kafka_ConfigEntry_value(entries[i]);
    const char* name = rd_kafka_ConfigEntry_name(entries[i]);
    if (value == nullptr) continue;
    settings.all[name] = value;
    if (rd_kafka_ConfigEntry_source(entries[i]) == RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG) {
      settings.its_own[name] = value;
    }
  }
  return settings;
}

}  // namespace

Result<void> create_topic(rd_kafka_t* client, const std::string& topic, int partitions, int copies,
                          const Settings& settings, Duration wait) {
  const std::string doing = "create topic " + topic;
  char why[256];
  const NewTopic wanted(rd_kafka_NewTopic_new(topic.c_str(), partitions, copies, why, sizeof why));
  if (wanted == nullptr) return Fault{FaultKind::invalid, doing + ": " + why};
  for (const auto& [name, value] : settings) {
    rd_kafka_NewTopic_set_config(wanted.get(), name.c_str(), value.c_str());
  }
  rd_kafka_NewTopic_t* list[] = {wanted.get()};
  const auto event = call(client, doing, wait, [&](auto* options, auto* queue) {
    rd_kafka_CreateTopics(client, list, 1, options, queue);
  });
  if (!event) return event.fault();
  std::size_t count = 0;
  const auto* const answer = rd_kafka_event_CreateTopics_result(event->get());
  const auto* const results = rd_kafka_CreateTopics_result_topics(answer, &count);
  if (count != 1) return Fault{FaultKind::busy, doing + ": an answer for another topic"};
  const auto error = rd_kafka_topic_result_error(results[0]);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  if (error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) return {};
  return fault_with(error, doing, rd_kafka_topic_result_error_string(results[0]));
}

Result<void> create_partitions(rd_kafka_t* client, const std::string& topic, int total,
                               Duration wait) {
  const std::string doing = "add partitions to " + topic;
  char why[256];
  const NewPartitions wanted(
      rd_kafka_NewPartitions_new(topic.c_str(), static_cast<std::size_t>(total), why, sizeof why));
  if (wanted == nullptr) return Fault{FaultKind::invalid, doing + ": " + why};
  rd_kafka_NewPartitions_t* list[] = {wanted.get()};
  const auto event = call(client, doing, wait, [&](auto* options, auto* queue) {
    rd_kafka_CreatePartitions(client, list, 1, options, queue);
  });
  if (!event) return event.fault();
  std::size_t count = 0;
  const auto* const answer = rd_kafka_event_CreatePartitions_result(event->get());
  const auto* const results = rd_kafka_CreatePartitions_result_topics(answer, &count);
  if (count != 1) return Fault{FaultKind::busy, doing + ": an answer for another topic"};
  const auto error = rd_kafka_topic_result_error(results[0]);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return fault_with(error, doing, rd_kafka_topic_result_error_string(results[0]));
}

Result<std::map<std::string, TopicSettings>> describe_topics(rd_kafka_t* client,
                                                             const std::vector<std::string>& topics,
                                                             Duration wait) {
  std::map<std::string, TopicSettings> found;
  if (topics.empty()) return found;
  const std::string doing = "describe topics";
  std::vector<Resource> owned;
  std::vector<rd_kafka_ConfigResource_t*> list;
  for (const auto& topic : topics) list.push_back(owned.emplace_back(resource_of(topic)).get());
  const auto event = call(client, doing, wait, [&](auto* options, auto* queue) {
    rd_kafka_DescribeConfigs(client, list.data(), list.size(), options, queue);
  });
  if (!event) return event.fault();
  std::size_t count = 0;
  const auto* const answer = rd_kafka_event_DescribeConfigs_result(event->get());
  const auto* const results = rd_kafka_DescribeConfigs_result_resources(answer, &count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto error = rd_kafka_ConfigResource_error(results[i]);
    const char* name = rd_kafka_ConfigResource_name(results[i]);
    if (is_missing(error)) continue;  // It was removed meanwhile.
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return fault_with(error, doing, rd_kafka_ConfigResource_error_string(results[i]));
    }
    found[name] = settings_of(results[i]);
  }
  return found;
}

Result<void> replace_settings(rd_kafka_t* client, const std::string& topic,
                              const Settings& settings, Duration wait) {
  const std::string doing = "change the settings of " + topic;
  const Resource wanted = resource_of(topic);
  for (const auto& [name, value] : settings) {
    rd_kafka_ConfigResource_set_config(wanted.get(), name.c_str(), value.c_str());
  }
  rd_kafka_ConfigResource_t* list[] = {wanted.get()};
  const auto event = call(client, doing, wait, [&](auto* options, auto* queue) {
    rd_kafka_AlterConfigs(client, list, 1, options, queue);
  });
  if (!event) return event.fault();
  std::size_t count = 0;
  const auto* const answer = rd_kafka_event_AlterConfigs_result(event->get());
  const auto* const results = rd_kafka_AlterConfigs_result_resources(answer, &count);
  if (count != 1) return Fault{FaultKind::busy, doing + ": an answer for another topic"};
  const auto error = rd_kafka_ConfigResource_error(results[0]);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return fault_with(error, doing, rd_kafka_ConfigResource_error_string(results[0]));
}

}  // namespace boomerang::broker::kafka
