// What a worker's step costs on each database: begin_and_find, insert_new and
// inbox_add_and_commit, by the size of the batch, on one connection.
//
//   store_step SECONDS URL...
//
// with sqlite:FILE, mariadb://... or postgresql://...; makes and drops the table store_step_item.
// One request in ten has a name that was there before.

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "boomerang/base/system_clock.h"
#include "boomerang/store/mariadb/mariadb_store.h"
#include "boomerang/store/postgres/postgres_store.h"
#include "boomerang/store/sqlite/sqlite_store.h"

namespace {

using namespace boomerang;
using namespace boomerang::store;

Result<std::unique_ptr<Store>> open(const std::string& url, const Clock& clock) {
  const auto as_store = [](auto opened) -> Result<std::unique_ptr<Store>> {
    if (!opened) return opened.fault();
    return std::unique_ptr<Store>(*std::move(opened));
  };
  if (url.starts_with("sqlite:")) return as_store(SqliteStore::open(url.substr(7), clock));
  if (url.starts_with("mariadb:")) return as_store(MariadbStore::open(url, clock));
  return as_store(PostgresStore::open(url, clock));
}

void need(const auto& result) {
  if (result) return;
  std::fprintf(stderr, "%s\n", result.fault().what.c_str());
  std::exit(1);
}

// Ids that grow, as UUIDv7 do.
std::array<std::uint8_t, 16> id_of(std::uint64_t number) {
  std::array<std::uint8_t, 16> id{};
  for (std::size_t i = 0; i < 8; ++i) id[7 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  return id;
}

void step(Session& session, std::uint64_t first, std::size_t size) {
  std::vector<std::array<std::uint8_t, 16>> ids;
  std::vector<Row> rows;
  std::vector<InboxRow> inbox;
  for (std::uint64_t number = first; number < first + size; ++number) {
    ids.push_back(id_of(number));
    const std::uint64_t named = number % 10 == 9 && number > 1000 ? number - 1000 : number;
    rows.push_back({static_cast<std::int64_t>(number), "user-name-" + std::to_string(named)});
    InboxRow& row = inbox.emplace_back();
    row.request_id = ids.back();
    row.outcome_headers = R"({"ce_type":"UserCreated","content-type":"application/json"})";
    row.outcome_body = R"({"id":"0190163d-8694-739b-aea5-966c26f8ad91","name":"user-name"})";
  }
  const std::array<std::string_view, 2> columns = {"id", "name"};
  const auto begun = session.begin_and_find(ids);
  need(begun);
  Transaction& transaction = *begun->transaction;
  need(transaction.insert_new("store_step_item", columns, rows));
  need(transaction.inbox_add_and_commit(inbox));
}

void run(Session& session, const char* sql) {
  const auto transaction = session.begin();
  need(transaction);
  need((*transaction)->execute(sql));
  need((*transaction)->commit());
}

void measure(const std::string& url, Duration time) {
  const SystemClock clock;
  const auto store = open(url, clock);
  need(store);
  need((*store)->migrate({}));
  const auto session = (*store)->connect();
  need(session);
  const std::string scheme = url.substr(0, url.find(':'));
  run(**session,
      "CREATE TABLE store_step_item (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL UNIQUE)");
  // Request ids of another run must not be met.
  std::uint64_t next = static_cast<std::uint64_t>(clock.wall().time_since_epoch().count());
  for (const std::size_t size : {1u, 16u, 100u, 256u}) {
    std::vector<Duration> steps;
    const Instant begin = clock.now();
    Instant end = begin;
    while (end - begin < time) {
      step(**session, next, size);
      next += size;
      steps.push_back(clock.now() - end);
      end += steps.back();
    }
    std::sort(steps.begin(), steps.end());
    const double seconds = std::chrono::duration<double>(end - begin).count();
    const auto ms = [&](std::size_t percent) {
      return std::chrono::duration<double, std::milli>(steps[steps.size() * percent / 100]).count();
    };
    std::printf("%-10s batch %3zu  %8.0f rows/s  p50 %6.2f ms  p99 %6.2f ms\n", scheme.c_str(),
                size, static_cast<double>(size * steps.size()) / seconds, ms(50), ms(99));
    std::fflush(stdout);
  }
  run(**session, "DROP TABLE store_step_item");
}

}  // namespace

int main(int argc, char** argv) {
  int seconds = 0;
  const char* text = argc > 2 ? argv[1] : "";
  std::from_chars(text, text + std::strlen(text), seconds);
  if (seconds <= 0) {
    std::fprintf(stderr, "usage: store_step SECONDS URL...\n");
    return 2;
  }
  for (int i = 2; i < argc; ++i) measure(argv[i], std::chrono::seconds(seconds));
}
