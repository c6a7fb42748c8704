#include "boomerang/routing/authentication_key.h"

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

struct Documented {
  std::string type;
  std::string without;
};

// | `key` | type | without it | ...
std::map<std::string, Documented> documented() {
  std::ostringstream page;
  page << std::ifstream(AUTHENTICATION_PAGE).rdbuf();
  const std::string text = page.str();
  std::map<std::string, Documented> all;
  static const std::regex row(R"(\n\| `([a-z_]+)` \| ([^|]+) \| ([^|]+) \|)");
  for (std::sregex_iterator found(text.begin(), text.end(), row), end; found != end; ++found) {
    EXPECT_TRUE(all.emplace((*found)[1], Documented{(*found)[2], (*found)[3]}).second)
        << (*found)[1] << " is documented twice";
  }
  return all;
}

TEST(AuthenticationKeyTest, EveryKeyIsDocumentedWithItsType) {
  const auto page = documented();
  std::set<std::string> names;
  for (const auto& key : authentication_keys()) {
    const std::string name(key.name);
    names.insert(name);
    ASSERT_TRUE(page.contains(name)) << "docs/authentication.md does not tell of " << name;
    EXPECT_EQ(page.at(name).type, key.list == nullptr ? "text" : "list of texts") << name;
    const bool is_required = key.need == AuthenticationKey::Need::required;
    EXPECT_EQ(page.at(name).without == "required", is_required) << name;
  }
  for (const auto& [name, told] : page) EXPECT_TRUE(names.contains(name)) << "no key " << name;
}

// What is written there can be given, and changes nothing.
TEST(AuthenticationKeyTest, TheDocumentedDefaultsHold) {
  const auth::ApiKeysOptions usual_keys;
  const auth::JwtOptions usual;
  AuthenticationDraft draft;
  int given = 0;
  const auto page = documented();
  for (const auto& key : authentication_keys()) {
    const std::string text = page.at(std::string(key.name)).without;
    if (!text.starts_with('`')) continue;
    const auto done = key.set(draft, text.substr(1, text.size() - 2));
    EXPECT_TRUE(done) << key.name << ": " << done.fault().what;
    ++given;
  }

  EXPECT_EQ(given, 6);
  EXPECT_EQ(draft.api_keys.header, usual_keys.header);
  EXPECT_EQ(draft.jwt.refresh_min, usual.refresh_min);
  EXPECT_EQ(draft.jwt.refresh_max, usual.refresh_max);
  EXPECT_EQ(draft.jwt.leeway, usual.leeway);
  EXPECT_EQ(draft.jwt.caller_claim, usual.caller_claim);
  EXPECT_EQ(draft.jwt.scope_claim, usual.scope_claim);
}

}  // namespace
}  // namespace boomerang::routing
