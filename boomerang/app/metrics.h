#pragma once

// What a process has done so far, as Prometheus reads it.
// Source: Prometheus, "Exposition formats", text format 0.0.4, and "Metric and label naming".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/console/overview.h"

namespace boomerang::app {

struct Measured {
  using Gateway = console::Overview::Gateway;
  using Worker = console::Overview::Worker;

  std::string version = {};
  std::vector<std::string> reasons = {};  // Why it is not ready; none if it is.
  std::optional<Gateway> gateway = {};    // While it accepts requests.
  std::vector<Worker> workers = {};
};

// The Content-Type of metrics_text().
constexpr std::string_view metrics_type = "text/plain; version=0.0.4; charset=utf-8";

// Each metric of docs/deploy.md for which there is a value. Threads: any.
std::string metrics_text(const Measured& measured);

}  // namespace boomerang::app
