#include "boomerang/event/codec.h"

#include <charconv>

#include "boomerang/base/http_grammar.h"
#include "boomerang/base/rfc3339.h"

namespace boomerang {
namespace {

constexpr std::string_view field_prefix = "http_";

Fault bad(std::string_view header, std::string_view why) {
  return {FaultKind::invalid, "header " + std::string(header) + ": " + std::string(why)};
}

// Reads headers and remembers the first that was not as it must be.
class Reader {
 public:
  explicit Reader(const Headers& headers) : headers_(headers) {}

  std::string optional(std::string_view name) const {
    return std::string(headers_.find(name).value_or(""));
  }

  std::string required(std::string_view name) {
    const auto value = headers_.find(name);
    if (!value) note(bad(name, "missing"));
    return std::string(value.value_or(""));
  }

  // The value as `parse` reads it, or a T as it is made when the header is missing.
  template <typename T>
  T optional(std::string_view name, Result<T> (*parse)(std::string_view)) {
    const auto value = headers_.find(name);
    if (!value) return T{};
    auto parsed = parse(*value);
    if (parsed) return *std::move(parsed);
    note(bad(name, parsed.fault().what));
    return T{};
  }

  template <typename T>
  T required(std::string_view name, Result<T> (*parse)(std::string_view)) {
    if (!headers_.find(name)) note(bad(name, "missing"));
    return optional(name, parse);
  }

  void note(Fault fault) {
    if (!fault_) fault_ = std::move(fault);
  }

  const std::optional<Fault>& fault() const { return fault_; }

 private:
  const Headers& headers_;
  std::optional<Fault> fault_;
};

std::string partition_bytes(std::int32_t partition) {
  const auto number = static_cast<std::uint32_t>(partition);
  return {static_cast<char>(number >> 24), static_cast<char>(number >> 16),
          static_cast<char>(number >> 8), static_cast<char>(number)};
}

// Spring Kafka writes 4 bytes; some clients write decimal text.
Result<std::int32_t> parse_partition(std::string_view bytes) {
  std::int32_t partition = -1;
  const auto decimal = std::from_chars(bytes.data(), bytes.data() + bytes.size(), partition);
  const bool whole = decimal.ec == std::errc() && decimal.ptr == bytes.data() + bytes.size();
  if (whole && partition >= 0) return partition;
  if (bytes.size() != 4 || (bytes[0] & 0x80) != 0) {
    return Fault{FaultKind::invalid, "expected 4 bytes, the most significant first"};
  }
  std::uint32_t number = 0;
  for (const char c : bytes) number = (number << 8) | static_cast<unsigned char>(c);
  return static_cast<std::int32_t>(number);
}

Result<Digest> parse_digest(std::string_view text) {
  Digest digest{};
  bool good = text.size() == digest.size() * 2;
  for (std::size_t i = 0; good && i < digest.size(); ++i) {
    const char* pair = text.data() + 2 * i;
    const auto [end, error] = std::from_chars(pair, pair + 2, digest[i], 16);
    good = error == std::errc() && end == pair + 2;
  }
  if (!good) return Fault{FaultKind::invalid, "expected 64 hexadecimal digits"};
  return digest;
}

Result<int> parse_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return Fault{FaultKind::invalid, "expected a whole number"};
  }
  return number;
}

void add_fields(Headers& headers, const HttpFields& fields) {
  for (const auto& [name, value] : fields) {
    headers.add(std::string(field_prefix).append(name), value);
  }
}

HttpFields read_fields(const Headers& headers, Reader& reader) {
  HttpFields fields;
  for (const auto [name, value] : headers) {
    if (!name.starts_with(field_prefix)) continue;
    const auto field = name.substr(field_prefix.size());
    if (!is_token(field)) reader.note(bad(name, "not the name of an HTTP field"));
    if (!is_field_value(value)) reader.note(bad(name, "has a control character"));
    fields.emplace_back(field, value);
  }
  return fields;
}

void add_if_set(Headers& headers, std::string_view name, std::string_view value) {
  if (!value.empty()) headers.add(name, value);
}

}  // namespace

Record encode(const Event& event) {
  const std::string id = to_string(event.id);
  Record record{event.key, {}, event.body};
  Headers& headers = record.headers;
  headers.reserve(20 + event.fields.size(), 1024);
  headers.add("ce_specversion", "1.0");
  headers.add("ce_id", id);
  headers.add("ce_source", event.source);
  headers.add("ce_type", event.type);
  headers.add("ce_time", to_rfc3339(event.time));
  headers.add("ce_subject", event.path);
  add_if_set(headers, "content-type", event.content_type);
  headers.add("ce_correlationid", id);
  if (event.expires) headers.add("ce_expirytime", to_rfc3339(*event.expires));
  headers.add("ce_httpmethod", event.method);
  headers.add("ce_httptarget", event.target);
  headers.add("ce_httproute", event.route);
  headers.add("ce_payloadhash", to_hex(event.payload_hash));
  add_fields(headers, event.fields);
  add_if_set(headers, "traceparent", event.trace_parent);
  add_if_set(headers, "tracestate", event.trace_state);
  if (event.reply) {
    headers.add("kafka_replyTopic", event.reply->topic);
    headers.add("kafka_replyPartition", partition_bytes(event.reply->partition));
  }
  headers.add("kafka_correlationId", id);
  return record;
}

