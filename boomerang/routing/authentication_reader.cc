#include "boomerang/routing/authentication_reader.h"

#include <array>
#include <string_view>
#include <variant>

#include "boomerang/auth/authenticator.h"

namespace boomerang::routing {
namespace {

// Of a scheme, one at most is read.
constexpr std::array<std::string_view, 4> file_keys = {"file", "jwks_file", "hmac_secret_file",
                                                       "jwks_ca_file"};

}  // namespace

void AuthenticationReader::finish() {
  finish_keys(draft().kind);
  // Of what is wrong already nothing more can be said.
  if (!mistakes().empty()) return;
  const auto scheme = draft().scheme();
  const auto good =
      std::visit([](const auto& options) { return auth::check_options(options); }, scheme.options);
  if (good) return check_files();
  const std::string& what = good.fault().what;
  mistake(entry_of(what.substr(0, what.find(':'))), name() + "." + what);
}

void AuthenticationReader::check_files() {
  auto checked = auth::check_files(draft().scheme());
  if (checked) {
    files_ = std::move(checked->files);
    key_names_ = std::move(checked->key_names);
    return;
  }
  for (const auto key : file_keys) {
    if (!is_given(key)) continue;
    return mistake(entry_of(key), name() + "." + std::string(key) + ": " + checked.fault().what);
  }
}

}  // namespace boomerang::routing
