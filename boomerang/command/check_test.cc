#include "boomerang/command/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "boomerang/base/temp_folder.h"
#include "boomerang/config/command_line.h"

namespace boomerang::command {
namespace {

using testing::HasSubstr;

class CheckTest : public testing::Test {
 protected:
  int check(std::vector<std::string> words = {}) {
    Check check(environment, out, err);
    const config::Command program = {.name = "boomerang", .commands = {check.command()}};
    words.insert(words.begin(), "check");
    const auto read = config::read_command_line(program, words, environment);
    const auto* ready = std::get_if<config::Ready>(&read);
    if (ready == nullptr) return config::exit_usage;
    return ready->command->run(*ready);
  }

  void write(const std::string& text) { std::ofstream(file) << text; }

  const std::string good =
      "[[route]]\npath = [\"/a/{b}\", \"/c/{b}\"]\ntopic = \"a.requests\"\n"
      "outcomes_topic = \"a.outcomes\"\nordering_key = \"path:b\"\n";

  TempFolder folder;
  const std::string file = (folder / "boomerang.toml").string();
  config::Environment environment;
  std::ostringstream out;
  std::ostringstream err;
};

TEST_F(CheckTest, AGoodFileIsShownAsATable) {
  write("listen = \"127.0.0.1:1\"\n" + good);

  EXPECT_EQ(check({"--config", file}), 0);
  EXPECT_EQ(out.str(), "read " + file +
                           "\n\n"
                           "METHOD  PATH    TOPIC       OUTCOMES    ORDER   TIMEOUT  IDEMPOTENCY\n"
                           "POST    /a/{b}  a.requests  a.outcomes  path:b  5s       optional\n"
                           "POST    /c/{b}  a.requests  a.outcomes  path:b  5s       optional\n"
                           "\nOK\n");
}

TEST_F(CheckTest, AllMistakesAreToldInTheOrderOfTheFile) {
  write("lisen = \"127.0.0.1:1\"\n" + good + "timeout = \"soon\"\n[broker]\nurl = \"ftp://x\"\n");

  EXPECT_EQ(check({"--config", file}), 1);
  const std::string text = out.str();
  const auto first = text.find(file + ":1:1: unknown key lisen; did you mean listen?\n");
  const auto second = text.find(file + ":7:1: route[0].timeout = soon: ");
  const auto third = text.find(file + ":9:1: broker.url = ftp://x: ");
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_NE(third, std::string::npos) << text;
  EXPECT_THAT(text, HasSubstr("3 mistakes\n"));
}

TEST_F(CheckTest, WhatIsNoTomlIsToldOnce) {
  write("[[route\n");

  EXPECT_EQ(check({"--config", file}), 1);
  EXPECT_THAT(out.str(), HasSubstr("1 mistake\n"));
}

TEST_F(CheckTest, AFileWithoutRoutesIsOfNoUse) {
  write("listen = \"127.0.0.1:1\"\n");

  EXPECT_EQ(check({"--config", file}), 1);
  EXPECT_THAT(out.str(), HasSubstr(file + ": has no [[route]]; add one\n"));
}

TEST_F(CheckTest, TheEnvironmentCountsAsForTheGateway) {
  write(good);
  environment = {{"BOOMERANG_CONFIG", file}};
  EXPECT_EQ(check(), 0) << out.str();

  environment["BOOMERANG_LISTEN"] = "nowhere";
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(out.str(), HasSubstr("BOOMERANG_LISTEN=nowhere: "));
}

TEST_F(CheckTest, AFileThatIsNotThereIsNoMistakeInIt) {
  EXPECT_EQ(check(), 2);
  EXPECT_THAT(err.str(), HasSubstr("name a file with --config"));
  EXPECT_EQ(check({"--config", file}), 2);
  EXPECT_EQ(check({"--config", folder.path().string()}), 2);
}

TEST_F(CheckTest, AFileThatCannotBeReadIsNoMistakeInItEither) {
  ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
  EXPECT_EQ(check({"--config", file}), 2);
  EXPECT_THAT(err.str(), HasSubstr("is a pipe or a device"));

  std::filesystem::remove(file);
  write(std::string((1 << 20) + 1, '\n'));
  EXPECT_EQ(check({"--config", file}), 2);
  EXPECT_THAT(err.str(), HasSubstr("is larger than 1024 KiB"));
  EXPECT_EQ(out.str(), "");

  write("a = \"\xFF\"\n");
  EXPECT_EQ(check({"--config", file}), 1) << "it was read, and is no TOML";
}

TEST_F(CheckTest, WhatAStartRefusesIsAMistake) {
  for (const std::string wrong :
       {"[tls]\ncertificate = \"a.pem\"\n", "[tls]\ncertificate = \"a.pem\"\nkey = \"a.key\"\n",
        "[console]\npassword = \"short\"\n", "[tickets]\nsecret = \"short\"\n",
        "[broker]\nurl = \"embedded\"\n", "[broker.kafka]\n\"security.protocl\" = \"ssl\"\n"}) {
    write(good + wrong);
    out.str("");
    EXPECT_EQ(check({"--config", file}), 1) << wrong;
    EXPECT_THAT(out.str(), HasSubstr(file + ":7:1: ")) << wrong;
  }
}

TEST_F(CheckTest, AMistakeIsOneLineWithItsOwnPlace) {
  write(good + "summary = \"a: \\nb\"\n");
  environment = {{"BOOMERANG_LISTEN", file + ":3:1: x"}};

  EXPECT_EQ(check({"--config", file, "--json"}), 1);
  EXPECT_THAT(out.str(), HasSubstr("[{\"place\":\"\",\"what\":\"BOOMERANG_LISTEN="));
  EXPECT_THAT(out.str(), HasSubstr("{\"place\":\"" + file +
                                   ":6:1\",\"what\":\"route[0].summary = a: "
                                   "\\\\nb: expected"));

  out.str("");
  EXPECT_EQ(check({"--config", file}), 1);
  EXPECT_THAT(out.str(), HasSubstr("\n2 mistakes\n"));
}

TEST_F(CheckTest, JsonHasThePlaceByItself) {
  write(good);
  EXPECT_EQ(check({"--config", file, "--json"}), 0);
  EXPECT_EQ(out.str(), "{\"ok\":true,\"files\":[\"" + file +
                           "\"],\"routes\":[{\"method\":\"POST\"," +
                           R"("paths":["/a/{b}","/c/{b}"],"topic":"a.requests",)" +
                           R"("outcomes_topic":"a.outcomes","ordering_key":"path:b",)" +
                           R"("timeout":"5s","idempotency":"optional","schema":false}],)" +
                           "\"mistakes\":[]}\n");

  out.str("");
  write(good + "scope = \"a\"\n");
  EXPECT_EQ(check({"--config", file, "--json"}), 1);
  EXPECT_EQ(out.str(),
            "{\"ok\":false,\"files\":[\"" + file + "\"],\"routes\":[],\"mistakes\":[{\"place\":\"" +
                file + ":6:1\",\"what\":\"unknown key route[0].scope; did you mean scopes?\"}]}\n");
}

}  // namespace
}  // namespace boomerang::command
