#include "boomerang/config/toml_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <tuple>

#include "boomerang/base/temp_folder.h"

namespace boomerang::config {
namespace {

using testing::ElementsAre;

class TomlFileTest : public testing::Test {
 protected:
  Result<std::vector<FileEntry>> read(const std::string& text) {
    std::ofstream(file) << text;
    return read_toml_file(file);
  }

  // "key = value :line:column" of each.
  std::vector<std::string> flat(const std::string& text) {
    const auto entries = read(text);
    if (!entries) return {entries.fault().what};
    std::vector<std::string> lines;
    for (const auto& entry : *entries) {
      lines.push_back(entry.key + " = " + entry.value + " " +
                      entry.place.substr(file.string().size()));
    }
    return lines;
  }

  // What is said about the file, without its path.
  std::string refusal(const std::string& text) {
    const auto entries = read(text);
    if (entries) return "";
    const std::string& what = entries.fault().what;
    EXPECT_TRUE(what.starts_with(file.string())) << what;
    return what.substr(file.string().size());
  }

  TempFolder folder;
  const std::filesystem::path file = folder / "boomerang.toml";
};

TEST_F(TomlFileTest, EveryFormComesWithItsPlaceInOrder) {
  const auto entries = read("wait = \"6s\"\n# aside\n  port = 8080\njson = true\n");

  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 3u);
  const auto& [wait, port, json] = std::tie((*entries)[0], (*entries)[1], (*entries)[2]);
  EXPECT_EQ(wait.key, "wait");
  EXPECT_EQ(wait.value, "6s");
  EXPECT_EQ(wait.place, file.string() + ":1:1");
  EXPECT_EQ(port.value, "8080");
  EXPECT_EQ(port.form, Value::Form::number);
  EXPECT_EQ(port.place, file.string() + ":3:3");
  EXPECT_EQ(json.value, "true");
  EXPECT_EQ(json.form, Value::Form::on_off);
}

TEST_F(TomlFileTest, WhatIsNoTomlIsRefusedAtItsPlace) {
  EXPECT_TRUE(refusal("wait = \"6s\"\nport = \n").starts_with(":2:")) << refusal("port = \n");
  EXPECT_TRUE(refusal("a = 1\na = 2\n").starts_with(":2:"));
  EXPECT_TRUE(refusal("a = \"\xFF\"\n").starts_with(":1:"));
}

TEST_F(TomlFileTest, AKeyIsThePathToIt) {
  EXPECT_THAT(flat("a = 1\n"
                   "[broker.kafka]\n"
                   "security.protocol = \"ssl\"\n"
                   "\"sasl.username\" = \"ada\"\n"
                   "[[route]]\n"
                   "method = \"GET\"\n"
                   "[[route]]\n"
                   "method = \"PUT\"\n"
                   "tags = [ \"x\", [ 2, true ] ]\n"
                   "[empty]\n"),
              ElementsAre("a = 1 :1:1", "broker.kafka.security.protocol = ssl :3:10",
                          "broker.kafka.sasl.username = ada :4:1", "route[0].method = GET :6:1",
                          "route[1].method = PUT :8:1", "route[1].tags[0] = x :9:10",
                          "route[1].tags[1][0] = 2 :9:17", "route[1].tags[1][1] = true :9:20"));
}

TEST_F(TomlFileTest, AValueMayBeHeldInAnotherFile) {
  const auto entries =
      read("[a]\nb = { file = \"/run/b\" }\nc.file = \"x\"\n[a.d]\nfile = \"y\"\n");

  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 3u);
  EXPECT_EQ((*entries)[0].key, "a.b");
  EXPECT_EQ((*entries)[0].value, "/run/b");
  EXPECT_EQ((*entries)[0].held, Held::in_file);
  EXPECT_EQ((*entries)[1].key, "a.c.file");
  EXPECT_EQ((*entries)[1].held, Held::here);
  EXPECT_EQ((*entries)[2].key, "a.d.file");
  EXPECT_EQ((*entries)[2].held, Held::here);
}

TEST_F(TomlFileTest, OneKeyInTwoSpellingsIsSetTwice) {
  EXPECT_EQ(refusal("[a]\nb.c = 1\n\"b.c\" = 2\n"), ":3:1: a.b.c is set twice");
}

TEST_F(TomlFileTest, WhatNoSettingIsHasNoForm) {
  const std::string text =
      "a = 2026-01-01\nb = 1.5\nc = []\nd = {}\n[e]\nf = 1e3\n[[g]]\nh = 1\n[[g]]\n[g.i]\n";
  EXPECT_THAT(flat(text),
              ElementsAre("a = 2026-01-01 :1:1", "b = 1.5 :2:1", "c = [] :3:1", "d = {} :4:1",
                          "e.f = 1000.0 :6:1", "g[0].h = 1 :8:1", "g[1] = {} :9:1"));
  const auto entries = read(text);
  for (const auto& entry : *entries) EXPECT_EQ(entry.form.has_value(), entry.key == "g[0].h");
  EXPECT_TRUE((*entries)[2].is_empty_list());
  EXPECT_TRUE((*entries)[3].is_empty_table());
}

// The parser and its tables would follow the dots to the end of the stack.
TEST_F(TomlFileTest, WhatLiesTooDeepIsRefusedBeforeItIsParsed) {
  std::string deep;
  for (int i = 0; i < 400'000; ++i) deep += "a.";
  EXPECT_EQ(
      refusal("x = 1\n" + deep + "b=1\n"),
      ":2:66: more than 32 dots and brackets lie one in the other, which no setting has; take "
      "some away");
  EXPECT_TRUE(refusal("[" + deep + "b]\n").starts_with(":1:65: more than 32"));
  EXPECT_EQ(refusal("a.b.c.d.e.f.g.h.i = 1\n"), "");
}

TEST_F(TomlFileTest, AKeyThatIsTooLongIsRefused) {
  const std::string name(300, 'a');
  EXPECT_TRUE(refusal("x = 1\n[" + name + "]\ny = 1\n").starts_with(":2:2: a key of more than 256"))
      << refusal("x = 1\n[" + name + "]\ny = 1\n");
  EXPECT_TRUE(refusal(name + " = 1\n").starts_with(":1:1: a key of more than 256"));
}

TEST_F(TomlFileTest, AKeyIsOneLine) {
  EXPECT_THAT(flat("\"a\\nb\" = 1\n"), ElementsAre("a\\nb = 1 :1:1"));
}

TEST_F(TomlFileTest, ARefusalShowsNoValue) {
  for (const char* value : {"99999999999999999999", "12345x", "truehunter2", "hunter2", "\"hunter2",
                            "\"hunter2\" hunter2", "1e99999"}) {
    const std::string what = refusal(std::string("a = ") + value + "\n");
    EXPECT_NE(what, "") << value;
    for (const char* part : {"9999", "12345", "hunter", "'t"}) {
      EXPECT_EQ(what.find(part), std::string::npos) << what;
    }
  }
}

TEST_F(TomlFileTest, WhatCannotBeReadIsRefused) {
  const auto missing = read_toml_file(folder / "none.toml");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.fault().what,
            (folder / "none.toml").string() + ": cannot be read: No such file or directory");

  const auto no_file = read_toml_file(folder.path());
  ASSERT_FALSE(no_file);
  EXPECT_EQ(no_file.fault().what, folder.path().string() + ": is a folder, not a file");

  EXPECT_EQ(refusal(std::string((1 << 20) + 1, '\n')), ": is larger than 1024 KiB");
}

}  // namespace
}  // namespace boomerang::config
