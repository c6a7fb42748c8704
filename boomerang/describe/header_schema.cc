#include "boomerang/describe/header_schema.h"

#include <boost/json.hpp>
#include <string_view>

namespace boomerang::describe {
namespace {

namespace json = boost::json;

json::object parsed(std::string_view text) {
  return json::parse({text.data(), text.size()}).as_object();
}

constexpr std::string_view event = R"({
  "type": "object",
  "description": "What was asked: a CloudEvent in Kafka's binary content mode.",
  "properties": {
    "ce_specversion": {"type": "string", "const": "1.0"},
    "ce_id": {"type": "string", "format": "uuid", "description": "The request id."},
    "ce_source": {"type": "string", "format": "uri-reference", "description": "Which gateway."},
    "ce_type": {"type": "string", "minLength": 1, "description": "What was asked."},
    "ce_time": {"type": "string", "format": "date-time"},
    "ce_subject": {"type": "string", "description": "The path."},
    "content-type": {"type": "string", "description": "The body's media type."},
    "ce_correlationid": {"type": "string", "format": "uuid", "description": "The request id."},
    "ce_expirytime": {"type": "string", "format": "date-time",
                      "description": "When nobody will be waiting any more."},
    "ce_httpmethod": {"type": "string"},
    "ce_httptarget": {"type": "string", "description": "Path and query as the client sent them."},
    "ce_httproute": {"type": "string", "description": "The route that took it."},
    "ce_payloadhash": {"type": "string", "pattern": "^[0-9a-f]{64}$",
                       "description": "Of method, route and body: SHA-256."},
    "traceparent": {"type": "string", "description": "W3C Trace Context."},
    "tracestate": {"type": "string", "description": "W3C Trace Context."},
    "kafka_replyTopic": {"type": "string",
                         "description": "Where the reply goes; not there if nobody waits."},
    "kafka_replyPartition": {
      "type": "string", "format": "binary", "minLength": 4, "maxLength": 4,
      "description": "Where in that topic: 4 bytes, signed, most significant first."
    },
    "kafka_correlationId": {"type": "string", "format": "uuid", "description": "The request id."}
  },
  "required": ["ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject",
               "ce_correlationid", "ce_httpmethod", "ce_httptarget", "ce_httproute",
               "ce_payloadhash", "kafka_correlationId"]
})";

constexpr std::string_view outcome = R"({
  "type": "object",
  "description": "What became of a request: a CloudEvent in Kafka's binary content mode.",
  "properties": {
    "ce_specversion": {"type": "string", "const": "1.0"},
    "ce_id": {"type": "string", "description": "The same in every copy of this outcome."},
    "ce_source": {"type": "string", "format": "uri-reference", "description": "Which worker."},
    "ce_type": {"type": "string", "minLength": 1, "description": "What became of it."},
    "ce_time": {"type": "string", "format": "date-time", "description": "When it was decided."},
    "content-type": {"type": "string", "description": "The body's media type."},
    "kafka_correlationId": {"type": "string", "format": "uuid", "description": "The request id."},
    "ce_correlationid": {"type": "string", "format": "uuid", "description": "The request id."},
    "ce_causationid": {"type": "string", "format": "uuid", "description": "The request id."},
    "ce_httpstatus": {"type": "string", "pattern": "^[2-5][0-9][0-9]$",
                      "description": "Without it, the route's status for the type."},
    "ce_attempts": {"type": "string", "pattern": "^[0-9]+$",
                    "description": "Runs of the handler, this one included."},
    "traceparent": {"type": "string", "description": "The event's, or a child of it."}
  },
  "required": ["ce_type", "kafka_correlationId"]
})";

constexpr std::string_view dead_letter = R"({
  "type": "object",
  "description": "What is known of an event that was given up, beside its own headers.",
  "properties": {
    "boomerang_topic": {"type": "string", "description": "Where the event is."},
    "boomerang_partition": {"type": "string", "pattern": "^[0-9]+$"},
    "boomerang_offset": {"type": "string", "pattern": "^[0-9]+$"},
    "boomerang_attempts": {"type": "string", "pattern": "^[0-9]+$",
                           "description": "0 if the event could not be read."},
    "boomerang_cause": {"type": "string", "description": "For people; at most 500 bytes."},
    "boomerang_failed_at": {"type": "string", "format": "date-time"}
  },
  "required": ["boomerang_topic", "boomerang_partition", "boomerang_offset", "boomerang_attempts",
               "boomerang_cause", "boomerang_failed_at"]
})";

}  // namespace

const json::object& event_headers() {
  static const json::object schema = parsed(event);
  return schema;
}

const json::object& outcome_headers() {
  static const json::object schema = parsed(outcome);
  return schema;
}

const json::object& dead_letter_headers() {
  static const json::object schema = parsed(dead_letter);
  return schema;
}

}  // namespace boomerang::describe
