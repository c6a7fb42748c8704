#include "boomerang/command/version.h"

#include <cstdio>

#include "boomerang/base/json_text.h"

namespace boomerang::command {
namespace {

#ifdef __clang__
constexpr char compiler[] = __VERSION__;
#else
constexpr char compiler[] = "GCC " __VERSION__;
#endif

}  // namespace

std::string version_text() { return BOOMERANG_VERSION; }

config::Command VersionCommand::command() {
  return {.name = "version",
          .about = "Prints the version.",
          .options = {{.name = "json",
                       .value = config::on_off(json_),
                       .help = "As one JSON object, with the compiler.",
                       .reach = config::Reach::flag}},
          .run = [this](const auto&) {
            std::string out = "boomerang " + version_text();
            if (json_) {
              out = "{\"version\":";
              append_json_string(out, version_text());
              out += ",\"compiler\":";
              append_json_string(out, compiler);
              out += "}";
            }
            std::puts(out.c_str());
            return 0;
          }};
}

}  // namespace boomerang::command
