#include "boomerang/command/description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "boomerang/base/temp_folder.h"
#include "boomerang/config/command_line.h"

namespace boomerang::command {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class DescriptionTest : public testing::Test {
 protected:
  DescriptionTest() { std::ofstream(config) << "# Nothing but what `read` makes of it.\n"; }

  int run(const std::vector<std::string>& words) {
    Description description(
        [this](const std::filesystem::path& path) {
          read.push_back(path);
          return api;
        },
        out, err);
    const config::Command program = {
        .name = "boomerang",
        .commands = {description.openapi_command(), description.asyncapi_command()}};
    const auto line = config::read_command_line(program, words, {});
    const auto* ready = std::get_if<config::Ready>(&line);
    if (ready != nullptr) return ready->command->run(*ready);
    err << std::get<config::Done>(line).text;
    return std::get<config::Done>(line).exit_code;
  }

  static Description::Api users() {
    gateway::Route route;
    route.paths = {"/users"};
    route.topic = "users.requests";
    route.outcomes_topic = "users.outcomes";
    return {{route}, {.title = "Users", .security_schemes = {}}};
  }

  TempFolder folder;
  const std::filesystem::path config = folder / "gateway.toml";
  Result<Description::Api> api = users();
  std::vector<std::filesystem::path> read;
  std::ostringstream out, err;
};

TEST_F(DescriptionTest, OpenApiIsPrinted) {
  EXPECT_EQ(run({"openapi", "--config", config}), 0) << err.str();

  EXPECT_THAT(out.str(), StartsWith("{\n  \"openapi\": \"3.1.1\",\n"));
  EXPECT_THAT(out.str(), HasSubstr("\"title\": \"Users\""));
  EXPECT_THAT(out.str(), HasSubstr("\"/users\": {"));
  EXPECT_EQ(read, std::vector{config});
}

TEST_F(DescriptionTest, AsyncApiIsPrinted) {
  EXPECT_EQ(run({"asyncapi", "--config", config}), 0) << err.str();

  EXPECT_THAT(out.str(), StartsWith("{\n  \"asyncapi\": \"3.0.0\",\n"));
  EXPECT_THAT(out.str(), HasSubstr("\"address\": \"users.requests\""));
}

TEST_F(DescriptionTest, WhatIsWrongIsToldInsteadOfADocument) {
  EXPECT_EQ(run({"openapi"}), 2);
  EXPECT_THAT(err.str(), HasSubstr("--config"));

  api = Fault{FaultKind::invalid, "gateway.toml:3:1: no such key"};
  EXPECT_EQ(run({"openapi", "--config", config}), 2);
  EXPECT_THAT(err.str(), HasSubstr("gateway.toml:3:1"));

  auto wrong = users();
  wrong.routes[0].schema = "{";
  api = wrong;
  EXPECT_EQ(run({"asyncapi", "--config", config}), 2);
  EXPECT_THAT(err.str(), HasSubstr("POST /users"));
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace boomerang::command