Result<Event> decode_event(const Record& record) {
  Reader reader(record.headers);
  Event event;
  event.key = record.key;
  event.body = record.value;
  event.id = reader.required("ce_id", parse_request_id);
  event.source = reader.required("ce_source");
  event.type = reader.required("ce_type");
  event.time = reader.optional("ce_time", parse_rfc3339);
  event.path = reader.optional("ce_subject");
  event.content_type = reader.optional("content-type");
  if (record.headers.find("ce_expirytime")) {
    event.expires = reader.required("ce_expirytime", parse_rfc3339);
  }
  event.method = reader.required("ce_httpmethod");
  event.target = reader.required("ce_httptarget");
  event.route = reader.required("ce_httproute");
  event.payload_hash = reader.required("ce_payloadhash", parse_digest);
  event.fields = read_fields(record.headers, reader);
  event.trace_parent = reader.optional("traceparent");
  event.trace_state = reader.optional("tracestate");
  if (record.headers.find("kafka_replyTopic")) {
    event.reply = ReplyAddress{reader.required("kafka_replyTopic"),
                               reader.required("kafka_replyPartition", parse_partition)};
  }
  if (reader.fault()) return *reader.fault();
  return event;
}

Result<ReplyAddress> decode_reply(const Record& record) {
  Reader reader(record.headers);
  ReplyAddress reply{reader.required("kafka_replyTopic"),
                     reader.required("kafka_replyPartition", parse_partition)};
  if (reader.fault()) return *reader.fault();
  return reply;
}

Record encode(const Outcome& outcome) {
  const std::string id = to_string(outcome.request_id);
  Record record{outcome.key, {}, outcome.body};
  Headers& headers = record.headers;
  headers.reserve(15 + outcome.fields.size(), 768);
  headers.add("ce_specversion", "1.0");
  headers.add("ce_id", to_string(outcome_id(outcome.request_id, outcome.type)));
  headers.add("ce_source", outcome.source);
  headers.add("ce_type", outcome.type);
  headers.add("ce_time", to_rfc3339(outcome.time));
  add_if_set(headers, "content-type", outcome.content_type);
  headers.add("ce_correlationid", id);
  headers.add("ce_causationid", id);
  if (outcome.status) headers.add("ce_httpstatus", std::to_string(*outcome.status));
  headers.add("ce_attempts", std::to_string(outcome.attempts));
  if (outcome.payload_hash) headers.add("ce_payloadhash", to_hex(*outcome.payload_hash));
  add_fields(headers, outcome.fields);
  add_if_set(headers, "traceparent", outcome.trace_parent);
  headers.add("kafka_correlationId", id);
  return record;
}

Result<Outcome> decode_outcome(const Record& record) {
  Reader reader(record.headers);
  Outcome outcome;
  const auto correlation = decode_correlation(record);
  if (!correlation) return correlation.fault();
  outcome.request_id = *correlation;
  outcome.key = record.key;
  outcome.body = record.value;
  outcome.type = reader.required("ce_type");
  if (outcome.type.empty()) reader.note(bad("ce_type", "empty"));
  outcome.source = reader.optional("ce_source");
  outcome.time = reader.optional("ce_time", parse_rfc3339);
  outcome.content_type = reader.optional("content-type");
  if (!is_field_value(outcome.content_type)) {
    reader.note(bad("content-type", "has a control character"));
  }
  if (record.headers.find("ce_httpstatus")) {
    outcome.status = reader.required("ce_httpstatus", parse_number);
    if (*outcome.status < 200 || *outcome.status > 599) {
      reader.note(bad("ce_httpstatus", "expected 200 to 599"));
    }
  }
  if (record.headers.find("ce_attempts")) {
    outcome.attempts = reader.required("ce_attempts", parse_number);
  }
  if (record.headers.find("ce_payloadhash")) {
    outcome.payload_hash = reader.required("ce_payloadhash", parse_digest);
  }
  outcome.fields = read_fields(record.headers, reader);
  outcome.trace_parent = reader.optional("traceparent");
  if (reader.fault()) return *reader.fault();
  return outcome;
}

Result<RequestId> decode_correlation(const Record& record) {
  for (const std::string_view name : {"kafka_correlationId", "ce_correlationid"}) {
    const auto value = record.headers.find(name);
    if (!value) continue;
    auto id = parse_request_id(*value);
    if (!id) return bad(name, id.fault().what);
    return id;
  }
  return bad("kafka_correlationId", "missing");
}

}  // namespace boomerang
