// A disk whose every sync takes the same time, to be preloaded: SLOW_SYNC_US microseconds, and
// nothing is synced. Real disks, above all virtual ones, differ by a factor of ten from one minute
// to the next; under this one a comparison can be repeated.

#include <time.h>
#include <unistd.h>

#include <cstdlib>

namespace {

int wait_instead() {
  static const long microseconds = [] {
    const char* text = std::getenv("SLOW_SYNC_US");
    return text == nullptr ? 1000 : std::strtol(text, nullptr, 10);
  }();
  const timespec time{microseconds / 1'000'000, microseconds % 1'000'000 * 1000};
  nanosleep(&time, nullptr);
  return 0;
}

}  // namespace

extern "C" int fsync(int) { return wait_instead(); }
extern "C" int fdatasync(int) { return wait_instead(); }
