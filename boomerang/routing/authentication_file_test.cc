#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <variant>

#include "boomerang/auth/sample_tokens.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/routing/route_file.h"

namespace boomerang::routing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto key_file =
    "[[key]]\nname = \"billing\"\n"
    "sha256 = \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"\n";

class AuthenticationFileTest : public testing::Test {
 protected:
  AuthenticationFileTest() {
    write("keys.toml", key_file);
    write("jwks.json", auth::sample::key_set);
    write("secret", std::string(32, 's'));
  }

  Result<RouteFile> read(const std::string& text) {
    write("boomerang.toml", text);
    return read_routes(file);
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder.path() / name) << text;
  }

  // What is said of the file, a line each, with FOLDER for where it is.
  std::vector<std::string> refusals(const std::string& text) {
    const auto read_file = read(text);
    std::vector<std::string> lines;
    if (read_file) return lines;
    std::istringstream what(read_file.fault().what);
    for (std::string line; std::getline(what, line);) {
      const std::string path = folder.path().string();
      for (auto at = line.find(path); at != line.npos; at = line.find(path)) {
        line.replace(at, path.size(), "FOLDER");
      }
      lines.push_back(line.starts_with("FOLDER/boomerang.toml") ? line.substr(21) : line);
    }
    return lines;
  }

  std::vector<std::string> refusals_of_keys(const std::string& line) {
    return refusals("[[authentication]]\nname = \"partners\"\nkind = \"api-keys\"\n" + line + "\n");
  }

  // Of tokens that are good but for `lines`, the seventh and on.
  std::vector<std::string> refusals_of_jwt(const std::string& lines) {
    return refusals(jwt + lines + "\n");
  }

  const std::string jwt =
      "[[authentication]]\nname = \"login\"\nkind = \"jwt\"\nissuer = \"https://issuer.example\"\n"
      "audiences = [\"boomerang\"]\nalgorithms = [\"RS256\", \"EdDSA\"]\n";
  const std::string from_file = "jwks_file = \"jwks.json\"\n";

  TempFolder folder;
  const std::filesystem::path file = folder / "boomerang.toml";
};

TEST_F(AuthenticationFileTest, EveryKeyOfApiKeysIsRead) {
  const auto read_file = read(
      "[[authentication]]\nname = \"partners\"\nkind = \"api-keys\"\nfile = \"keys.toml\"\n"
      "header = \"X-Partner-Key\"\n");

  ASSERT_TRUE(read_file) << read_file.fault().what;
  ASSERT_EQ(read_file->schemes.size(), 1u);
  EXPECT_EQ(read_file->schemes[0].name, "partners");
  const auto& options = std::get<auth::ApiKeysOptions>(read_file->schemes[0].options);
  EXPECT_EQ(options.file, folder / "keys.toml");
  EXPECT_EQ(options.header, "X-Partner-Key");
  EXPECT_THAT(read_file->files, ElementsAre(file, folder / "keys.toml"));
}

TEST_F(AuthenticationFileTest, EveryKeyOfTokensIsRead) {
  write("ca.pem", "");
  const auto read_file = read(jwt + R"(
jwks_url = "https://issuer.example/keys"
jwks_ca_file = "ca.pem"
refresh_min = "10s"
refresh_max = "1h"
leeway = "5s"
caller_claim = "client_id"
scope_claim = "permissions"
type = "at+jwt"
)");

  ASSERT_TRUE(read_file) << read_file.fault().what;
  const auto& options = std::get<auth::JwtOptions>(read_file->schemes.at(0).options);
  EXPECT_EQ(options.issuer, "https://issuer.example");
  EXPECT_THAT(options.audiences, ElementsAre("boomerang"));
  EXPECT_THAT(options.algorithms, ElementsAre("RS256", "EdDSA"));
  EXPECT_EQ(options.jwks_url, "https://issuer.example/keys");
  EXPECT_EQ(options.jwks_ca_file, folder / "ca.pem");
  EXPECT_EQ(options.refresh_min, std::chrono::seconds(10));
  EXPECT_EQ(options.refresh_max, std::chrono::hours(1));
  EXPECT_EQ(options.leeway, std::chrono::seconds(5));
  EXPECT_EQ(options.caller_claim, "client_id");
  EXPECT_EQ(options.scope_claim, "permissions");
  EXPECT_EQ(options.type, "at+jwt");
}

