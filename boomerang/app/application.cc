#include "boomerang/app/application.h"

#include <cstdio>
#include <utility>

#include "boomerang/app/banner.h"
#include "boomerang/app/options.h"
#include "boomerang/app/process.h"
#include "boomerang/app/signals.h"
#include "boomerang/base/log.h"
#include "boomerang/config/command_line.h"

namespace boomerang::app {

Application::Application(std::string name, std::string about)
    : name_(std::move(name)), about_(std::move(about)) {}

void Application::option(config::Option option) { options_.push_back(std::move(option)); }

void Application::schema(std::vector<store::Migration> migrations) {
  schema_ = std::move(migrations);
}

void Application::route(gateway::Route route) { routes_.push_back(std::move(route)); }

void Application::handle(std::string topic, worker::AnyHandler handler) {
  handlers_.push_back({std::move(topic), std::move(handler)});
}

void Application::sample(Sample sample) { sample_ = std::move(sample); }

int Application::run(int argc, const char* const* argv) {
  block_stop_signals();
  Options options;
  config::Command command;
  command.name = name_;
  command.about = about_;
  command.version = BOOMERANG_VERSION;
  command.options = list(options);
  command.sections = sections(options);
  command.options.insert(command.options.begin(), options_.begin(), options_.end());
  command.run = [&](const auto&) { return serve(options); };
  return config::run_main(command, argc, argv);
}

int Application::serve(const Options& options) {
  log::set_level(options.log_level);
  const auto refuse = [this](const Fault& fault) {
    std::fprintf(stderr, "%s: %s\n", name_.c_str(), fault.what.c_str());
    return config::exit_usage;
  };
  auto process = Process::open(*this, options);
  if (!process) return refuse(process.fault());
  if (auto started = (*process)->start(); !started) return refuse(started.fault());
  std::fputs(banner((*process)->whereabouts(), (*process)->routes(), sample_).c_str(), stdout);
  std::fflush(stdout);

  const int signal_number = wait_for_stop_signal();
  const ForcedStop forced;
  log::info("stopping; once more to stop at once", {{"signal", signal_number}});
  if (!(*process)->stop()) {
    log::warn("some requests were answered before their outcome was there");
  }
  log::info("stopped");
  return (*process)->failed() ? 1 : 0;
}

}  // namespace boomerang::app
