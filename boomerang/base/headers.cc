#include "boomerang/base/headers.h"

#include "boomerang/base/check.h"

namespace boomerang {

void Headers::reserve(std::size_t headers, std::size_t bytes) {
  places_.reserve(headers);
  text_.reserve(bytes);
}

void Headers::add(std::string_view name, std::string_view value) {
  check(text_.size() + name.size() + value.size() < UINT32_MAX, "headers of 4 GiB");
  places_.push_back({static_cast<std::uint32_t>(text_.size()),
                     static_cast<std::uint32_t>(name.size()),
                     static_cast<std::uint32_t>(value.size())});
  text_.append(name).append(value);
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const auto header : *this) {
    if (header.name == name) return header.value;
  }
  return std::nullopt;
}

Headers::Header Headers::at(std::size_t index) const {
  const Place& place = places_[index];
  const std::string_view text(text_);
  return {text.substr(place.begin, place.name_size),
          text.substr(place.begin + place.name_size, place.value_size)};
}

bool Headers::operator==(const Headers& other) const {
  return places_ == other.places_ && text_ == other.text_;
}

}  // namespace boomerang
