#pragma once

// boomerang/store/store.h as tests. A store is done when it passes: write a StoreHost for it and
// INSTANTIATE_TEST_SUITE_P(..., StoreContract, ...).

#include <functional>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "boomerang/store/store.h"

namespace boomerang::store {

// An empty database, and what the suite must know of it. Goes away with all it holds.
class StoreHost {
 public:
  virtual ~StoreHost() = default;

  // A store on the database, as another process would open it. Waits for locks only briefly.
  virtual std::unique_ptr<Store> open() = 0;

  // The column type for bytes of any length.
  virtual std::string bytes_type() const = 0;
};

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<StoreHost>()> make;
};

class StoreContract : public testing::TestWithParam<StoreKind> {
 protected:
  StoreContract();

  // A committed change, or a failed expectation.
  void change(const std::string& sql);
  // All rows of a query in a transaction and a session of its own.
  std::vector<Row> rows(const std::string& sql);
  std::unique_ptr<Transaction> begin() { return *session->begin(); }

  const std::unique_ptr<StoreHost> host;
  const std::unique_ptr<Store> store;
  std::unique_ptr<Session> session;
};

}  // namespace boomerang::store
