#include "boomerang/app/database_url.h"

#include <algorithm>
#include <array>
#include <utility>

#include "boomerang/store/mariadb/mariadb_store.h"
#include "boomerang/store/postgres/postgres_store.h"
#include "boomerang/store/sqlite/sqlite_store.h"

namespace boomerang::app {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";
constexpr std::string_view mariadb_scheme = "mariadb://";
constexpr std::string_view postgresql_scheme = "postgresql://";

template <typename Opened>
Result<std::unique_ptr<store::Store>> as_store(Result<Opened> opened) {
  if (!opened) return opened.fault();
  return std::unique_ptr<store::Store>(*std::move(opened));
}

}  // namespace

config::Value database_url(std::string& variable) {
  return {config::Value::Form::text, "URL",
          [&variable](std::string_view given) -> Result<void> {
            const bool is_file = given.starts_with(sqlite_scheme) && given != sqlite_scheme;
            if (!is_file && !is_on_server(given)) {
              return Fault{FaultKind::invalid,
                           "expected sqlite:FILE, mariadb://USER:PASSWORD@HOST:PORT/NAME or "
                           "postgresql://USER:PASSWORD@HOST:PORT/NAME"};
            }
            variable = given;
            return {};
          },
          [&variable] { return variable; }};
}

bool is_on_server(std::string_view url) {
  return url.starts_with(mariadb_scheme) || url.starts_with(postgresql_scheme);
}

std::filesystem::path sqlite_file(std::string_view url) {
  return std::string(url.substr(std::min(url.size(), sqlite_scheme.size())));
}

std::string without_password(std::string_view url) {
  const auto begin = url.find("://");
  const auto end = url.rfind('@');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
    return std::string(url);
  }
  return std::string(url.substr(0, begin + 3)) + std::string(url.substr(end + 1));
}

Result<std::unique_ptr<store::Store>> open_store(const std::string& url, const Clock& clock) {
  if (url.starts_with(mariadb_scheme)) return as_store(store::MariadbStore::open(url, clock));
  if (url.starts_with(postgresql_scheme)) return as_store(store::PostgresStore::open(url, clock));
  return as_store(store::SqliteStore::open(sqlite_file(url), clock));
}

}  // namespace boomerang::app
