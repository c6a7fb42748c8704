#pragma once

// Names and values in the order in which they were added: the headers of a record, the fields of
// an HTTP message.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boomerang {

// One text and one list of places in it, however many headers: cheap to make, move and copy.
// A value may hold any bytes. A name may come more than once.
//
// Threads: as a std::string.
class Headers {
 public:
  struct Header {
    std::string_view name;
    std::string_view value;
  };

  class Iterator {
   public:
    Iterator(const Headers& headers, std::size_t index) : headers_(&headers), index_(index) {}
    Header operator*() const { return headers_->at(index_); }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Headers* headers_;
    std::size_t index_;
  };

  Headers() = default;
  void reserve(std::size_t headers, std::size_t bytes);

  // Bounds: all names and values together, under 4 GiB. Every source of records has a lower limit.
  void add(std::string_view name, std::string_view value);

  // The value of the first header called `name`, letter by letter. Valid until the next add().
  std::optional<std::string_view> find(std::string_view name) const;

  std::size_t size() const { return places_.size(); }
  bool empty() const { return places_.empty(); }
  // Names and values together, in bytes.
  std::size_t bytes() const { return text_.size(); }
  Header at(std::size_t index) const;
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

  // The same headers in the same order.
  bool operator==(const Headers& other) const;

 private:
  struct Place {
    std::uint32_t begin;
    std::uint32_t name_size;
    std::uint32_t value_size;
    bool operator==(const Place&) const = default;
  };

  std::string text_;
  std::vector<Place> places_;
};

}  // namespace boomerang
