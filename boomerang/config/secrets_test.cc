#include "boomerang/config/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "boomerang/base/temp_folder.h"

namespace boomerang::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

// A service with a secret, an open setting and a section; and another with a section of its own.
class SecretsTest : public testing::Test {
 protected:
  // What is printed, or "ready".
  std::string told(std::vector<std::string> words = {}) {
    words.insert(words.begin(), {"users", "--config", file});
    const auto result = read_command_line(program, words, environment);
    if (const auto* ready = std::get_if<Ready>(&result)) {
      settings = ready->settings;
      return "ready";
    }
    return std::get<Done>(result).text;
  }

  std::string write(const char* name, const std::string& content) {
    const std::string path = folder / name;
    std::ofstream(path) << content;
    return path;
  }

  Result<void> set_property(const std::string& key, const std::string& value) {
    if (key.starts_with("bad")) return Fault{FaultKind::invalid, "no such property"};
    properties[key] = value;
    return {};
  }

  Result<void> set_database(std::string_view given) {
    if (!given.starts_with("db:")) return Fault{FaultKind::invalid, "expected a URL"};
    database = given;
    return {};
  }

  TempFolder folder;
  const std::string file = write("users.toml", "");
  Environment environment;
  std::vector<Setting> settings;

  std::filesystem::path config;
  std::string database = "db:default";
  std::string broker = "embedded";
  std::map<std::string, std::string> properties;
  const Command program = {
      .name = "boomerang",
      .commands = {
          {.name = "users",
           .options = {config_file(config),
                       {.name = "database",
                        .value = {Value::Form::text, "URL",
                                  [this](std::string_view given) { return set_database(given); },
                                  [this] { return database; }},
                        .secrecy = Secrecy::secret},
                       {.name = "broker", .value = text(broker), .key = "broker.url"}},
           .sections = {{.name = "broker.kafka",
                         .set =
                             [this](const std::string& key, const std::string& value) {
                               return set_property(key, value);
                             }}}},
          {.name = "other",
           .options = {config_file(config)},
           .sections = {{.name = "mail", .set = [](const std::string&, const std::string&) {
                           return Result<void>(Fault{FaultKind::invalid, "not ours"});
                         }}}}}};
};

TEST_F(SecretsTest, ASectionTakesEveryKeyBelowItAsText) {
  write("users.toml",
        "[broker]\n"
        "url = \"kafka://k:9092\"\n"
        "[broker.kafka]\n"
        "security.protocol = \"ssl\"\n"
        "\"linger.ms\" = 5\n"
        "\"enable.idempotence\" = true\n"
        "Odd_Key = \"x\"\n");

  EXPECT_EQ(told(), "ready");
  EXPECT_EQ(broker, "kafka://k:9092");
  EXPECT_THAT(properties, ElementsAre(Pair("Odd_Key", "x"), Pair("enable.idempotence", "true"),
                                      Pair("linger.ms", "5"), Pair("security.protocol", "ssl")));
}

TEST_F(SecretsTest, ASectionTakesTheVariablesOfItsNameAndTheyWin) {
  write("users.toml", "broker.kafka = { \"sasl.password\" = \"old\", acks = \"all\" }\n");
  environment = {{"BOOMERANG_BROKER_KAFKA_SASL_PASSWORD", "new"}, {"BOOMERANG_MAIL_FROM", "x"}};

  EXPECT_EQ(told(), "ready");
  EXPECT_THAT(properties, ElementsAre(Pair("acks", "all"), Pair("sasl.password", "new")));
}

TEST_F(SecretsTest, ASectionsValueMayBeHeldInAFile) {
  write("users.toml",
        "[broker.kafka]\nssl.key.pem = { file = \"" + write("key", "K\n\n") + "\" }\n");
  environment = {{"BOOMERANG_BROKER_KAFKA_SASL_PASSWORD_FILE", write("password", "hunter2\n")}};

  EXPECT_EQ(told(), "ready");
  EXPECT_THAT(properties,
              ElementsAre(Pair("sasl.password", "hunter2"), Pair("ssl.key.pem", "K\n")));
}

TEST_F(SecretsTest, ASectionsRefusalNamesTheKeyAndShowsNoValue) {
  write("users.toml", "[broker.kafka]\nbad.one = \"hunter2\"\n");
  environment = {{"BOOMERANG_BROKER_KAFKA_BAD_TWO", "hunter2"}};

  EXPECT_EQ(told(), "boomerang users: " + file +
                        ":2:5: broker.kafka.bad.one: no such property\n"
                        "boomerang users: BOOMERANG_BROKER_KAFKA_BAD_TWO: no such property\n");
}

TEST_F(SecretsTest, ASlipInASectionsNameGetsASuggestion) {
  write("users.toml", "[broker.kafak]\nacks = \"all\"\n[http]\nport = 1\n");
  environment = {{"BOOMERANG_BORKER_KAFKA_SASL_PASSWORD", "x"}, {"BOOMERANG_BROKER_KAFKA_", "x"}};

  EXPECT_EQ(told(), "boomerang users: " + file +
                        ":2:1: unknown key broker.kafak.acks; did you mean broker.kafka.acks?\n"
                        "boomerang users: " +
                        file +
                        ":4:1: unknown key http.port\n"
                        "boomerang users: unknown environment variable "
                        "BOOMERANG_BORKER_KAFKA_SASL_PASSWORD; "
                        "did you mean BOOMERANG_BROKER_KAFKA_SASL_PASSWORD?\n"
                        "boomerang users: unknown environment variable BOOMERANG_BROKER_KAFKA_; "
                        "did you mean BOOMERANG_BROKER?\n");
}

