#include "boomerang/app/application.h"

#include <signal.h>

#include <cstdio>
#include <sstream>
#include <utility>

#include "boomerang/app/banner.h"
#include "boomerang/app/options.h"
#include "boomerang/app/process.h"
#include "boomerang/app/served.h"
#include "boomerang/app/service_manager.h"
#include "boomerang/app/signals.h"
#include "boomerang/base/log.h"
#include "boomerang/config/command_line.h"
#include "boomerang/routing/route_file.h"

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

void Application::routes_from_file() { reads_routes_ = true; }

int Application::run(int argc, const char* const* argv) {
  Options options;
  return config::run_main(command(options), argc, argv);
}

config::Command Application::command(Options& options) {
  config::Command command;
  command.name = name_;
  command.about = about_;
  command.version = BOOMERANG_VERSION;
  command.options = list(options);
  command.sections = sections(options);
  command.options.insert(command.options.begin(), options_.begin(), options_.end());
  if (reads_routes_) command.tables = {routing::route_table, routing::authentication_table};
  command.run = [this, &options](const auto&) { return serve(options); };
  return command;
}

Result<Declared> Application::declare(const Options& options) const {
  Declared own;
  own.title = name_;
  own.routes = routes_;
  return reads_routes_ ? declare_from_file(std::move(own), options)
                       : app::declare(std::move(own), options);
}

int Application::serve(const Options& options) {
  block_signals();
  log::set_level(options.log_level);
  const auto refuse = [this](const Fault& fault) {
    std::istringstream lines(fault.what);
    for (std::string line; std::getline(lines, line);) {
      std::fprintf(stderr, "%s: %s\n", name_.c_str(), line.c_str());
    }
    return config::exit_usage;
  };
  auto process = Process::open(*this, options);
  if (!process) return refuse(process.fault());
  if (auto started = (*process)->start(); !started) return refuse(started.fault());
  std::fputs(banner((*process)->whereabouts(), (*process)->routes(), sample_).c_str(), stdout);
  std::fflush(stdout);

  tell_service_manager(Life::ready, "serving");

  int signal_number = wait_for_signal();
  for (; signal_number == SIGHUP; signal_number = wait_for_signal()) reload(**process);
  tell_service_manager(Life::stopping, "waiting for what was accepted");
  const ForcedStop forced;
  log::info("stopping; once more to stop at once", {{"signal", signal_number}});
  if (!(*process)->stop()) {
    log::warn("some requests were answered before their outcome was there");
  }
  log::info("stopped");
  return (*process)->failed() ? 1 : 0;
}

// What is wrong changes nothing, so that a mistake in a file stops nobody.
void Application::reload(Process& process) {
  tell_service_manager(Life::reloading, "reading the configuration anew");
  if (auto done = process.reload(); done) {
    log::info("the configuration was read anew");
    tell_service_manager(Life::ready, "serving");
  } else {
    log::error("the configuration was not taken; the one before is kept",
               {{"error", done.fault().what}});
    tell_service_manager(Life::ready, "serving; the last change of the configuration was refused");
  }
}

}  // namespace boomerang::app
