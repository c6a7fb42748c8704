#pragma once

// A program of routes and handlers. Declare them, and run() does the rest: it reads flags,
// environment and configuration file, opens the log and the database, serves until SIGINT or
// SIGTERM, and stops without cutting off what was accepted.
//
//   int main(int argc, char** argv) {
//     boomerang::app::Application app("users", "Makes users, each name once.");
//     app.schema(users::schema());
//     app.route(...);
//     app.handle("users.requests", users::create_users);
//     return app.run(argc, argv);
//   }

#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/config/command.h"
#include "boomerang/config/command_line.h"
#include "boomerang/gateway/route.h"
#include "boomerang/store/store.h"
#include "boomerang/worker/handler.h"

namespace boomerang::app {

struct Configuration;
struct Options;
class Process;

// What acts on the events of a topic.
struct TopicHandler {
  std::string topic;
  worker::AnyHandler handler;
};

// A request to show in the banner: "Try: curl ...". None if the path is empty.
struct Sample {
  std::string path = "/";
  std::string body;
};

// Threads: one.
class Application {
 public:
  // `name` is what the program is called in help, logs and events; `about` says what it is for.
  Application(std::string name, std::string about);

  // A setting of the program's own, beside those that every program has (--listen, --data, ...).
  void option(config::Option option);

  // The steps that make the application's tables, in order. See store::Migration.
  void schema(std::vector<store::Migration> migrations);

  void route(gateway::Route route);

  // Serves the routes of the configuration file as well: its [[route]] tables (docs/routes.md), and
  // its [[authentication]] tables (docs/authentication.md), which routes of the program may name
  // too. Without this they are unknown keys.
  void routes_from_file();

  // Every topic of a route needs a handler, in this program or in another one. It is called by
  // each of the workers (--workers), so by several threads at once where there are several.
  void handle(std::string topic, worker::AnyHandler handler);

  void sample(Sample sample);

  // A gateway by itself, whose workers are other programs: it needs Kafka, and has no settings of a
  // worker.
  void only_gateway();

  // Runs until it is told to stop. Gives the exit code: 0 after a stop on request, 2 when the
  // configuration is wrong or something is in the way (one line on stderr says what to change), 1
  // when it could not go on.
  int run(int argc, const char* const* argv);

  // What it would do with what it was given, if it started now. Changes nothing, not even the
  // variables of option().
  Configuration configure(const config::Given& given, const Clock& clock) const;

  // What run() runs, for a program that has other commands too. Both must outlive it.
  config::Command command(Options& options);

 private:
  friend class Process;
  config::Command settings(Options& options) const;
  int serve(const config::Given& given);
  void reload(Process& process, const config::Given& given, const Clock& clock);

  const std::string name_;
  const std::string about_;
  std::vector<config::Option> options_;
  std::vector<store::Migration> schema_;
  std::vector<gateway::Route> routes_;
  bool reads_routes_ = false;
  bool only_gateway_ = false;
  std::vector<TopicHandler> handlers_;
  Sample sample_;
};

}  // namespace boomerang::app
