#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/config/command.h"
#include "boomerang/describe/options.h"
#include "boomerang/gateway/route.h"

namespace boomerang::command {

// `boomerang openapi` and `boomerang asyncapi`: the routes of a configuration file, described for
// other programs. The document goes to the output, so that it can be kept and compared.
class Description {
 public:
  // What is described.
  struct Api {
    std::vector<gateway::Route> routes = {};
    describe::DescribeOptions options = {};
  };
  using ReadApi = std::function<Result<Api>(const std::filesystem::path& config)>;

  Description(ReadApi read, std::ostream& out, std::ostream& err)
      : read_(std::move(read)), out_(out), err_(err) {}

  // Bound to this object, which must outlive them.
  config::Command openapi_command();
  config::Command asyncapi_command();

 private:
  using Describe = Result<std::string> (*)(const std::vector<gateway::Route>&,
                                           const describe::DescribeOptions&);
  int run(Describe describe);

  const ReadApi read_;
  std::ostream& out_;
  std::ostream& err_;
  std::filesystem::path config_;
};

}  // namespace boomerang::command
