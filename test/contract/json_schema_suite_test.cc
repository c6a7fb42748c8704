// Debian's copy of the JSON Schema Test Suite (package json-schema-test-suite), draft 7: what is
// checked here holds as the authors of JSON Schema mean it.

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "boomerang/routing/json_value.h"
#include "boomerang/routing/schema.h"

namespace boomerang::routing {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

const fs::path suite = "/usr/share/json-schema-test-suite/tests/draft7";

std::string read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// What schema.h does not promise. All of it is refused when the schema is read, and none of it read
// wrongly.
const std::set<std::string> refused = {
    "definitions: invalid definition",
    "definitions: valid definition",
    "ref: Recursive references between schemas",
    "ref: ref overrides any sibling keywords",
    "ref: remote ref, containing refs itself",
    "refRemote: base URI change",
    "refRemote: base URI change - change folder",
    "refRemote: base URI change - change folder in subschema",
    "refRemote: fragment within remote ref",
    "refRemote: ref within remote ref",
    "refRemote: remote ref",
    "refRemote: root ref in remote ref",
};

TEST(JsonSchemaSuiteTest, TheSuiteOfDraft7Passes) {
  ASSERT_TRUE(fs::exists(suite)) << "scripts/setup installs it";
  std::set<std::string> unread;
  std::size_t checked = 0;
  for (const auto& entry : fs::directory_iterator(suite)) {
    if (entry.path().extension() != ".json") continue;
    const json::value groups = json::parse(read(entry.path()));
    for (const auto& group : groups.as_array()) {
      const std::string name = entry.path().stem().string() + ": " +
                               std::string(group.at("description").as_string().c_str());
      const auto schema = Schema::compile(json::serialize(group.at("schema")));
      if (!schema) {
        EXPECT_TRUE(refused.contains(name)) << name << ": " << schema.fault().what;
        unread.insert(name);
        continue;
      }
      for (const auto& test : group.at("tests").as_array()) {
        ++checked;
        EXPECT_EQ(schema->check(test.at("data")).empty(), test.at("valid").as_bool())
            << name << ": " << test.at("description").as_string();
      }
    }
  }
  EXPECT_EQ(unread, refused);
  EXPECT_GE(checked, 300u);
}

}  // namespace
}  // namespace boomerang::routing
