#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "boomerang/app/application.h"
#include "boomerang/gateway/route.h"

namespace boomerang::app {

// Where a program is, for the person who started it.
struct Whereabouts {
  std::string name = {};
  std::string version = {};
  std::string instance = {};    // Which process: `ce_source` of its events.
  std::string health_url = {};  // "http://127.0.0.1:8082/readyz"
  // The others are empty where a process has no such part.
  std::string console_url = {};              // "http://127.0.0.1:8082/console/"
  bool console_needs_password = false;       // It is there, and shown to nobody.
  std::string base_url = {};                 // "http://127.0.0.1:8080"
  std::filesystem::path log = {};            // The folder of the embedded log...
  std::string kafka = {};                    // ...or the brokers.
  std::filesystem::path database_file = {};  // Of SQLite...
  std::string database = {};                 // ...or the server's URL, without the password.
};

// A few lines: where to send requests, where the data lies, and a line of curl to try.
std::string banner(const Whereabouts& where, const std::vector<gateway::Route>& routes,
                   const Sample& sample);

// `text` as one word for a shell.
std::string shell_quoted(const std::string& text);

}  // namespace boomerang::app
