#include "boomerang/console/overview.h"

#include <gtest/gtest.h>

#include "boomerang/console/sample_entry.h"

namespace boomerang::console {
namespace {

TEST(OverviewTest, SaysWhatAProcessIsAndHasDone) {
  Overview overview{.name = "users",
                    .version = "1.2.3",
                    .role = "all",
                    .instance = "/users/a",
                    .log = "embedded ./\"x\"",
                    .database = "sqlite app.db"};
  overview.gateway_url = "http://127.0.0.1:8080";
  overview.gateway = {{.accepted = 7, .late_outcomes = 1}, 3};
  overview.workers.push_back({"users.requests", {.handled = 5, .dead_letters = 2}});
  overview.sample = {"/", "{}"};
  const WatchedRoutes routes{{{.route = {.method = "POST",
                                         .paths = {"/users", "/"},
                                         .topic = "users.requests",
                                         .outcomes_topic = "users.outcomes",
                                         .statuses = {{"A", 201}, {"B", 409}}},
                               .dead_letters_topic = "users.dead_letters"}},
                             "replies"};
  EXPECT_EQ(
      overview_json(overview, routes, sample_time),
      R"({"name":"users","version":"1.2.3","role":"all","instance":"/users/a",)"
      R"("time":"2026-01-31T12:00:00.000000Z","log":"embedded ./\"x\"",)"
      R"("database":"sqlite app.db","ready":true,"reasons":[],)"
      R"("gateway":{"url":"http://127.0.0.1:8080","open":3,"accepted":7,"answered":0,"refused":0,)"
      R"("timed_out":0,"deferred":0,"late_outcomes":1},)"
      R"("workers":[{"topic":"users.requests","handled":5,"replayed":0,"mismatched":0,)"
      R"("failed_attempts":0,"dead_letters":2}],"sample":{"path":"/","body":"{}"},)"
      R"("routes":[{"name":"POST /users","method":"POST","topic":"users.requests",)"
      R"("outcomes_topic":"users.outcomes","dead_letters_topic":"users.dead_letters",)"
      R"("paths":["/users","/"],"timeout_ms":5000,"statuses":{"A":201,"B":409}}]})");
}

TEST(OverviewTest, WhatAProcessDoesNotHaveIsNull) {
  Overview overview;
  overview.reasons = {"the log is away", "stopping"};
  const auto json = overview_json(overview, {}, sample_time);
  EXPECT_NE(json.find(R"("database":null,"ready":false,"reasons":["the log is away","stopping"],)"
                      R"("gateway":null,"workers":[],"sample":null,"routes":[]})"),
            std::string::npos)
      << json;
}

}  // namespace
}  // namespace boomerang::console
