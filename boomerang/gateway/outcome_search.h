#pragma once

// What somebody looks for in a log of replies, and what is heard of it.

#include <functional>

#include "boomerang/broker/broker.h"
#include "boomerang/event/event.h"
#include "boomerang/gateway/known_requests.h"

namespace boomerang::gateway {

struct OutcomeSearch {
  RequestKey key;
  ReplyAddress place;
  broker::Offset from = 0;  // It cannot lie before.
};

enum class SearchNews {
  found,    // With the ending. The last news.
  waiting,  // It is not there yet; the search goes on.
  gone,     // The log has dropped entries among which it may have been. The last news.
  broken,   // The log cannot be read. The last news.
};
using TellSearch = std::function<void(SearchNews news, const SharedEnding& ending)>;

}  // namespace boomerang::gateway
