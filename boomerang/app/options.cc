#include "boomerang/app/options.h"

namespace boomerang::app {

std::vector<config::Option> list(Options& options) {
  using config::Reach;
  std::vector<config::Option> all;
  all.push_back({.name = "listen",
                 .value = config::address(options.listen),
                 .help = "Where to accept HTTP. Port 0 takes one that is free."});
  all.push_back({.name = "data",
                 .value = config::path(options.data, "DIR"),
                 .help = "The folder for the log and the database, made if it is not there."});
  all.push_back({.name = "timeout",
                 .value = config::duration(options.timeout),
                 .help = "How long a request waits for its outcome before it is answered 504. "
                         "Without it, as each route says: 5s by default."});
  all.push_back({.name = "shards",
                 .value = config::whole_number<std::uint32_t>(options.shards, 0, 64),
                 .help = "Event loops that serve HTTP; 0 for one on each core."});
  all.push_back({.name = "log-level",
                 .value = config::choice<log::Level>(options.log_level,
                                                     {{"debug", log::Level::debug},
                                                      {"info", log::Level::info},
                                                      {"warn", log::Level::warn},
                                                      {"error", log::Level::error}},
                                                     "LEVEL"),
                 .help = "The least that is logged: debug, info, warn or error."});
  all.push_back(config::config_file(options.config));
  return all;
}

}  // namespace boomerang::app
