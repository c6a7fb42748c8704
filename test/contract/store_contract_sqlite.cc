// The store's contract on SQLite.

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/store/sqlite/sqlite_store.h"
#include "test/contract/store_contract.h"

namespace boomerang::store {
namespace {

class SqliteHost final : public StoreHost {
 public:
  std::unique_ptr<Store> open() override {
    SqliteOptions options;
    options.busy_wait = std::chrono::milliseconds(50);
    return *SqliteStore::open(folder_ / "store.db", clock_, options);
  }

  std::string bytes_type() const override { return "BLOB"; }

 private:
  TempFolder folder_;
  ManualClock clock_;
};

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract,
                         testing::Values(StoreKind{"sqlite",
                                                   [] { return std::make_unique<SqliteHost>(); }}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace boomerang::store
