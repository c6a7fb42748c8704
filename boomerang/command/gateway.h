#pragma once

#include "boomerang/app/application.h"
#include "boomerang/app/options.h"
#include "boomerang/app/served.h"
#include "boomerang/base/result.h"
#include "boomerang/config/command.h"

namespace boomerang::command {

// `boomerang gateway`: a gateway whose routes are in a file. Its workers are other programs, in any
// language: docs/contract.md.
class Gateway {
 public:
  Gateway();

  // Bound to this object, which must outlive it.
  config::Command command();

  // What it was told, once command() has been read.
  const app::Options& options() const { return options_; }
  // What it would serve then. Fails: as app::Application::declare()
  Result<app::Declared> declare() const { return application_.declare(options_); }

 private:
  app::Options options_;
  app::Application application_;
};

}  // namespace boomerang::command