TEST_F(AuthenticationFileTest, FilesOfKeysAreRead) {
  EXPECT_THAT(refusals_of_jwt(from_file), IsEmpty());
  EXPECT_THAT(refusals("[[authentication]]\nname = \"login\"\nkind = \"jwt\"\nissuer = \"me\"\n"
                       "audiences = [\"b\"]\nalgorithms = [\"HS256\"]\n"
                       "hmac_secret_file = \"secret\"\n"),
              IsEmpty());

  write("keys.toml", std::string(key_file) + "scope = \"a\"\n");
  EXPECT_THAT(refusals_of_keys("file = \"keys.toml\""),
              ElementsAre(HasSubstr(":4:1: authentication[0].file: FOLDER/keys.toml:4:1: ")));
  EXPECT_THAT(refusals_of_keys("file = \"none.toml\""),
              ElementsAre(HasSubstr(":4:1: authentication[0].file: FOLDER/none.toml")));
  EXPECT_THAT(refusals_of_jwt("jwks_file = \"secret\""),
              ElementsAre(HasSubstr(":7:1: authentication[0].jwks_file: FOLDER/secret: ")));
  EXPECT_THAT(refusals_of_jwt("jwks_ca_file = \"none.pem\"\njwks_url = \"https://a.example/\""),
              ElementsAre(HasSubstr(":7:1: authentication[0].jwks_ca_file: FOLDER/none.pem")));
}

TEST_F(AuthenticationFileTest, AllThatIsWrongIsToldInTheOrderOfTheFile) {
  EXPECT_THAT(
      refusals("[[authentication]]\n"
               "nam = \"partners\"\n"
               "kind = \"api-key\"\n"
               "header = \"Authorization\"\n"
               "[[authentication]]\n"
               "name = \"login\"\n"
               "kind = \"jwt\"\n"
               "file = \"keys.toml\"\n"
               "algorithms = [\"none\", 5]\n"
               "jwks_url = \"http://issuer.example/\"\n"
               "leeway = \"6m\"\n"),
      ElementsAre(":2:1: unknown key authentication[0].nam; did you mean name?",
                  ":2:1: authentication[0] has no name; add one",
                  ":3:1: authentication[0].kind = api-key: expected one of: api-keys, jwt",
                  HasSubstr(":4:1: authentication[0].header = Authorization: "),
                  ":6:1: authentication[1] has no issuer; add one",
                  ":6:1: authentication[1] has no audiences; add one",
                  ":8:1: authentication[1].file: only with kind = \"api-keys\"",
                  ":9:15: authentication[1].algorithms[0] = none: expected one of: HS256, RS256, "
                  "ES256, EdDSA",
                  ":9:23: authentication[1].algorithms[1] = 5: expected a text in quotes",
                  HasSubstr(":10:1: authentication[1].jwks_url = http://issuer.example/: "),
                  HasSubstr(":11:1: authentication[1].leeway = 6m: ")));
}

TEST_F(AuthenticationFileTest, WhatDoesNotGoTogetherIsToldWhereItStands) {
  EXPECT_THAT(refusals_of_jwt(""),
              ElementsAre(":2:1: authentication[0].jwks_url: expected exactly one of jwks_url, "
                          "jwks_file, hmac_secret_file"));
  EXPECT_THAT(refusals_of_jwt("hmac_secret_file = \"secret\""),
              ElementsAre(HasSubstr(":6:15: authentication[0].algorithms: expected HS256 alone")));
  EXPECT_THAT(refusals_of_jwt(from_file + "jwks_ca_file = \"secret\""),
              ElementsAre(":8:1: authentication[0].jwks_ca_file: only for jwks_url"));
  EXPECT_THAT(
      refusals_of_jwt("jwks_url = \"https://a.example/\"\nrefresh_min = \"20m\""),
      ElementsAre(":2:1: authentication[0].refresh_max: expected a duration from refresh_min to "
                  "1d"));
}

