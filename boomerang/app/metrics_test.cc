#include "boomerang/app/metrics.h"

#include <chrono>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

namespace boomerang::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

TEST(MetricsTest, WhatIsNotThereIsLeftOut) {
  const auto text = metrics_text({.version = "1"});
  EXPECT_THAT(text, HasSubstr("\nboomerang_ready 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("requests")));
  EXPECT_THAT(text, Not(HasSubstr("events")));
}

TEST(MetricsTest, CountsOfAGateway) {
  Measured measured{.version = "1", .reasons = {"starting"}};
  measured.gateway = {{.accepted = 1,
                       .answered = 2,
                       .refused = 3,
                       .timed_out = 4,
                       .deferred = 5,
                       .late_outcomes = 6},
                      7};
  const auto text = metrics_text(measured);
  EXPECT_THAT(text, HasSubstr("\nboomerang_ready 0\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE boomerang_requests_accepted_total counter\n"
                              "boomerang_requests_accepted_total 1\n"));
  EXPECT_THAT(text, HasSubstr("\nboomerang_requests_answered_total 2\n"));
  EXPECT_THAT(text, HasSubstr("\nboomerang_requests_refused_total 3\n"));
  EXPECT_THAT(text, HasSubstr("\nboomerang_requests_timed_out_total 4\n"));
  EXPECT_THAT(text, HasSubstr("\nboomerang_requests_deferred_total 5\n"));
  EXPECT_THAT(text, HasSubstr("\nboomerang_late_outcomes_total 6\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE boomerang_requests_open gauge\nboomerang_requests_open 7\n"));
}

TEST(MetricsTest, DurationsAreCumulativeAndLabelled) {
  gateway::RequestDurations durations;
  for (const auto waited : {400us, 700us, 3'000'000us, 11'000'000us}) {
    durations.observe("POST /users", 201, waited);
  }
  durations.observe("POST /users", 409, 1ms);
  Measured measured{.version = "1"};
  durations.add_to(measured.gateway.emplace().durations);
  const auto text = metrics_text(measured);
  EXPECT_THAT(text, HasSubstr("# TYPE boomerang_request_duration_seconds histogram\n"));
  const auto line = [](std::string_view what, std::string_view labels, std::string_view value) {
    return "\nboomerang_request_duration_seconds_" + std::string(what) +
           "{route=\"POST /users\",status=\"201\"" + std::string(labels) + "} " +
           std::string(value) + "\n";
  };
  EXPECT_THAT(text, HasSubstr(line("bucket", ",le=\"0.0005\"", "1")));
  EXPECT_THAT(text, HasSubstr(line("bucket", ",le=\"0.001\"", "2")));
  EXPECT_THAT(text, HasSubstr(line("bucket", ",le=\"2.5\"", "2")));
  EXPECT_THAT(text, HasSubstr(line("bucket", ",le=\"5\"", "3")));
  EXPECT_THAT(text, HasSubstr(line("bucket", ",le=\"+Inf\"", "4")));
  EXPECT_THAT(text, HasSubstr(line("count", "", "4")));
  EXPECT_THAT(text, HasSubstr("_count{route=\"POST /users\",status=\"409\"} 1\n"));
}

TEST(MetricsTest, WorkersAreToldApart) {
  Measured measured{.version = "1"};
  measured.workers = {{"users.requests", {.handled = 10, .dead_letters = 1, .batches = 3}},
                      {"a\"b", {.handled = 20}}};
  const auto text = metrics_text(measured);
  EXPECT_THAT(
      text,
      HasSubstr("boomerang_events_handled_total{topic=\"users.requests\",worker=\"1\"} 10\n"));
  EXPECT_THAT(text,
              HasSubstr("boomerang_events_handled_total{topic=\"a\\\"b\",worker=\"2\"} 20\n"));
  EXPECT_THAT(text,
              HasSubstr("boomerang_dead_letters_total{topic=\"users.requests\",worker=\"1\"} 1"));
  EXPECT_THAT(text, HasSubstr("boomerang_batches_total{topic=\"users.requests\",worker=\"1\"} 3"));
}

}  // namespace
}  // namespace boomerang::app
