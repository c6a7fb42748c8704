#include "boomerang/command/gateway_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "boomerang/base/temp_folder.h"

namespace boomerang::command {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class GatewayFileTest : public testing::Test {
 protected:
  void write(const std::string& text) { std::ofstream(file) << text; }

  const std::string route =
      "[[route]]\npath = \"/a\"\ntopic = \"a.requests\"\noutcomes_topic = \"a.outcomes\"\n";

  TempFolder folder;
  const std::filesystem::path file = folder / "boomerang.toml";
  config::Environment environment;
};

TEST_F(GatewayFileTest, WhatAGatewayWouldServeIsDescribed) {
  std::ofstream(folder.path() / "keys.toml") << "";
  write("timeout = \"7s\"\n" + route +
        "authentication = [\"partners\"]\n[broker]\nurl = \"kafka://a.example:9092\"\n"
        "[[authentication]]\nname = \"partners\"\nkind = \"api-keys\"\nfile = \"keys.toml\"\n");

  const auto api = read_api(file, environment);

  ASSERT_TRUE(api) << api.fault().what;
  EXPECT_EQ(api->options.title, "gateway");
  EXPECT_EQ(api->options.replies_topic, "boomerang.replies");
  EXPECT_EQ(api->options.brokers.at(0).host, "a.example:9092");
  EXPECT_TRUE(api->options.security_schemes.contains("partners"));
  EXPECT_EQ(api->routes.at(0).timeout, std::chrono::seconds(7));
}

TEST_F(GatewayFileTest, TheEnvironmentCounts) {
  write(route);
  environment = {{"BOOMERANG_TIMEOUT", "3s"}};

  const auto read = read_gateway_file(file, environment);

  EXPECT_THAT(read.mistakes, IsEmpty());
  EXPECT_EQ(read.declared.routes.at(0).timeout, std::chrono::seconds(3));
}

TEST_F(GatewayFileTest, AllMistakesAreTold) {
  write("lisen = \"127.0.0.1:1\"\n" + route + "authentication = [\"partners\"]\n");

  const auto api = read_api(file, environment);

  ASSERT_FALSE(api);
  EXPECT_EQ(api.fault().kind, FaultKind::invalid);
  EXPECT_THAT(api.fault().what, HasSubstr(":1:1: unknown key lisen; did you mean listen?\n"));
  EXPECT_THAT(api.fault().what, HasSubstr(":6:19: route[0].authentication[0] = partners: "));
}

}  // namespace
}  // namespace boomerang::command
