#pragma once

// The settings that every program has.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/log.h"
#include "boomerang/config/address.h"
#include "boomerang/config/command.h"

namespace boomerang::app {

struct Options {
  config::Address listen{"127.0.0.1", 8080};
  std::filesystem::path data = "./.boomerang";
  std::optional<Duration> timeout;  // Overrides that of every route.
  std::uint32_t shards = 0;
  log::Level log_level = log::Level::info;
  std::filesystem::path config;
};

// The list that fills `options`, which must outlive it.
std::vector<config::Option> list(Options& options);

}  // namespace boomerang::app
