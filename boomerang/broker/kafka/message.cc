#include "boomerang/broker/kafka/message.h"

#include <utility>

namespace boomerang::broker::kafka {

rd_kafka_headers_t* headers_of(const Record& record) {
  if (record.headers.empty()) return nullptr;
  rd_kafka_headers_t* headers = rd_kafka_headers_new(record.headers.size());
  for (const auto& [name, value] : record.headers) {
    // A null pointer would be a null value; an empty one is not null.
    const char* bytes = value.empty() ? "" : value.data();
    rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), bytes,
                        static_cast<ssize_t>(value.size()));
  }
  return headers;
}

Entry entry_of(const rd_kafka_message_t& message) {
  Record record;
  if (message.key != nullptr) record.key.assign(static_cast<char*>(message.key), message.key_len);
  if (message.payload != nullptr) {
    record.value.assign(static_cast<char*>(message.payload), message.len);
  }
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR) {
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    for (std::size_t i = 0;
         rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
         ++i) {
      const bool is_null = value == nullptr;
      record.headers.add(name, is_null ? std::string_view()
                                       : std::string_view(static_cast<const char*>(value), size));
    }
  }
  rd_kafka_timestamp_type_t type{};
  const std::chrono::milliseconds time(rd_kafka_message_timestamp(&message, &type));
  return {message.partition, message.offset, WallTime(time),
          std::make_shared<const Record>(std::move(record))};
}

}  // namespace boomerang::broker::kafka
