#include "boomerang/app/banner.h"

namespace boomerang::app {
namespace {

std::string served(const std::vector<gateway::Route>& routes) {
  std::string out;
  for (const auto& route : routes) {
    for (const auto& path : route.paths) {
      out.append(out.empty() ? "" : ", ").append(route.method).append(" ").append(path);
    }
  }
  return out;
}

}  // namespace

std::string banner(const Whereabouts& where, const std::vector<gateway::Route>& routes,
                   const Sample& sample) {
  const auto& topic = routes.front().topic;
  std::string out = where.name + " " + where.version + "\n";
  if (!where.base_url.empty()) {
    out += "  Gateway   " + where.base_url + "   " + served(routes) + "\n";
  }
  if (!where.console_url.empty()) out += "  Console   " + where.console_url + "\n";
  if (where.console_needs_password) {
    out += "  Console   shown with a --console-password only, as --admin is no loopback address\n";
  }
  if (!where.log.empty()) {
    const std::string data = where.log.parent_path().string();
    out += "  Log       " + where.log.string() + "   boomerang topics tail " + topic + " --data " +
           shell_quoted(data) + "\n";
  }
  if (!where.kafka.empty()) {
    out += "  Kafka     " + where.kafka + "   kcat -C -b " + shell_quoted(where.kafka) + " -t " +
           topic + "\n";
  }
  if (!where.database_file.empty()) {
    out += "  Database  " + where.database_file.string() + "   sqlite3 " +
           shell_quoted(where.database_file.string()) + "\n";
  }
  if (!where.database.empty()) out += "  Database  " + where.database + "\n";
  out += "  Health    " + where.health_url + "\n";
  if (!where.base_url.empty() && !sample.path.empty()) {
    out += "  Try       curl -i -X " + routes.front().method + " " +
           shell_quoted(where.base_url + sample.path) + " -H 'Content-Type: application/json' -d " +
           shell_quoted(sample.body) + "\n";
  }
  return out;
}

std::string shell_quoted(const std::string& text) {
  constexpr auto plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:@%+=,";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace boomerang::app
