#include "boomerang/app/configuration.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <utility>
#include <variant>

#include "boomerang/app/start_check.h"
#include "boomerang/base/printable.h"
#include "boomerang/describe/openapi.h"
#include "boomerang/routing/route_file.h"

namespace boomerang::app {
namespace {

// Line and column of "boomerang.toml:3:1: ..."; nothing of a sentence without them.
std::pair<int, int> place_in(std::string_view mistake, const std::string& file) {
  std::pair<int, int> place{0, 0};
  if (!mistake.starts_with(file + ":")) return place;
  const char* const end = mistake.data() + mistake.size();
  const char* at = mistake.data() + file.size() + 1;
  at = std::from_chars(at, end, place.first).ptr;
  if (at != end && *at == ':') std::from_chars(at + 1, end, place.second);
  return place;
}

// By line and column where they begin with a place of `file`; the others come first. No line
// twice.
std::vector<std::string> in_order(std::vector<std::string> mistakes, const std::string& file) {
  std::stable_sort(mistakes.begin(), mistakes.end(), [&](const auto& one, const auto& other) {
    return place_in(one, file) < place_in(other, file);
  });
  std::vector<std::string> all;
  for (auto& mistake : mistakes) {
    if (std::find(all.begin(), all.end(), mistake) == all.end()) all.push_back(std::move(mistake));
  }
  return all;
}

class Reading {
 public:
  Reading(Configuration& configuration, const Program& program, const config::Given& given)
      : made_(configuration), program_(program), given_(given) {}

  void read(const Clock& clock) {
    const bool settled = read_settings();
    file_ = printable(made_.options.config.string());
    const bool declared = read_routes();  // Also when there are mistakes, so that all are told.
    if (settled) {
      for (const auto& one : check_start(made_.options, clock)) {
        add(subject(one.option) + ": " + one.what);
      }
    }
    if (declared) check_routes();
    made_.mistakes = in_order(std::move(made_.mistakes), file_);
  }

 private:
  void add(std::string_view mistake) { made_.mistakes.push_back(printable(mistake)); }

  void add_lines(const std::string& text, const std::string& prefix = "") {
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
      add(line.starts_with(prefix) ? line.substr(prefix.size()) : line);
    }
  }

  bool read_settings() {
    auto read = config::read_command_line(program_.command, given_.words, given_.environment);
    if (const auto* done = std::get_if<config::Done>(&read)) {
      add_lines(done->text, program_.command.name + ": ");
      return false;
    }
    settings_ = std::move(std::get<config::Ready>(read).settings);
    return true;
  }

  bool read_routes() {
    auto& declared = made_.declared;
    declared = program_.own;
    const auto& file = made_.options.config;
    const bool reads_file = program_.reads_routes && !file.empty();
    if (reads_file) {
      auto read = routing::read_routes(file);
      if (!read) {
        add_lines(read.fault().what);
        return false;
      }
      declared = with_file(std::move(declared), *std::move(read));
    }
    if (!declared.routes.empty()) return true;
    add(reads_file ? file_ + ": has no [[route]]; add one"
                   : "there is no route; name a file with [[route]] tables by --config");
    return false;
  }

  void check_routes() {
    const auto& routes = made_.declared.routes;
    for (const auto& topic : program_.handled) {
      const bool is_filled = std::any_of(routes.begin(), routes.end(),
                                         [&](const auto& route) { return route.topic == topic; });
      if (!is_filled) add("a handler for " + topic + ", which no route fills");
    }
    const auto described =
        describe::openapi(routes, describe_options(made_.declared, made_.options));
    if (!described) add("cannot describe the routes: " + described.fault().what);
  }

  // What the person who gave it calls it, with its place: "boomerang.toml:3:1: tls.key".
  std::string subject(const std::string& name) const {
    const auto* option = config::find(program_.command.options, name);
    const auto setting = std::find_if(settings_.begin(), settings_.end(),
                                      [&](const auto& one) { return one.name == name; });
    if (option == nullptr || setting == settings_.end()) return name;
    if (setting->origin == "default") return config::flag_of(*option);
    const bool in_file = !file_.empty() && setting->origin.starts_with(file_ + ":");
    return setting->origin + (in_file ? ": " + config::key_of(*option) : "");
  }

  Configuration& made_;
  const Program& program_;
  const config::Given& given_;
  std::vector<config::Setting> settings_;
  std::string file_;  // As places have it.
};

}  // namespace

void read(Configuration& configuration, const Program& program, const config::Given& given,
          const Clock& clock) {
  Reading(configuration, program, given).read(clock);
}

}  // namespace boomerang::app
