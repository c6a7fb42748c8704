#include "boomerang/routing/route_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace boomerang::routing {
namespace {

std::string page() {
  std::ostringstream text;
  text << std::ifstream(ROUTES_PAGE).rdbuf();
  return text.str();
}

struct Documented {
  std::string type;
  std::string without;
};

// | `key` | type | without it | ...
std::map<std::string, Documented> documented() {
  std::map<std::string, Documented> all;
  static const std::regex row(R"(\n\| `([a-z_.]+)` \| ([^|]+) \| ([^|]+) \|)");
  const std::string text = page();
  for (std::sregex_iterator found(text.begin(), text.end(), row), end; found != end; ++found) {
    EXPECT_TRUE(all.emplace((*found)[1], Documented{(*found)[2], (*found)[3]}).second)
        << (*found)[1] << " is documented twice";
  }
  return all;
}

std::string type_of(const RouteKey& key) {
  using Form = config::Value::Form;
  if (key.set_item != nullptr) return "table";
  if (key.list != nullptr) return key.may_be_one ? "text, or list of them" : "list of texts";
  return key.form == Form::text ? "text" : key.form == Form::number ? "number" : "true or false";
}

TEST(RouteKeyTest, EveryKeyIsDocumentedWithItsType) {
  const auto pages = documented();
  std::set<std::string> names;
  for (const auto& key : route_keys()) {
    const std::string name(key.name);
    names.insert(name);
    ASSERT_TRUE(pages.contains(name)) << "docs/routes.md does not tell of " << name;
    EXPECT_EQ(pages.at(name).type, type_of(key)) << name;
    EXPECT_EQ(pages.at(name).without == "required", key.need == RouteKey::Need::required) << name;
  }
  for (const auto& [name, told] : pages) EXPECT_TRUE(names.contains(name)) << "no key " << name;
}

// What is written there can be given, and changes nothing.
TEST(RouteKeyTest, TheDocumentedDefaultsHold) {
  const gateway::Route usual;
  Draft draft;
  const auto pages = documented();
  for (const auto& key : route_keys()) {
    std::string text = pages.at(std::string(key.name)).without;
    if (!text.starts_with('`') || key.set == nullptr) continue;
    const auto done = key.set(draft, text.substr(1, text.size() - 2));
    EXPECT_TRUE(done) << key.name << ": " << done.fault().what;
  }
  const auto& route = draft.route;
  EXPECT_EQ(route.method, usual.method);
  EXPECT_EQ(route.event_type, usual.event_type);
  EXPECT_EQ(route.ordering_key, usual.ordering_key);
  EXPECT_EQ(route.timeout, usual.timeout);
  EXPECT_EQ(route.body_bytes_max, usual.body_bytes_max);
  EXPECT_EQ(route.idempotency, usual.idempotency);
  EXPECT_EQ(route.repeat, usual.repeat);
  EXPECT_EQ(route.waiting_max, usual.waiting_max);
  EXPECT_EQ(route.waiting_per_caller_max, usual.waiting_per_caller_max);
  EXPECT_EQ(route.cors, usual.cors);
}

TEST(RouteKeyTest, TheDocumentedListsHold) {
  const auto pages = documented();
  const auto as_toml = [](const std::vector<std::string>& list) {
    std::string text;
    for (const auto& one : list) text += (text.empty() ? "" : ", ") + ("\"" + one + "\"");
    return "`[" + text + "]`";
  };
  const gateway::Route usual;

  EXPECT_EQ(pages.at("content_types").without, as_toml(usual.content_types));
  EXPECT_EQ(pages.at("response_headers").without, as_toml(usual.answer_fields));
}

}  // namespace
}  // namespace boomerang::routing
