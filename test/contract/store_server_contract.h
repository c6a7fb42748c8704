#pragma once

// What a store on a database server must do when the server, the network or another session goes
// wrong. For the rest it passes store_contract.h.

#include <functional>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/store/server_options.h"
#include "boomerang/store/store.h"
#include "test/contract/database_server.h"

namespace boomerang::store {

struct ServerStoreKind {
  std::string name;
  DatabaseServer* server;
  std::function<std::unique_ptr<Store>(const std::string& url, const Clock& clock,
                                       const ServerOptions& options)>
      open;
  std::function<void()> empty;  // Leaves an empty database.
};

class StoreServerContract : public testing::TestWithParam<ServerStoreKind> {
 protected:
  StoreServerContract();

  // Waits only briefly, for the server's answers too.
  std::unique_ptr<Store> open(const std::string& url) { return GetParam().open(url, clock, brief); }
  DatabaseServer& server() { return *GetParam().server; }

  // What another session sees.
  std::size_t items();
  bool inbox_has(std::uint8_t number);

  ServerOptions brief;
  const SystemClock clock;
  std::unique_ptr<Store> store;
  std::unique_ptr<Session> session;
};

}  // namespace boomerang::store
