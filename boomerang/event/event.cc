#include "boomerang/event/event.h"

namespace boomerang {

Digest payload_hash(std::string_view method, std::string_view route, std::string_view body) {
  return sha256({method, route, body});
}

}  // namespace boomerang
