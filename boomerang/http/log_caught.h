#pragma once

#include <string_view>

namespace boomerang::http {

// An error line with what the exception being caught says. Only inside a catch block.
void log_caught(std::string_view message);

}  // namespace boomerang::http
