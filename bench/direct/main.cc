// What Boomerang is compared with: the users demo as a plain synchronous handler.
//
// The same HTTP edge, the same check of the body, the same table. Each request is one transaction,
// committed before the answer; there is no event and no inbox. SQLite lets one transaction write at
// a time, so one thread with one connection takes the requests in turn: that is faster than many
// that wait for each other's lock.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>

#include "boomerang/app/options.h"
#include "boomerang/app/signals.h"
#include "boomerang/base/random.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/base/thread.h"
#include "boomerang/config/address.h"
#include "boomerang/config/command_line.h"
#include "boomerang/event/request_id.h"
#include "boomerang/http/server.h"
#include "boomerang/store/sqlite/sqlite_store.h"
#include "demo/users/create_user.h"
#include "demo/users/new_user.h"
#include "demo/users/schema.h"

namespace {

using namespace boomerang;

struct Job {
  http::Shard* shard;
  http::Exchange exchange;
  Event event;
};

// Takes jobs in turn: a transaction, a commit, an answer.
class Writer {
 public:
  explicit Writer(std::unique_ptr<store::Session> session)
      : session_(std::move(session)), thread_(start_thread("writer", [this] { run(); })) {}

  ~Writer() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    changed_.notify_one();
  }

  void add(Job job) {
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
  }

 private:
  void run() {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
      if (ending_) return;
      Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job.shard->post([&shard = *job.shard, exchange = job.exchange,
                       response = committed(job.event)] { shard.answer(exchange, response); });
    }
  }

  http::Response committed(const Event& event) {
    auto transaction = session_->begin();
    if (!transaction) return http::problem(503, "The database is not there.");
    const auto outcome = users::create_user(event, **transaction);
    if (!outcome) return http::problem(500, "The handler failed.");
    if (!(*transaction)->commit()) return http::problem(500, "The commit failed.");
    http::Response response;
    response.status = *outcome->status;
    response.fields.add("Content-Type", outcome->content_type);
    response.body = outcome->body;
    return response;
  }

  const std::unique_ptr<store::Session> session_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool ending_ = false;
  std::jthread thread_;  // Last: it uses all of the above.
};

class DirectService final : public http::Service {
 public:
  DirectService(http::Shard& shard, Writer& writer)
      : shard_(shard), writer_(writer), ids_(shard.clock(), random_, 0) {}

  Verdict admit(const http::Request&) override { return {64 * 1024, std::nullopt}; }

  void serve(http::Request request, http::Exchange exchange) override {
    if (const auto refusal = users::check_body(request.body)) {
      shard_.answer(exchange, http::problem(refusal->status, refusal->detail));
      return;
    }
    Event event;
    event.id = ids_.next();
    event.body = std::move(request.body);
    writer_.add({&shard_, exchange, std::move(event)});
  }

  void abandon() override {}

 private:
  http::Shard& shard_;
  Writer& writer_;
  SystemRandom random_;
  RequestIdSource ids_;
};

int fail(const Fault& fault) {
  std::fprintf(stderr, "direct_users: %s\n", fault.what.c_str());
  return config::exit_usage;
}

int serve(const app::Options& options) {
  SystemClock clock;
  http::Server::Options http;
  http.host = options.listen.host;
  http.port = options.listen.port;
  auto server = http::Server::open(http, clock);
  if (!server) return fail(server.fault());
  std::error_code ignored;  // If the folder is not there, opening the store says so.
  std::filesystem::create_directories(options.data, ignored);
  auto store = store::SqliteStore::open(options.data / "app.db", clock);
  if (!store) return fail(store.fault());
  if (auto migrated = (*store)->migrate(users::schema()); !migrated) return fail(migrated.fault());
  auto session = (*store)->connect();
  if (!session) return fail(session.fault());

  Writer writer(*std::move(session));
  (*server)->start(
      [&](http::Shard& shard) { return std::make_unique<DirectService>(shard, writer); });
  std::printf("http://%s\n", config::to_string({options.listen.host, (*server)->port()}).c_str());
  std::fflush(stdout);
  app::wait_for_stop_signal();
  (*server)->drain(std::chrono::seconds(5));
  (*server)->close();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  app::block_stop_signals();
  app::Options options;
  config::Command command;
  command.name = "direct_users";
  command.about = "The users demo without events, to compare with.";
  command.options = app::list(options);
  command.run = [&](const auto&) { return serve(options); };
  return config::run_main(command, argc, argv);
}
