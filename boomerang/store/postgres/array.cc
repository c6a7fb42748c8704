#include "boomerang/store/postgres/array.h"

#include <utility>

namespace boomerang::store::postgres {
namespace {

constexpr std::size_t header_size = 20;

// Big-endian, at `at`.
void write(std::string& bytes, std::size_t at, std::uint64_t number, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    bytes[at + i] = static_cast<char>(number >> (8 * (size - 1 - i)) & 0xff);
  }
}

}  // namespace

Array::Array(std::uint32_t element_type) : bytes_(header_size, '\0') {
  write(bytes_, 8, element_type, 4);
  write(bytes_, 16, 1, 4);  // Its indexes begin with 1.
}

void Array::put(std::uint32_t number) {
  bytes_.append(4, '\0');
  write(bytes_, bytes_.size() - 4, number, 4);
}

void Array::add(std::string_view element) {
  ++size_;
  put(static_cast<std::uint32_t>(element.size()));
  bytes_ += element;
}

void Array::add(std::int64_t number) {
  std::string element(8, '\0');
  write(element, 0, static_cast<std::uint64_t>(number), 8);
  add(element);
}

void Array::add_null() {
  ++size_;
  has_null_ = true;
  put(0xffffffff);
}

std::string Array::take() && {
  // The empty array has no dimension, and then no bounds of one.
  write(bytes_, 0, size_ == 0 ? 0 : 1, 4);
  write(bytes_, 4, has_null_ ? 1 : 0, 4);
  write(bytes_, 12, size_, 4);
  if (size_ == 0) bytes_.resize(12);
  return std::move(bytes_);
}

}  // namespace boomerang::store::postgres