TEST_F(SecretsTest, AnotherCommandsSectionIsNoMistake) {
  write("users.toml", "[mail]\nfrom = \"x\"\n");
  EXPECT_EQ(told(), "ready");
}

TEST_F(SecretsTest, ASecretComesFromEverySourceAndIsShownFromNone) {
  const auto setting = [&] { return settings.at(1); };
  EXPECT_EQ(told(), "ready");
  EXPECT_EQ(setting(), (Setting{"database", "***", "default"}));

  write("users.toml", "database = { file = \"" + write("a", "db:in file\n") + "\" }\n");
  EXPECT_EQ(told(), "ready");
  EXPECT_EQ(database, "db:in file");
  EXPECT_EQ(setting(), (Setting{"database", "***", file + ":1:1"}));

  environment = {{"BOOMERANG_DATABASE_FILE", write("b", "db:in variable")}};
  EXPECT_EQ(told(), "ready");
  EXPECT_EQ(database, "db:in variable");
  EXPECT_EQ(setting(), (Setting{"database", "***", "BOOMERANG_DATABASE_FILE"}));

  EXPECT_EQ(told({"--database", "db:flag"}), "ready");
  EXPECT_EQ(database, "db:flag");
  EXPECT_EQ(setting(), (Setting{"database", "***", "--database"}));
}

TEST_F(SecretsTest, ASecretThatIsRefusedIsNotShown) {
  write("users.toml", "database = \"hunter2\"\n");
  environment = {{"BOOMERANG_DATABASE", "hunter2"}};
  EXPECT_EQ(told({"--database=hunter2"}),
            "boomerang users: " + file +
                ":1:1: database = ***: expected a URL\n"
                "boomerang users: BOOMERANG_DATABASE=***: expected a URL\n"
                "boomerang users: --database ***: expected a URL\n");

  write("users.toml", "database = 12345\n");
  environment = {{"BOOMERANG_DATABASE_FILE", write("b", "hunter2")}};
  EXPECT_EQ(told(), "boomerang users: " + file +
                        ":1:1: database = ***: expected a text in quotes\n"
                        "boomerang users: BOOMERANG_DATABASE_FILE: ***: expected a URL\n");
}

TEST_F(SecretsTest, AFileThatHoldsNoSecretIsNamedWithWhoAskedForIt) {
  const std::string empty = write("empty", "\n");
  const std::string large = write("large", std::string((64 << 10) + 1, 's'));
  const std::string none = folder / "none";
  write("users.toml", "database = { file = \"" + empty +
                          "\" }\n"
                          "[broker.kafka]\n"
                          "\"sasl.password\" = { file = \"" +
                          none + "\" }\n");
  environment = {{"BOOMERANG_DATABASE_FILE", none},
                 {"BOOMERANG_BROKER_KAFKA_SASL_PASSWORD_FILE", large}};

  EXPECT_EQ(told(), "boomerang users: " + file + ":1:1: database: " + empty +
                        ": is empty\n"
                        "boomerang users: " +
                        file + ":3:1: broker.kafka.sasl.password: " + none +
                        ": cannot be read: No such file or directory\n"
                        "boomerang users: BOOMERANG_DATABASE_FILE: " +
                        none +
                        ": cannot be read: No such file or directory\n"
                        "boomerang users: BOOMERANG_BROKER_KAFKA_SASL_PASSWORD_FILE: " +
                        large + ": is larger than 64 KiB\n");
}

TEST_F(SecretsTest, AValueAndItsFileInOneEnvironmentAreAContradiction) {
  const std::string held = write("held", "db:x");
  environment = {{"BOOMERANG_DATABASE", "db:y"},
                 {"BOOMERANG_DATABASE_FILE", held},
                 {"BOOMERANG_BROKER_KAFKA_ACKS", "all"},
                 {"BOOMERANG_BROKER_KAFKA_ACKS_FILE", held}};

  EXPECT_EQ(told(),
            "boomerang users: BOOMERANG_DATABASE_FILE: BOOMERANG_DATABASE is set as well; "
            "keep one of them\n"
            "boomerang users: BOOMERANG_BROKER_KAFKA_ACKS_FILE: BOOMERANG_BROKER_KAFKA_ACKS is "
            "set as well; keep one of them\n");
}

TEST_F(SecretsTest, WhatIsNoSecretHasNoFileOfItsOwn) {
  write("users.toml", "broker.url = { file = \"/run/x\" }\n");
  environment = {{"BOOMERANG_BROKER_FILE", "/run/x"}};

  const std::string text = told();
  EXPECT_THAT(text, HasSubstr(": broker.url: only a secret may be held in a file of its own\n"));
  EXPECT_THAT(text, HasSubstr("unknown environment variable BOOMERANG_BROKER_FILE"));
}

}  // namespace
}  // namespace boomerang::config