TEST_F(AuthenticationFileTest, NamesIssuersAndKeysAreOfOneTable) {
  const std::string keys = "kind = \"api-keys\"\nfile = \"keys.toml\"\n";
  EXPECT_THAT(refusals("[[authentication]]\nname = \"a\"\n" + keys +
                       "[[authentication]]\nname = \"a\"\n" + keys),
              ElementsAre(":6:1: two ways to authenticate are called a; the first is at "
                          "FOLDER/boomerang.toml:2:1",
                          ":8:1: API keys of two files are called billing: rename one; the first "
                          "is at FOLDER/boomerang.toml:4:1"));
  const std::string other = "[[authentication]]\nname = \"other\"\n";
  EXPECT_THAT(refusals(jwt + from_file + other + jwt.substr(jwt.find("kind")) + from_file),
              ElementsAre(HasSubstr(":11:1: two ways to authenticate for the issuer "
                                    "https://issuer.example")));
}

TEST_F(AuthenticationFileTest, ARouteNamesAWayThatIsThere) {
  const std::string route =
      "[[route]]\npath = \"/a\"\ntopic = \"a.requests\"\noutcomes_topic = \"a.outcomes\"\n";
  const std::string keys =
      "[[authentication]]\nname = \"partners\"\nkind = \"api-keys\"\nfile = \"keys.toml\"\n";

  EXPECT_THAT(refusals(route + "authentication = [\"partners\"]\n" + keys), IsEmpty());
  EXPECT_THAT(refusals(route + "authentication = [\"partners\", \"partnrs\"]\n" + keys),
              ElementsAre(":5:31: route[0].authentication[1] = partnrs: there is no "
                          "[[authentication]] of that name; did you mean partners?"));
  EXPECT_THAT(refusals(route + "authentication = [\"partners\"]\n"),
              ElementsAre(":5:19: route[0].authentication[0] = partners: there is no "
                          "[[authentication]] of that name"));
}

// Also of a route that does not take that way: callers send their keys to all routes alike.
TEST_F(AuthenticationFileTest, NoRoutePutsKeysIntoItsEvents) {
  const std::string keys =
      "[[authentication]]\nname = \"partners\"\nkind = \"api-keys\"\nfile = \"keys.toml\"\n"
      "header = \"X-Partner-Key\"\n";
  const std::string route =
      "[[route]]\npath = \"/a\"\ntopic = \"a.requests\"\noutcomes_topic = \"a.outcomes\"\n";

  EXPECT_THAT(
      refusals(route + "request_headers = [\"x-partner\", \"X-partner-KEY\"]\n" + keys),
      ElementsAre(":5:33: route[0].request_headers[1] = X-partner-KEY: it holds the keys of "
                  "partners, which would lie open in the log; take it away"));
  EXPECT_THAT(
      refusals(keys + route + "authentication = [\"partners\"]\n" +
               "ordering_key = \"header:x-partner-key\"\n"),
      ElementsAre(":11:1: route[0].ordering_key = header:x-partner-key: it holds the keys of "
                  "partners, which would lie open in the log; take it away"));
  EXPECT_THAT(refusals(route + "request_headers = [\"x-partner\"]\n" +
                       "ordering_key = \"body:/x-partner-key\"\n" + keys),
              IsEmpty());
  EXPECT_THAT(refusals_of_keys("file = \"keys.toml\"\nheader = \"traceparent\""),
              ElementsAre(HasSubstr(":5:1: authentication[0].header = traceparent: it is in every "
                                    "event, where a key would lie open; name another field")));
}

TEST_F(AuthenticationFileTest, AWayToAuthenticateIsATable) {
  EXPECT_THAT(refusals("authentication = [\"a\"]\n"),
              ElementsAre(":1:19: authentication[0]: a way to authenticate is a table of its own; "
                          "begin it with [[authentication]]"));
  EXPECT_THAT(refusals("[authentication]\nname = \"a\"\n"),
              ElementsAre(":2:1: authentication.name: a way to authenticate is a table of its own; "
                          "begin it with [[authentication]]"));
}

}  // namespace
}  // namespace boomerang::routing
