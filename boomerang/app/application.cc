#include "boomerang/app/application.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string_view>
#include <utility>

#include "boomerang/app/banner.h"
#include "boomerang/app/configuration.h"
#include "boomerang/app/options.h"
#include "boomerang/app/process.h"
#include "boomerang/app/served.h"
#include "boomerang/app/service_manager.h"
#include "boomerang/app/signals.h"
#include "boomerang/base/log.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/config/command_line.h"
#include "boomerang/routing/route_file.h"

namespace boomerang::app {
namespace {

std::string joined(const std::vector<std::string>& texts, const std::string& separator) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : separator) + text;
  return all;
}

// For people only: a program that serves does not end because nobody can read this.
void print(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

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

void Application::only_gateway() { only_gateway_ = true; }

int Application::run(int argc, const char* const* argv) {
  Options options;
  return config::run_main(command(options), argc, argv);
}

config::Command Application::settings(Options& options) const {
  if (only_gateway_) {
    options.role = Role::gateway;
    options.broker.clear();
  }
  config::Command command;
  command.name = name_;
  command.about = about_;
  command.version = BOOMERANG_VERSION;
  command.options = only_gateway_ ? gateway_list(options) : list(options);
  command.sections = sections(options);
  command.options.insert(command.options.begin(), options_.begin(), options_.end());
  if (reads_routes_) command.tables = {routing::route_table, routing::authentication_table};
  return command;
}

config::Command Application::command(Options& options) {
  config::Command command = settings(options);
  command.run = [this](const config::Ready& ready) { return serve(ready.given); };
  return command;
}

Configuration Application::configure(const config::Given& given, const Clock& clock) const {
  Configuration configuration;
  Program program;
  program.command = settings(configuration.options);
  for (std::size_t i = 0; i < options_.size(); ++i) {
    auto& value = program.command.options[i].value;
    value.set = value.check ? value.check : [](auto) { return Result<void>(); };
  }
  program.own.title = name_;
  program.own.routes = routes_;
  for (const auto& handler : handlers_) program.handled.push_back(handler.topic);
  program.reads_routes = reads_routes_;
  read(configuration, program, given, clock);
  return configuration;
}

int Application::serve(const config::Given& given) {
  block_signals();
  const auto refuse = [this](const std::string& line) {
    std::fprintf(stderr, "%s: %s\n", name_.c_str(), line.c_str());
    return config::exit_usage;
  };
  const SystemClock clock;
  Configuration configuration = configure(given, clock);
  for (const auto& mistake : configuration.mistakes) refuse(mistake);
  if (!configuration.mistakes.empty()) return config::exit_usage;
  const Options& options = configuration.options;
  log::set_level(options.log_level);
  auto process = Process::open(*this, options, std::move(configuration.declared));
  if (!process) return refuse(process.fault().what);
  if (auto started = (*process)->start(); !started) return refuse(started.fault().what);
  print(banner((*process)->whereabouts(), (*process)->routes(), sample_));

  tell_service_manager(Life::ready, "serving");

  int signal_number = wait_for_signal();
  for (; signal_number == SIGHUP; signal_number = wait_for_signal()) {
    reload(**process, given, clock);
  }
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
void Application::reload(Process& process, const config::Given& given, const Clock& clock) {
  tell_service_manager(Life::reloading, "reading the configuration anew");
  Configuration configuration = configure(given, clock);
  std::string wrong = joined(configuration.mistakes, "\n");
  if (wrong.empty()) {
    auto done = process.reload(std::move(configuration.declared));
    if (!done) wrong = done.fault().what;
  }
  if (!wrong.empty()) {
    log::error("the configuration was not taken; the one before is kept", {{"error", wrong}});
    tell_service_manager(Life::ready, "serving; the last change of the configuration was refused");
    return;
  }
  log::info("the configuration was read anew");
  const auto changed = differences(process.options(), std::move(configuration.options));
  if (!changed.empty()) {
    log::warn("some settings were changed that count after a restart only",
              {{"settings", joined(changed, ", ")}});
  }
  tell_service_manager(Life::ready, "serving");
}

}  // namespace boomerang::app
