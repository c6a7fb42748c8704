#include "boomerang/routing/route_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "boomerang/base/temp_folder.h"

namespace boomerang::routing {
namespace {

using gateway::Idempotency;
using gateway::OrderingKey;
using gateway::Repeat;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class RouteFileTest : public testing::Test {
 protected:
  Result<RouteFile> read(const std::string& text) {
    write("boomerang.toml", text);
    return read_routes(file);
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder.path() / name) << text;
  }

  // What is said of the file, a line each, without its path.
  std::vector<std::string> refusals(const std::string& text) {
    const auto routes = read(text);
    if (routes) return {};
    std::vector<std::string> lines;
    std::istringstream what(routes.fault().what);
    for (std::string line; std::getline(what, line);) {
      EXPECT_TRUE(line.starts_with(file.string())) << line;
      std::string told = line.substr(std::min(line.size(), file.string().size()));
      for (auto at = told.find(file.string()); at != std::string::npos;
           at = told.find(file.string())) {
        told.replace(at, file.string().size(), "FILE");
      }
      lines.push_back(told);
    }
    return lines;
  }

  // Of a route that is good but for `line`, its fifth.
  std::vector<std::string> refusals_of(const std::string& line) {
    return refusals(
        "[[route]]\npath = \"/a/{b}\"\ntopic = \"a.requests\"\noutcomes_topic = \"a.outcomes\"\n" +
        line + "\n");
  }

