// Appends numbered records to the log in the folder that it is given, and writes a byte to stdout
// for each after it was acknowledged. The process which log_crash_test kills.

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <latch>
#include <string>

#include "boomerang/base/system_clock.h"
#include "boomerang/broker/embedded/embedded_broker.h"

int main(int, char** arguments) {
  using namespace boomerang;
  using namespace boomerang::broker;

  constexpr int rounds = 60;
  constexpr int records_in_round = 8;
  const SystemClock clock;
  EmbeddedOptions options{.folder = arguments[1]};
  options.appender.checkpoint_pages = 20;
  options.appender.checkpoint_pages_max = 60;
  auto opened = EmbeddedBroker::open(options, clock);
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.fault().what.c_str());
    return 1;
  }
  Broker& broker = **opened;
  const Topic topic{"t", 1, Durability::synced, {std::chrono::hours(1), 200'000}};
  if (!broker.ensure_topic(topic)) return 1;

  // The number of a record is its offset, also across the lives of this process.
  Offset next = broker.range("t", 0)->end;
  std::atomic<bool> all_stored{true};
  for (int round = 0; round < rounds && all_stored; ++round) {
    std::latch done(records_in_round);
    for (int i = 0; i < records_in_round; ++i) {
      Record record{std::to_string(next), {}, std::string(500, 'x')};
      record.headers.add("number", std::to_string(next++));
      broker.append("t", 0, std::move(record), [&](const Result<Place>& place) {
        const bool told = place && ::write(STDOUT_FILENO, "+", 1) == 1;
        if (!told) all_stored = false;
        done.count_down();
      });
    }
    done.wait();
  }
  return all_stored ? 0 : 1;
}
