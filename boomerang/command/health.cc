#include "boomerang/command/health.h"

#include <boost/json.hpp>
#include <ostream>
#include <string_view>
#include <vector>

#include "boomerang/command/exit_code.h"
#include "boomerang/command/http_get.h"

namespace boomerang::command {
namespace {

using namespace std::chrono_literals;

// The texts of {"reasons": [...]}; of another body, the body.
std::vector<std::string> reasons_in(const std::string& body) {
  boost::system::error_code error;
  const auto value = boost::json::parse(body, error);
  const auto* object = error ? nullptr : value.if_object();
  const auto* reasons = object != nullptr ? object->if_contains("reasons") : nullptr;
  if (reasons == nullptr || !reasons->is_array()) return {body};
  std::vector<std::string> texts;
  for (const auto& reason : reasons->get_array()) {
    texts.push_back(reason.is_string() ? std::string(reason.get_string()) : serialize(reason));
  }
  return texts;
}

}  // namespace

config::Command Health::command() {
  return {.name = "health",
          .about =
              "Asks a process whether it is ready. The exit code is 0 if it is, else 1, and the "
              "reasons are printed.",
          .options = {{.name = "timeout",
                       .value = config::duration(timeout_, 1ms, 24h),
                       .help = "How long to wait for the answer.",
                       .reach = config::Reach::flag}},
          .arguments = {{.value = config::text(url_, "URL"),
                         .help = "Where to ask: http://127.0.0.1:8082/readyz, if it is not given.",
                         .need = config::Need::optional}},
          .examples = {{.line = "boomerang health http://127.0.0.1:8083/readyz",
                        .says = "As the health check of a container."}},
          .run = [this](const auto&) { return run(); }};
}

int Health::run() {
  const auto url = parse_url(url_);
  if (!url) return tell(url.fault(), err_);
  const auto got = http_get(*url, timeout_, clock_);
  if (!got) return tell(got.fault(), err_);
  if (got->status == 200) {
    out_ << "ready\n";
    return 0;
  }
  err_ << "boomerang: not ready: status " << got->status << "\n";
  for (const auto& reason : reasons_in(got->body)) {
    if (!reason.empty()) err_ << "  " << reason << "\n";
  }
  return 1;
}

}  // namespace boomerang::command