  TempFolder folder;
  const std::filesystem::path file = folder / "boomerang.toml";
  const std::string scheme =
      "[[authentication]]\nname = \"bearer\"\nkind = \"api-keys\"\nfile = \"keys.toml\"\n";
};

TEST_F(RouteFileTest, EveryKeyIsRead) {
  write("body.json", "{}");
  write("accepted.json", "true");
  write("keys.toml", "");
  const auto read_file = read(std::string(R"(
listen = "127.0.0.1:0"

[[route]]
method = "PUT"
path = ["/accounts/{account}/payments", "/pay/{account}"]
topic = "payments.requests"
outcomes_topic = "payments.outcomes"
event_type = "com.example.PaymentAsked"
ordering_key = "path:account"
timeout = "1500ms"
summary = "Pays."
body_bytes_max = 4096
content_types = ["application/json", "application/vnd.pay+json"]
schema = "body.json"
request_headers = ["X-Customer"]
response_headers = ["Location"]
idempotency = "required"
repeat = "conflicts"
waiting_max = 100
waiting_per_caller_max = 10
authentication = ["bearer"]
scopes = ["payments:write"]
[route.outcomes]
PaymentAccepted = 201
"com.example.Refused" = 409
[route.outcome_schemas]
PaymentAccepted = "accepted.json"
[route.cors]
origins = ["https://example.com", "http://localhost:5173"]
request_headers = ["X-Customer"]
credentials = true
max_age = "1h"
)") + scheme);

  ASSERT_TRUE(read_file) << read_file.fault().what;
  ASSERT_EQ(read_file->routes.size(), 1u);
  const auto& route = read_file->routes[0];
  EXPECT_EQ(route.method, "PUT");
  EXPECT_THAT(route.paths, ElementsAre("/accounts/{account}/payments", "/pay/{account}"));
  EXPECT_EQ(route.topic, "payments.requests");
  EXPECT_EQ(route.outcomes_topic, "payments.outcomes");
  EXPECT_EQ(route.event_type, "com.example.PaymentAsked");
  EXPECT_EQ(route.ordering_key, (OrderingKey{OrderingKey::Source::path, "account"}));
  EXPECT_EQ(route.timeout, std::chrono::milliseconds(1500));
  EXPECT_EQ(route.summary, "Pays.");
  EXPECT_EQ(route.body_bytes_max, 4096u);
  EXPECT_THAT(route.content_types, ElementsAre("application/json", "application/vnd.pay+json"));
  EXPECT_EQ(route.schema, "{}");
  EXPECT_THAT(route.request_fields, ElementsAre("x-customer"));
  EXPECT_THAT(route.answer_fields, ElementsAre("location"));
  EXPECT_EQ(route.idempotency, Idempotency::required);
  EXPECT_EQ(route.repeat, Repeat::conflicts);
  EXPECT_EQ(route.waiting_max, 100u);
  EXPECT_EQ(route.waiting_per_caller_max, 10u);
  EXPECT_THAT(route.authentication, ElementsAre("bearer"));
  EXPECT_THAT(route.scopes, ElementsAre("payments:write"));
  EXPECT_THAT(route.statuses,
              ElementsAre(Pair("PaymentAccepted", 201), Pair("com.example.Refused", 409)));
  EXPECT_THAT(route.outcome_schemas, ElementsAre(Pair("PaymentAccepted", "true")));
  EXPECT_THAT(route.cors.origins, ElementsAre("https://example.com", "http://localhost:5173"));
  EXPECT_THAT(route.cors.request_fields, ElementsAre("x-customer"));
  EXPECT_TRUE(route.cors.credentials);
  EXPECT_EQ(route.cors.max_age, std::chrono::hours(1));
  EXPECT_THAT(read_file->files, ElementsAre(file, folder / "body.json", folder / "accepted.json",
                                            folder / "keys.toml"));
}

TEST_F(RouteFileTest, WhatIsNotSaidIsAsInARouteOfCode) {
  const auto read_file = read(
      "[[route]]\npath = \"/users\"\ntopic = \"users.requests\"\n"
      "outcomes_topic = \"users.outcomes\"\n");

  ASSERT_TRUE(read_file) << read_file.fault().what;
  const gateway::Route usual;
  const auto& route = read_file->routes.at(0);
  EXPECT_EQ(route.method, usual.method);
  EXPECT_EQ(route.event_type, usual.event_type);
  EXPECT_EQ(route.ordering_key, usual.ordering_key);
  EXPECT_EQ(route.timeout, usual.timeout);
  EXPECT_EQ(route.content_types, usual.content_types);
  EXPECT_EQ(route.answer_fields, usual.answer_fields);
  EXPECT_EQ(route.cors, usual.cors);
  EXPECT_FALSE(route.check_body);
}

TEST_F(RouteFileTest, AFileWithoutRoutesHasNone) {
  const auto read_file = read("listen = \"127.0.0.1:0\"\n");

  ASSERT_TRUE(read_file) << read_file.fault().what;
  EXPECT_THAT(read_file->routes, IsEmpty());
}

TEST_F(RouteFileTest, AllThatIsWrongIsToldInTheOrderOfTheFile) {
  EXPECT_THAT(
      refusals("[[route]]\n"
               "topc = \"a.requests\"\n"
               "method = \"GET\"\n"
               "timeout = \"soon\"\n"
               "path = \"users\"\n"
               "[[route]]\n"
               "path = \"/users\"\n"
               "topic = \"a\"\n"
               "outcomes_topic = \"a\"\n"
               "waiting_max = \"5\"\n"
               "[[route]]\n"
               "outcomes_topic = \"a\"\n"
               "topic = \"b\"\n"
               "path = [\"/x\", \"/users\"]\n"),
      ElementsAre(
          ":2:1: unknown key route[0].topc; did you mean topic?",
          ":2:1: route[0] has no topic; add one", ":2:1: route[0] has no outcomes_topic; add one",
          ":3:1: route[0].method = GET: expected one of: POST, PUT, PATCH, DELETE",
          ":4:1: route[0].timeout = soon: expected a duration such as 500ms, 5s, 10m or 7d",
          ":5:1: route[0].path = users: expected a path such as \"/accounts/{account}/payments\"",
          ":9:1: outcomes_topic a: outcomes need a topic of their own; choose another",
          ":10:1: route[1].waiting_max = 5: expected a whole number, without quotes",
          ":12:1: outcomes_topic a is where requests go by another route; choose another",
          ":14:15: two routes for POST /users; the first is at FILE:7:1"));
}

TEST_F(RouteFileTest, TopicsOfBoomerangsOwnAreTaken) {
  EXPECT_THAT(refusals("[[route]]\npath = \"/a\"\ntopic = \"boomerang.replies\"\n"
                       "outcomes_topic = \"boomerang.dead_letters\"\n"
                       "[[route]]\npath = \"/b\"\ntopic = \"boomerang.requests\"\n"
                       "outcomes_topic = \"b\"\n"),
              ElementsAre(":3:1: topic boomerang.replies is where workers answer gateways; choose "
                          "another",
                          ":4:1: outcomes_topic boomerang.dead_letters is for the dead letters of "
                          "boomerang.requests; choose another"));
}

TEST_F(RouteFileTest, WhatTheTableOfRoutesRefusesIsToldAtThePath) {
  EXPECT_THAT(
      refusals("[[route]]\ntopic = \"a\"\noutcomes_topic = \"b\"\npath = \"/requests/x\"\n"),
      ElementsAre(":4:1: path \"/requests/x\" is the gateway's own: choose another than "
                  "/requests"));
  EXPECT_THAT(refusals_of("ordering_key = \"path:c\""),
              ElementsAre(":2:1: route POST /a/{b}: the ordering key {c} is no parameter of the "
                          "path \"/a/{b}\""));
  EXPECT_THAT(refusals("[[route]]\ntopic = \"a\"\noutcomes_topic = \"b\"\n"
                       "path = [\"/{x}/y\", \"/{z}/y\", \"/{}\"]\n"),
              ElementsAre(":4:19: two routes for POST /{z}/y; the first is at FILE:4:9",
                          ":4:29: path \"/{}\": a parameter is a whole segment such as {account}, "
                          "of letters, digits and _"));
}

TEST_F(RouteFileTest, AValueOfAnotherFormIsRefused) {
  const auto one = [this](const std::string& line) {
    const auto lines = refusals_of(line);
    return lines.size() == 1 ? lines[0] : std::to_string(lines.size()) + " lines";
  };

  const std::string duration = "expected a text in quotes, such as \"5s\"";
  EXPECT_EQ(one("timeout = 5"), ":5:1: route[0].timeout = 5: " + duration);
  EXPECT_EQ(one("timeout = 5.0"), ":5:1: route[0].timeout = 5.0: " + duration);
  EXPECT_EQ(one("timeout = []"), ":5:1: route[0].timeout = []: " + duration);
  EXPECT_EQ(one("timeout = {}"), ":5:1: route[0].timeout = {}: " + duration);
  EXPECT_EQ(one("timeout = [\"5s\"]"), ":5:12: route[0].timeout[0]: expected a text in quotes");
  EXPECT_EQ(one("summary = 2026-01-01"),
            ":5:1: route[0].summary = 2026-01-01: expected a text in quotes");
  EXPECT_EQ(one("scopes = \"a\""), ":5:1: route[0].scopes: expected a list: [\"...\", \"...\"]");
  EXPECT_EQ(one("content_types = [5]"),
            ":5:18: route[0].content_types[0] = 5: expected a text in quotes");
  EXPECT_EQ(one("content_types = [[\"a/b\"]]"),
            ":5:19: route[0].content_types[0][0]: expected a list: [\"...\", \"...\"]");
  EXPECT_EQ(one("outcomes = 5"), ":5:1: route[0].outcomes: expected a table [route.outcomes]");
  EXPECT_EQ(one("outcomes.A = \"201\""),
            ":5:10: route[0].outcomes.A = 201: expected a whole number, without quotes");
  EXPECT_EQ(one("schema = { file = \"x\" }"), ":5:1: route[0].schema: expected a text in quotes");
  EXPECT_EQ(one("cors = true"), ":5:1: unknown key route[0].cors");
  EXPECT_EQ(one("cors.credentials = 1"),
            ":5:6: route[0].cors.credentials = 1: expected a truth: true or false, without quotes");
}

// Nothing of it hides another mistake.
TEST_F(RouteFileTest, AnEmptyListIsTakenWhereNoneIsAnAnswer) {
  const auto read_file = read(
      "[[route]]\npath = \"/a\"\ntopic = \"a\"\noutcomes_topic = \"b\"\nresponse_headers = []\n"
      "request_headers = []\nscopes = []\ncors = { origins = [], request_headers = [] }\n"
      "outcomes = {}\n");

  ASSERT_TRUE(read_file) << read_file.fault().what;
  EXPECT_THAT(read_file->routes.at(0).answer_fields, IsEmpty());
  EXPECT_THAT(refusals_of("content_types = []\nauthentication = []\noutcomes = []\ntimeout = 1.5"),
              ElementsAre(":5:1: route[0].content_types = []: expected a list of one or more; or "
                          "take the line away",
                          ":6:1: route[0].authentication = []: expected a list of one or more; or "
                          "take the line away",
                          ":7:1: route[0].outcomes: expected a table [route.outcomes]",
                          ":8:1: route[0].timeout = 1.5: expected a text in quotes, such as "
                          "\"5s\""));
  EXPECT_THAT(refusals("[[route]]\npath = []\ntopic = \"a\"\noutcomes_topic = \"b\"\n"),
              ElementsAre(":2:1: route[0].path = []: expected a list of one or more"));
}

TEST_F(RouteFileTest, AnEmptyRouteLacksWhatARouteNeeds) {
  EXPECT_THAT(
      refusals("[[route]]\npath = \"/a\"\ntopic = \"a\"\noutcomes_topic = \"b\"\n[[route]]\n"),
      ElementsAre(":5:1: route[1] has no path; add one", ":5:1: route[1] has no topic; add one",
                  ":5:1: route[1] has no outcomes_topic; add one"));
}

TEST_F(RouteFileTest, AMistakeIsOneLineWhateverTheValue) {
  EXPECT_THAT(refusals_of("summary = \"a\\nb\\u001B[31m\"\ntopics = \"a\\nb\"\n\"x\\ny\" = 1"),
              ElementsAre(":5:1: route[0].summary = a\\nb\\x1B[31m: expected one line of text, up "
                          "to 200 bytes",
                          ":6:1: unknown key route[0].topics; did you mean topic?",
                          ":7:1: unknown key route[0].x\\ny"));
}

TEST_F(RouteFileTest, AValueOutOfRangeIsRefused) {
  for (const char* line : {"body_bytes_max = -1",
                           "body_bytes_max = 1048577",
                           "waiting_max = 1000001",
                           "timeout = \"0s\"",
                           "timeout = \"61m\"",
                           "outcomes.A = 199",
                           "outcomes.A = 600",
                           "outcomes.\"A B\" = 200",
                           "outcomes.A = [201]",
                           "cors.max_age = \"1500ms\"",
                           "cors.max_age = \"25h\"",
                           "idempotency = \"on\"",
                           "repeat = \"waits\"",
                           "scopes = [\"a b\"]",
                           "schema = \"none.json\"",
                           "schema = \"\"",
                           "request_headers = [\"cookie\"]",
                           "response_headers = [\"set-cookie\"]",
                           "ordering_key = \"header:authorization\"",
                           "cors.origins = [\"https://a.example/\"]",
                           "content_types = [\"application/json\", \"Application/JSON\"]"}) {
    const auto lines = refusals_of(line);
    ASSERT_GE(lines.size(), 1u) << line;
    EXPECT_TRUE(lines[0].starts_with(":5:")) << lines[0];
  }
}

TEST_F(RouteFileTest, WhatDoesNotGoTogetherIsRefused) {
  EXPECT_THAT(refusals_of("cors = { origins = [\"*\"], credentials = true }"),
              ElementsAre(":5:27: route[0].cors.credentials: any page could act for whoever is "
                          "signed in; name the origins instead of *"));
  EXPECT_THAT(refusals_of("cors.origins = [\"*\", \"https://a.example\"]"),
              ElementsAre(":5:17: route[0].cors.origins: * is every origin; take it or the others "
                          "away"));
  EXPECT_EQ(refusals_of("scopes = [\"a\"]").size(), 1u);
  EXPECT_EQ(refusals_of("idempotency = \"off\"\nrepeat = \"joins\"").size(), 1u);
  EXPECT_EQ(refusals_of("content_types = [\"*/*\", \"text/plain\"]").size(), 1u);
  write("body.json", "{}");
  EXPECT_EQ(refusals_of("content_types = [\"*/*\"]\nschema = \"body.json\"").size(), 1u);
}

TEST_F(RouteFileTest, ASchemaChecksBodies) {
  write("body.json", R"({"required": ["amount"]})");
  const auto read_file = read(
      "[[route]]\npath = \"/a\"\ntopic = \"a\"\noutcomes_topic = \"b\"\nschema = \"body.json\"\n");

  ASSERT_TRUE(read_file) << read_file.fault().what;
  const auto& check_body = read_file->routes.at(0).check_body;
  EXPECT_FALSE(check_body(R"({"amount": 1})"));
  EXPECT_EQ(check_body("{}").value_or(gateway::Refusal{}).status, 422);
}

TEST_F(RouteFileTest, ASchemaThatCannotBeUsedIsRefused) {
  const std::string body = (folder / "body.json").string();
  write("body.json", "{\"type\": \"text\"}");
  for (const char* line : {"schema = \"body.json\"", "outcome_schemas.A = \"body.json\""}) {
    const auto lines = refusals_of(line);
    ASSERT_EQ(lines.size(), 1u) << line;
    EXPECT_NE(lines[0].find(body + ": #/type must be one of: null, boolean, object"),
              std::string::npos)
        << lines[0];
  }
}

TEST_F(RouteFileTest, EveryTypeIsNoList) {
  const auto read_file = read(
      "[[route]]\npath = \"/a\"\ntopic = \"a\"\noutcomes_topic = \"b\"\nmethod = \"DELETE\"\n"
      "content_types = [\"*/*\"]\n");

  ASSERT_TRUE(read_file) << read_file.fault().what;
  EXPECT_THAT(read_file->routes.at(0).content_types, IsEmpty());
}

TEST_F(RouteFileTest, ARouteIsATableOfItsOwn) {
  EXPECT_THAT(refusals("[route]\npath = \"/\"\n"),
              ElementsAre(":2:1: route.path: a route is a table of its own; begin it with "
                          "[[route]]"));
  EXPECT_EQ(refusals("route = 5\n").size(), 1u);
  EXPECT_EQ(refusals("route = [5]\n").size(), 1u);
}

TEST_F(RouteFileTest, ThereIsAnEndToItsSize) {
  std::string many;
  for (int i = 0; i < 1001; ++i) {
    const auto n = std::to_string(i);
    many += "[[route]]\npath=\"/" + n + "\"\ntopic=\"t\"\noutcomes_topic=\"o\"\n";
  }
  EXPECT_THAT(
      refusals(many),
      ElementsAre(":4002:1: there are more than 1000 routes; serve some of them elsewhere"));

  std::string items = "request_headers = [";
  for (int i = 0; i < 66; ++i) items += "\"s" + std::to_string(i) + "\",";
  EXPECT_EQ(refusals_of(items + "]").size(), 1u);
}

}  // namespace
}  // namespace boomerang::routing
