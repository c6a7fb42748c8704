#include "boomerang/describe/operation.h"

#include <algorithm>
#include <set>

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

std::string unique_id(std::string id, std::set<std::string>& taken) {
  std::string one = id;
  for (int n = 2; !taken.insert(one).second; ++n) one = id + "_" + std::to_string(n);
  return one;
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
  std::vector<Operation> operations;
  std::set<std::string> ids;
  for (const auto& route : routes) {
    for (const auto& path : route.paths) {
      const auto is_of_same_path = [shape = shape_of(path)](const Operation& one) {
        return shape_of(one.path) == shape;
      };
      const auto last = std::find_if(operations.rbegin(), operations.rend(), is_of_same_path);
      const std::string known = last == operations.rend() ? path : last->path;
      operations.insert(last == operations.rend() ? operations.end() : last.base(),
                        {&route, known, unique_id(operation_id(route.method, known), ids)});
    }
  }
  return operations;
}

}  // namespace boomerang::describe
