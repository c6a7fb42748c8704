#include "boomerang/app/metrics.h"

#include <prometheus/text_serializer.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace boomerang::app {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily family(std::string_view name, std::string_view help, MetricType type) {
  MetricFamily made;
  made.name = name;
  made.help = help;
  made.type = type;
  return made;
}

MetricFamily gauge(std::string_view name, std::string_view help, double value,
                   std::vector<ClientMetric::Label> labels = {}) {
  auto made = family(name, help, MetricType::Gauge);
  ClientMetric& metric = made.metric.emplace_back();
  metric.gauge.value = value;
  metric.label = std::move(labels);
  return made;
}

// One of the numbers that a T counts.
template <typename T>
struct Counted {
  std::string_view name, help;
  std::uint64_t T::*count;

  MetricFamily family() const { return app::family(name, help, MetricType::Counter); }
};

constexpr std::array<Counted<gateway::Counts>, 6> of_gateway = {{
    {"boomerang_requests_accepted_total", "Requests whose event was handed to the log.",
     &gateway::Counts::accepted},
    {"boomerang_requests_answered_total", "Requests that were answered with their outcome.",
     &gateway::Counts::answered},
    {"boomerang_requests_refused_total", "Requests that were refused, with no event in the log.",
     &gateway::Counts::refused},
    {"boomerang_requests_timed_out_total", "Requests that were answered 504.",
     &gateway::Counts::timed_out},
    {"boomerang_requests_deferred_total", "Requests that were answered 202.",
     &gateway::Counts::deferred},
    {"boomerang_late_outcomes_total", "Outcomes that found nobody waiting.",
     &gateway::Counts::late_outcomes},
}};

constexpr std::array<Counted<worker::Counters>, 9> of_worker = {{
    {"boomerang_events_handled_total", "Events that a handler has decided.",
     &worker::Counters::handled},
    {"boomerang_events_replayed_total", "Events that came again, answered from the inbox.",
     &worker::Counters::replayed},
    {"boomerang_events_mismatched_total", "Events with a known id and another payload.",
     &worker::Counters::mismatched},
    {"boomerang_attempts_failed_total", "Attempts of a handler that failed.",
     &worker::Counters::failed_attempts},
    {"boomerang_dead_letters_total", "Events that were given up.", &worker::Counters::dead_letters},
    {"boomerang_batches_total", "Transactions that were committed.", &worker::Counters::batches},
    {"boomerang_batches_undone_total", "Transactions that the database did not take.",
     &worker::Counters::store_troubles},
    {"boomerang_outcomes_unacknowledged_total", "Outcomes that had to be appended again.",
     &worker::Counters::unacknowledged},
    {"boomerang_appends_refused_total", "Replies and dead letters that the log would not take.",
     &worker::Counters::refused},
}};

ClientMetric::Histogram histogram_of(const gateway::RequestDurations::Histogram& measured) {
  ClientMetric::Histogram made;
  made.sample_sum = measured.sum;
  for (std::size_t i = 0; i < measured.counts.size(); ++i) {
    made.sample_count += measured.counts[i];
    const auto& bounds = gateway::RequestDurations::bounds;
    const double bound = i < bounds.size() ? bounds[i] : std::numeric_limits<double>::infinity();
    made.bucket.push_back({made.sample_count, bound});
  }
  return made;
}

void add_durations(std::vector<MetricFamily>& all,
                   const gateway::RequestDurations::Histograms& measured) {
  if (measured.empty()) return;
  auto& made = all.emplace_back(family("boomerang_request_duration_seconds",
                                       "From the last byte of a request to its answer.",
                                       MetricType::Histogram));
  for (const auto& [route, statuses] : measured) {
    for (const auto& [status, histogram] : statuses) {
      ClientMetric& metric = made.metric.emplace_back();
      metric.label = {{"route", route}, {"status", std::to_string(status)}};
      metric.histogram = histogram_of(histogram);
    }
  }
}

void add_gateway(std::vector<MetricFamily>& all, const Measured::Gateway& measured) {
  for (const auto& one : of_gateway) {
    auto& made = all.emplace_back(one.family());
    made.metric.emplace_back().counter.value = static_cast<double>(measured.counts.*one.count);
  }
  all.push_back(gauge("boomerang_requests_open", "Requests whose outcome has not come.",
                      static_cast<double>(measured.open)));
  add_durations(all, measured.durations);
}

void add_workers(std::vector<MetricFamily>& all, const std::vector<Measured::Worker>& workers) {
  for (const auto& one : of_worker) {
    auto& made = all.emplace_back(one.family());
    for (std::size_t i = 0; i < workers.size(); ++i) {
      ClientMetric& metric = made.metric.emplace_back();
      metric.label = {{"topic", workers[i].topic}, {"worker", std::to_string(i + 1)}};
      metric.counter.value = static_cast<double>(workers[i].counters.*one.count);
    }
  }
}

}  // namespace

std::string metrics_text(const Measured& measured) {
  std::vector<MetricFamily> all;
  all.push_back(gauge("boomerang_build_info", "Which version this is; always 1.", 1,
                      {{"version", measured.version}}));
  all.push_back(
      gauge("boomerang_ready", "1 if /readyz says so, else 0.", measured.reasons.empty() ? 1 : 0));
  if (measured.gateway) add_gateway(all, *measured.gateway);
  if (!measured.workers.empty()) add_workers(all, measured.workers);
  return prometheus::TextSerializer().Serialize(all);
}

}  // namespace boomerang::app
