// What a connection costs in memory while its request waits: `parked_connections plain|tls COUNT`.
//
// A process of its own holds the clients, so that what grows here is the server's alone. The
// kernel's part is not counted; it is the same for both.

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "boomerang/base/check.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/http/server.h"
#include "boomerang/http/test_certificate.h"
#include "boomerang/http/test_client.h"

namespace {

using namespace boomerang;
using namespace boomerang::http;

std::atomic<std::size_t> parked{0};

struct Parking final : Service {
  Verdict admit(const Request&) override { return {SIZE_MAX, std::nullopt}; }
  void serve(Request, Exchange) override { ++parked; }
  void abandon() override {}
};

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// The clients' process: connects as often as it is told to, and holds on until `orders` ends.
[[noreturn]] void hold_clients(int orders, bool tls) {
  std::uint16_t port = 0;
  std::vector<TestClient> clients;
  std::size_t count = 0;
  while (read(orders, &port, sizeof port) == sizeof port &&
         read(orders, &count, sizeof count) == sizeof count) {
    for (; count > 0; --count) {
      clients.emplace_back(port);
      if (tls) check(clients.back().secure({}), "a handshake");
      check(clients.back().send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n"), "a request");
    }
  }
  _exit(0);
}

void park(int orders, std::uint16_t port, std::size_t count) {
  const std::size_t until = parked + count;
  check(write(orders, &port, sizeof port) == sizeof port, "the clients' process");
  check(write(orders, &count, sizeof count) == sizeof count, "the clients' process");
  while (parked < until) std::this_thread::yield();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string kind = argc == 3 ? argv[1] : "";
  const std::size_t count = argc == 3 ? std::strtoul(argv[2], nullptr, 10) : 0;
  if ((kind != "plain" && kind != "tls") || count == 0) {
    std::fprintf(stderr, "usage: parked_connections plain|tls COUNT\n");
    return 2;
  }
  int orders[2];
  check(pipe(orders) == 0, "a pipe");
  const pid_t child = fork();
  if (child == 0) {
    close(orders[1]);
    hold_clients(orders[0], kind == "tls");
  }
  close(orders[0]);

  const TempFolder folder;
  const SystemClock clock;
  Server::Options options;
  options.port = 0;
  options.shards = 1;
  options.limits.connections_max = count + 1000;
  if (kind == "tls") {
    const TestCertificate certificate({});
    std::ofstream(folder / "cert.pem") << certificate.certificate();
    std::ofstream(folder / "key.pem") << certificate.key();
    options.tls = TlsOptions{folder / "cert.pem", folder / "key.pem"};
  }
  auto server = Server::open(options, clock);
  check(static_cast<bool>(server), "a server");
  (*server)->start([](Shard&) { return std::make_unique<Parking>(); });

  // The first ones pay for what is shared.
  park(orders[1], (*server)->port(), 500);
  const std::size_t before = resident_bytes();
  park(orders[1], (*server)->port(), count);
  const std::size_t after = resident_bytes();
  std::printf("%s: %zu bytes for each of %zu parked connections\n", kind.c_str(),
              (after - before) / count, count);
  close(orders[1]);
  waitpid(child, nullptr, 0);
  return 0;
}
