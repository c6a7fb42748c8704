#include "boomerang/http/log_caught.h"

#include <exception>

#include "boomerang/base/log.h"

namespace boomerang::http {

void log_caught(std::string_view message) {
  try {
    throw;
  } catch (const std::exception& exception) {
    log::error(message, {{"error", exception.what()}});
  } catch (...) {
    log::error(message, {{"error", "not a std::exception"}});
  }
}

}  // namespace boomerang::http
