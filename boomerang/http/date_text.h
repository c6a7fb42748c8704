#pragma once

#include <string>

#include "boomerang/base/clock.h"

namespace boomerang::http {

// The text of the Date field, made anew once a second.
// Source: RFC 9110, section 5.6.7.
//
// Threads: one.
class DateText {
 public:
  // "Sun, 06 Nov 1994 08:49:37 GMT". Valid until the next call.
  const std::string& at(WallTime time);

 private:
  std::chrono::sys_seconds second_ = std::chrono::sys_seconds::min();
  std::string text_;
};

}  // namespace boomerang::http
