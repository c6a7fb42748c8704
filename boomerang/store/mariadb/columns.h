#pragma once

// The values of many rows, by column, as a prepared statement takes them in one call.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "boomerang/store/store.h"

namespace boomerang::store::mariadb {

// The values of one column. All that are not NULL are of one kind.
class Column {
 public:
  enum class Kind { none, integer, real, text, bytes };

  // What is pointed to must outlive the column. False, and nothing is added, if the value is of
  // another kind than those before, or a number that is not finite.
  bool add(const Value& value);
  bool add_null();
  bool add_integer(std::int64_t number);
  bool add_text(std::string_view text) { return add_string(Kind::text, text); }
  bool add_bytes(std::string_view bytes) { return add_string(Kind::bytes, bytes); }

  Kind kind() const { return kind_; }
  std::size_t rows() const { return nulls_.size(); }
  std::size_t bytes(std::size_t row) const { return lengths_[row]; }  // That are sent.

  // The values from `row` on. For numbers the array of them, else that of pointers.
  const void* data(std::size_t row) const;
  const unsigned long* lengths(std::size_t row) const { return lengths_.data() + row; }
  // 1 for NULL, as the library marks it.
  const char* nulls(std::size_t row) const { return nulls_.data() + row; }

 private:
  bool take(Kind kind);
  bool add_string(Kind kind, std::string_view bytes);

  Kind kind_ = Kind::none;
  std::vector<std::int64_t> integers_;  // These three are as long as there are rows, or empty.
  std::vector<double> reals_;
  std::vector<const char*> strings_;
  std::vector<unsigned long> lengths_;
  std::vector<char> nulls_;
};

}  // namespace boomerang::store::mariadb
