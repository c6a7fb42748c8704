#pragma once

// A disk that forgets what was not synced, for SQLite files: it can lose power in the middle of
// anything, and it can fail.
//
// It lies under SQLite as a VFS over the system's. Reads see every write, as they would through
// the kernel's memory. What a cut leaves is known to the disk alone: the bytes that were synced,
// and of the later ones none, a torn beginning or a random part. As with Linux, a sync that failed
// is not made up for by a later one: what it was to write is never written unless written again.

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "boomerang/base/random.h"

namespace boomerang {

// Threads: any, but for cut(), which wants every file closed.
class ForgetfulDisk {
 public:
  enum class Failure { power_cut, eio, enospc };
  enum class Lasting { once, from_then_on };
  enum class Survivors { none, torn, scattered };

  ForgetfulDisk();
  ForgetfulDisk(const ForgetfulDisk&) = delete;
  ~ForgetfulDisk();

  // The name of the VFS.
  const std::string& name() const { return name_; }

  // The `n`-th write, truncation or sync from now on fails, counted from 1. A power cut lasts.
  void fail_at(std::int64_t n, Failure failure, Lasting lasting);
  void heal();
  bool failed() const;

  // The power is off and on again: the files are what survived.
  void cut(Survivors survivors, Random& random);

 private:
  friend struct ForgetfulFile;

  struct Write {
    std::int64_t offset = 0;
    std::string bytes = {};
    bool truncates = false;  // To `offset`.
  };
  struct Image {
    std::string synced;
    std::vector<Write> unsynced;
  };

  static void apply(const Write& write, std::string& bytes);
  // The code to fail with, or SQLITE_OK. With the lock held.
  int operate(bool sync);

  std::string name_;
  sqlite3_vfs vfs_{};
  sqlite3_vfs* system_;
  mutable std::mutex mutex_;
  std::map<std::string, Image> images_;
  std::int64_t until_failure_ = 0;  // 0: never.
  Failure failure_ = Failure::eio;
  Lasting lasting_ = Lasting::once;
  bool failing_ = false;
  bool failed_ = false;
};

}  // namespace boomerang
