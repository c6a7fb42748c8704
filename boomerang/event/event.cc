#include "boomerang/event/event.h"

namespace boomerang {

Digest payload_hash(std::string_view method, std::string_view route, std::string_view body,
                    std::optional<std::string_view> target) {
  if (!target) return sha256({method, route, body});
  return sha256({method, std::string(route).append("\n").append(*target), body});
}

}  // namespace boomerang
