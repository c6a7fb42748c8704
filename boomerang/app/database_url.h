#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/config/value.h"
#include "boomerang/store/store.h"

namespace boomerang::app {

// sqlite:FILE, mariadb://USER:PASSWORD@HOST:PORT/NAME or postgresql://USER:PASSWORD@HOST:PORT/NAME.
config::Value database_url(std::string& variable);

// Whether it is on a server, which many processes can share.
bool is_on_server(std::string_view url);

// The file of a SQLite database.
std::filesystem::path sqlite_file(std::string_view url);

// The URL without user and password: for people and logs.
std::string without_password(std::string_view url);

// Opens the store; a server is not spoken to yet. `clock` must outlive it.
// Fails: invalid  `what` never shows the password
Result<std::unique_ptr<store::Store>> open_store(const std::string& url, const Clock& clock);

}  // namespace boomerang::app
