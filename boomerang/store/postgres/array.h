#pragma once

// A one-dimensional array in PostgreSQL's binary form: many rows as one parameter.
//
// Source: postgresql.org/docs/current/protocol-overview.html, section "Formats and format codes",
//         and array_send() of the server

#include <cstdint>
#include <string>
#include <string_view>

namespace boomerang::store::postgres {

class Array {
 public:
  // `element_type` is the OID of the elements' type.
  explicit Array(std::uint32_t element_type);

  void add(std::string_view element);  // In the binary form of its type; text is its own.
  void add(std::int64_t number);       // Of type int8.
  void add_null();

  std::string take() &&;

 private:
  void put(std::uint32_t number);

  std::string bytes_;
  std::uint32_t size_ = 0;
  bool has_null_ = false;
};

}  // namespace boomerang::store::postgres
