#include "boomerang/describe/asyncapi.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "boomerang/describe/json_document.h"
#include "boomerang/describe/operation.h"
#include "boomerang/describe/outcome_type.h"
#include "boomerang/describe/record_message.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;
using gateway::Route;

std::string last_part(const std::string& place) { return place.substr(place.rfind('/') + 1); }

json::object reference_to(const std::string& place) { return {{"$ref", place}}; }

// Kafka's names have none of the characters that a JSON pointer would have to escape.
std::string message_place(const std::string& channel, const std::string& message) {
  return "#/channels/" + channel + "/messages/" + last_part(message);
}

// The document as it grows, route by route.
class Description {
 public:
  explicit Description(const DescribeOptions& options) : options_(options) {
    channels_[replies] = replies_channel();
  }

  Result<void> add(const Route& route) {
    const auto event = add_event(catalogs_, route);
    if (!event) return event.fault();
    add_channel(route.topic, "Requests: what was asked.", *event);

    std::vector<std::string> outcomes;
    for (const auto& type : types_of(route)) {
      const auto outcome = add_outcome(catalogs_, route, type);
      if (!outcome) return outcome.fault();
      outcomes.push_back(*outcome);
      add_message(replies, *outcome);
      if (type.name == request_mismatch) continue;  // It is for the asker alone.
      add_channel(route.outcomes_topic, "Outcomes: what became of requests.", *outcome);
    }
    add_receive(route, *event, outcomes);
    add_send(route.outcomes_topic, "Tell what became of a request",
             "The same record as the reply. Where the two topics are one, it is sent once.");
    add_dead_letters(route);
    return {};
  }

  json::object finished() {
    for (const auto& topic : sent_) list_messages(topic);
    json::object document{{"asyncapi", "3.0.0"}, {"info", info()}};
    if (!options_.brokers.empty()) document["servers"] = servers();
    document["channels"] = channels_;
    document["operations"] = operations_;
    document["components"] = json::object{{"messages", catalogs_.messages.parts()},
                                          {"schemas", catalogs_.schemas.parts()}};
    return document;
  }

 private:
  static constexpr const char* replies = "replies";

  static std::vector<OutcomeType> types_of(const Route& route) {
    auto types = outcome_types(route);
    types.push_back({.name = std::string(request_failed), .status = 500, .schema = {}});
    types.push_back({.name = std::string(request_mismatch), .status = 422, .schema = {}});
    return types;
  }

  // Source: AsyncAPI 3.0.0, operation reply address object: the channel has no address of its own.
  json::object replies_channel() const {
    json::object channel{{"address", nullptr}, {"messages", json::object()}};
    if (options_.replies_topic.empty()) {
      channel["description"] = "Replies: the topic and the partition that the event names.";
      return channel;
    }
    channel["description"] = "Replies: the partition of the topic " + options_.replies_topic +
                             " that the event names. It is not the key that chooses the partition.";
    json::object kafka{{"topic", options_.replies_topic}};
    if (options_.replies_partitions > 0) kafka["partitions"] = options_.replies_partitions;
    kafka["bindingVersion"] = "0.5.0";
    channel["bindings"] = json::object{{"kafka", std::move(kafka)}};
    return channel;
  }

  void add_channel(const std::string& topic, std::string_view description,
                   const std::string& message) {
    if (!channels_.contains(topic_channel(topic))) {
      channels_[topic_channel(topic)] = json::object{
          {"address", topic}, {"description", description}, {"messages", json::object()}};
    }
    add_message(topic_channel(topic), message);
  }

  // The channel of a topic has its name, but for one that is called as the replies are.
  static std::string topic_channel(const std::string& topic) {
    return topic == replies ? topic + "_topic" : topic;
  }

  void add_message(const std::string& channel, const std::string& message) {
    auto& messages = channels_.at(channel).at("messages").as_object();
    messages[last_part(message)] = reference_to(message);
  }

  void add_receive(const Route& route, const std::string& event,
                   const std::vector<std::string>& outcomes) {
    json::array reply_messages;
    for (const auto& outcome : outcomes) {
      reply_messages.push_back(reference_to(message_place(replies, outcome)));
    }
    const std::string channel = topic_channel(route.topic);
    operations_["receive" + last_part(event)] = json::object{
        {"action", "receive"},
        {"channel", reference_to("#/channels/" + channel)},
        {"summary", "Handle a request of the route " + route.name()},
        {"description",
         "Act once for each request id: the effect and the outcome are kept in one transaction. An "
         "event that comes again is answered with the outcome that was kept. Then reply, send the "
         "outcome, and commit the offset."},
        {"messages", json::array{reference_to(message_place(channel, event))}},
        {"reply",
         json::object{
             {"address", json::object{{"description", "Its partition is in kafka_replyPartition."},
                                      {"location", "$message.header#/kafka_replyTopic"}}},
             {"channel", reference_to(std::string("#/channels/") + replies)},
             {"messages", std::move(reply_messages)}}}};
  }

  void add_send(const std::string& topic, std::string_view summary, std::string_view description) {
    if (!sent_.insert(topic).second) return;
    const std::string channel = topic_channel(topic);
    operations_["send_" + topic] = json::object{{"action", "send"},
                                                {"channel", reference_to("#/channels/" + channel)},
                                                {"summary", summary},
                                                {"description", description}};
  }

  // All of the topic's, once the last route has added its own.
  void list_messages(const std::string& topic) {
    const std::string channel = topic_channel(topic);
    json::array messages;
    for (const auto& message : channels_.at(channel).at("messages").as_object()) {
      messages.push_back(
          reference_to("#/channels/" + channel + "/messages/" + std::string(message.key())));
    }
    operations_.at("send_" + topic).as_object()["messages"] = std::move(messages);
  }

  void add_dead_letters(const Route& route) {
    const auto topic = options_.dead_letters_topics.find(route.topic);
    if (topic == options_.dead_letters_topics.end()) return;
    add_channel(topic->second, "Dead letters: events that were given up.",
                add_dead_letter(catalogs_));
    add_send(topic->second, "Give up an event",
             "After the last attempt to handle it, or at once if it cannot be read.");
  }

  json::object info() const {
    const std::string_view usual =
        "The records between gateways and workers: CloudEvents 1.0 in Kafka's binary content mode. "
        "The operations are a worker's.";
    return {{"title", options_.title},
            {"version", options_.version},
            {"description", options_.description.empty() ? usual : options_.description}};
  }

  json::object servers() const {
    json::object servers;
    for (std::size_t i = 0; i < options_.brokers.size(); ++i) {
      const auto& broker = options_.brokers[i];
      servers["kafka_" + std::to_string(i + 1)] =
          json::object{{"host", broker.host}, {"protocol", broker.tls ? "kafka-secure" : "kafka"}};
    }
    return servers;
  }

  const DescribeOptions& options_;
  RecordCatalogs catalogs_;
  json::object channels_;
  json::object operations_;
  std::set<std::string> sent_;  // Topics.
};

}  // namespace

Result<std::string> asyncapi(const std::vector<Route>& routes, const DescribeOptions& options) {
  Description description(options);
  for (const auto& route : routes) {
    if (auto added = description.add(route); !added) return added.fault();
  }
  return json_document(description.finished());
}

}  // namespace boomerang::describe
