#include "boomerang/store/mariadb/columns.h"

#include <cmath>

namespace boomerang::store::mariadb {

// The first value decides; the NULLs before it were given no place of its kind.
bool Column::take(Kind kind) {
  if (kind_ == kind) return true;
  if (kind_ != Kind::none) return false;
  kind_ = kind;
  if (kind == Kind::integer) integers_.resize(rows());
  if (kind == Kind::real) reals_.resize(rows());
  if (kind == Kind::text || kind == Kind::bytes) strings_.resize(rows(), "");
  return true;
}

bool Column::add(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return add_integer(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return add_text(*text);
  if (const auto* bytes = std::get_if<Bytes>(&value)) return add_bytes(bytes->data);
  const auto* real = std::get_if<double>(&value);
  if (real == nullptr) return add_null();
  if (!std::isfinite(*real) || !take(Kind::real)) return false;
  reals_.push_back(*real);
  lengths_.push_back(sizeof *real);
  nulls_.push_back(0);
  return true;
}

bool Column::add_null() {
  if (kind_ == Kind::integer) integers_.push_back(0);
  if (kind_ == Kind::real) reals_.push_back(0);
  if (kind_ == Kind::text || kind_ == Kind::bytes) strings_.push_back("");
  lengths_.push_back(0);
  nulls_.push_back(1);
  return true;
}

bool Column::add_integer(std::int64_t number) {
  if (!take(Kind::integer)) return false;
  integers_.push_back(number);
  lengths_.push_back(sizeof number);
  nulls_.push_back(0);
  return true;
}

bool Column::add_string(Kind kind, std::string_view bytes) {
  if (!take(kind)) return false;
  strings_.push_back(bytes.empty() ? "" : bytes.data());
  lengths_.push_back(static_cast<unsigned long>(bytes.size()));
  nulls_.push_back(0);
  return true;
}

const void* Column::data(std::size_t row) const {
  if (kind_ == Kind::integer) return integers_.data() + row;
  if (kind_ == Kind::real) return reals_.data() + row;
  if (kind_ == Kind::none) return lengths_.data() + row;  // Not looked at: all are NULL.
  return strings_.data() + row;
}

}  // namespace boomerang::store::mariadb
