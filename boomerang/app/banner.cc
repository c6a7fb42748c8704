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

std::string banner(const Whereabouts& whereabouts, const std::vector<gateway::Route>& routes,
                   const Sample& sample) {
  const auto& topic = routes.front().topic;
  const std::string data = whereabouts.log.parent_path().string();
  std::string out = whereabouts.name + " " + whereabouts.version + "\n";
  out += "  Gateway   " + whereabouts.base_url + "   " + served(routes) + "\n";
  out += "  Log       " + whereabouts.log.string() + "   boomerang topics tail " + topic +
         " --data " + shell_quoted(data) + "\n";
  out += "  Database  " + whereabouts.database.string() + "   sqlite3 " +
         shell_quoted(whereabouts.database.string()) + "\n";
  out += "  Try       curl -i -X " + routes.front().method + " " +
         shell_quoted(whereabouts.base_url + sample.path) +
         " -H 'Content-Type: application/json' -d " + shell_quoted(sample.body) + "\n";
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
