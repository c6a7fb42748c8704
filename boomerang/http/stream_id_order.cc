#include "boomerang/http/stream_id_order.h"

#include <iterator>

namespace boomerang::http {

bool StreamIdOrder::take(StreamId id) {
  if (id % 2 == 0) return true;  // Never a client's: nghttp2 says so.
  if (id > last_) {
    if (id > last_ + 2) gaps_.emplace(last_ == 0 ? 1 : last_ + 2, id - 2);
    if (gaps_.size() > gaps_max) gaps_.erase(gaps_.begin());
    last_ = id;
    return true;
  }
  const auto above = gaps_.upper_bound(id);
  return above == gaps_.begin() || std::prev(above)->second < id;
}

}  // namespace boomerang::http
