#pragma once

// An open file, closed when it is destroyed.

#include <unistd.h>

namespace boomerang {

class Descriptor {
 public:
  // What open(2) gave: below zero if it failed.
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int operator*() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  const int number_;
};

}  // namespace boomerang
