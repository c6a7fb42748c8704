// What Boomerang is compared with: the users demo as a plain synchronous handler.
//
// The same HTTP edge, the same check of the body, the same table, the same port to the database.
// Each request is one transaction, committed before the answer; there is no event and no inbox.
//
// A database server commits many transactions at once, so 16 connections with a thread each take
// the requests. SQLite lets one transaction write at a time: there one thread with one connection
// is faster than many that wait for each other's lock.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "boomerang/app/database_url.h"
#include "boomerang/app/options.h"
#include "boomerang/app/signals.h"
#include "boomerang/base/random.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/base/thread.h"
#include "boomerang/config/address.h"
#include "boomerang/config/command_line.h"
#include "boomerang/event/request_id.h"
#include "boomerang/http/server.h"
#include "boomerang/store/store.h"
#include "demo/users/create_user.h"
#include "demo/users/new_user.h"
#include "demo/users/schema.h"

namespace {

using namespace boomerang;

constexpr std::size_t connections_to_a_server = 16;

struct Job {
  http::Shard* shard;
  http::Exchange exchange;
  Event event;
};

// Takes jobs, each session one at a time: a transaction, a commit, an answer.
class Writers {
 public:
  explicit Writers(std::vector<std::unique_ptr<store::Session>> sessions)
      : sessions_(std::move(sessions)) {
    for (const auto& session : sessions_) {
      threads_.push_back(start_thread("writer", [this, &session] { run(*session); }));
    }
  }

  ~Writers() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    changed_.notify_all();
  }

  void add(Job job) {
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
  }

 private:
  void run(store::Session& session) {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
      if (ending_) return;
      Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job.shard->post(
          [&shard = *job.shard, exchange = job.exchange, response = committed(session, job.event)] {
            shard.answer(exchange, response);
          });
    }
  }

  static http::Response committed(store::Session& session, const Event& event) {
    auto transaction = session.begin();
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

  const std::vector<std::unique_ptr<store::Session>> sessions_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool ending_ = false;
  std::vector<std::jthread> threads_;  // Last: they use all of the above.
};

class DirectService final : public http::Service {
 public:
  DirectService(http::Shard& shard, Writers& writers)
      : shard_(shard), writers_(writers), ids_(shard.clock(), random_, 0) {}

  Verdict admit(const http::Request&) override { return {64 * 1024, std::nullopt}; }

  void serve(http::Request request, http::Exchange exchange) override {
    if (const auto refusal = users::check_body(request.body)) {
      shard_.answer(exchange, http::problem(refusal->status, refusal->detail));
      return;
    }
    Event event;
    event.id = ids_.next();
    event.body = std::move(request.body);
    writers_.add({&shard_, exchange, std::move(event)});
  }

  void abandon() override {}

 private:
  http::Shard& shard_;
  Writers& writers_;
  SystemRandom random_;
  RequestIdSource ids_;
};

int fail(const Fault& fault) {
  std::fprintf(stderr, "direct_users: %s\n", fault.what.c_str());
  return config::exit_usage;
}

Result<std::vector<std::unique_ptr<store::Session>>> sessions_of(store::Store& store,
                                                                 std::size_t count) {
  std::vector<std::unique_ptr<store::Session>> sessions;
  while (sessions.size() < count) {
    auto session = store.connect();
    if (!session) return session.fault();
    sessions.push_back(*std::move(session));
  }
  return sessions;
}

int serve(const app::Options& options) {
  SystemClock clock;
  http::Server::Options http;
  http.host = options.listen.host;
  http.port = options.listen.port;
  auto server = http::Server::open(http, clock);
  if (!server) return fail(server.fault());
  std::string database = options.database;
  if (database.empty()) {
    std::error_code ignored;  // If the folder is not there, opening the store says so.
    std::filesystem::create_directories(options.data, ignored);
    database = "sqlite:" + (options.data / "app.db").string();
  }
  auto store = app::open_store(database, clock);
  if (!store) return fail(store.fault());
  if (auto migrated = (*store)->migrate(users::schema()); !migrated) return fail(migrated.fault());
  auto sessions = sessions_of(**store, app::is_on_server(database) ? connections_to_a_server : 1);
  if (!sessions) return fail(sessions.fault());

  Writers writers(*std::move(sessions));
  (*server)->start(
      [&](http::Shard& shard) { return std::make_unique<DirectService>(shard, writers); });
  std::printf("http://%s\n", config::to_string({options.listen.host, (*server)->port()}).c_str());
  std::fflush(stdout);
  app::wait_for_signal();
  (*server)->drain(std::chrono::seconds(5));
  (*server)->close();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  app::block_signals();
  app::Options options;
  config::Command command;
  command.name = "direct_users";
  command.about = "The users demo without events, to compare with.";
  command.options = app::list(options);
  command.run = [&](const auto&) { return serve(options); };
  return config::run_main(command, argc, argv);
}
