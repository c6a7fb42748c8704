#include "boomerang/describe/operation.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace boomerang::describe {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_word(char c) { return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9'); }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// The path with all parameters called alike: "/accounts/{}".
std::string shape_of(std::string_view path) {
  std::string shape;
  bool inside = false;
  for (const char c : path) {
    if (c == '}') inside = false;
    if (!inside) shape += c;
    if (c == '{') inside = true;
  }
  return shape;
}

// Gives each id once.
class Ids {
 public:
  std::string unique(const std::string& id) {
    std::string one = id;
    int& number = numbers_.try_emplace(id, 1).first->second;
    while (!taken_.insert(one).second) one = id + "_" + std::to_string(++number);
    return one;
  }

 private:
  std::set<std::string> taken_;
  std::map<std::string, int> numbers_;  // The last one that was added to an id.
};

std::size_t paths_in(const std::vector<gateway::Route>& routes) {
  std::size_t count = 0;
  for (const auto& route : routes) count += route.paths.size();
  return count;
}

}  // namespace

std::string operation_id(std::string_view method, std::string_view path) {
  std::string id;
  for (const char c : method) id += to_lower(c);
  if (path == "/") return id + "Root";
  bool word_begins = true;
  for (const char c : path) {
    if (c == '{') id += "By";
    if (is_word(c)) id += word_begins ? to_upper(c) : c;
    word_begins = !is_word(c);
  }
  return id;
}

std::string type_name(std::string operation_id) {
  operation_id.front() = to_upper(operation_id.front());
  return operation_id;
}

std::vector<std::string> parameters_of(std::string_view path) {
  std::vector<std::string> names;
  for (auto open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
    names.emplace_back(path.substr(open + 1, path.find('}', open) - open - 1));
  }
  return names;
}

std::vector<Operation> operations_of(const std::vector<gateway::Route>& routes) {
  const bool only_first = paths_in(routes) > operations_max;
  std::vector<std::vector<Operation>> by_path;
  std::map<std::string, std::size_t> places;  // Shape -> in by_path.
  Ids ids;
  for (const auto& route : routes) {
    for (const auto& path : route.paths) {
      if (only_first && &path != &route.paths.front()) break;
      const auto [place, is_new] = places.try_emplace(shape_of(path), by_path.size());
      if (is_new) by_path.emplace_back();
      auto& same = by_path[place->second];
      const std::string known = same.empty() ? path : same.front().path;
      same.push_back({&route, known, ids.unique(operation_id(route.method, known))});
    }
  }
  std::vector<Operation> operations;
  for (auto& same : by_path) std::move(same.begin(), same.end(), std::back_inserter(operations));
  return operations;
}

}  // namespace boomerang::describe
