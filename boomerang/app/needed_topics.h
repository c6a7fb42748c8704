#pragma once

// The topics that an application needs, and what each is for.

#include <string>
#include <vector>

#include "boomerang/app/options.h"
#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/event/event.h"
#include "boomerang/gateway/route.h"

namespace boomerang::app {

inline constexpr broker::Partition replies_partitions = 64;

// Where the gateway called `instance` is answered, if it is one of many.
ReplyAddress reply_address(const std::string& instance);

// Makes those that are missing. One that is there keeps its partitions, unless more are asked for.
//
// Fails: as broker::Broker::ensure_topic(), with the topic's name
Result<void> make_topics(broker::Broker& broker, const std::vector<gateway::Route>& routes,
                         const Options& options);

}  // namespace boomerang::app
