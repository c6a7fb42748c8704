#include "test/crash/forgetful_disk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace boomerang {

// What SQLite holds as an open file: this, and the system's file behind it.
struct ForgetfulFile {
  sqlite3_file base;
  ForgetfulDisk* disk;
  ForgetfulDisk::Image* image;  // Null for a file without a name.

  static ForgetfulFile& of(sqlite3_file* file) { return *reinterpret_cast<ForgetfulFile*>(file); }
  static sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<ForgetfulFile*>(file) + 1);
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* disk = static_cast<ForgetfulDisk*>(vfs->pAppData);
    of(file) = {};
    const int code = disk->system_->xOpen(disk->system_, name, real(file), flags, out);
    if (code != SQLITE_OK) return code;
    const std::lock_guard lock(disk->mutex_);
    of(file) = {{&methods}, disk, name == nullptr ? nullptr : &disk->images_[name]};
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs* vfs, const char* name, int sync) {
    auto* disk = static_cast<ForgetfulDisk*>(vfs->pAppData);
    const std::lock_guard lock(disk->mutex_);
    if (const int code = disk->operate(false); code != SQLITE_OK) return code;
    disk->images_[name] = {};
    return disk->system_->xDelete(disk->system_, name, sync);
  }
  static int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
  static int read(sqlite3_file* file, void* out, int size, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), out, size, at);
  }
  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    const std::string copy(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    const int code = change(file, {at, copy});
    return code != SQLITE_OK ? code : real(file)->pMethods->xWrite(real(file), bytes, size, at);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const int code = change(file, {size, {}, true});
    return code != SQLITE_OK ? code : real(file)->pMethods->xTruncate(real(file), size);
  }
  static int change(sqlite3_file* file, ForgetfulDisk::Write write) {
    auto& self = of(file);
    const std::lock_guard lock(self.disk->mutex_);
    if (self.image == nullptr) return SQLITE_OK;
    const int code = self.disk->operate(false);
    if (code == SQLITE_OK) self.image->unsynced.push_back(std::move(write));
    return code;
  }
  static int sync(sqlite3_file* file, int) {
    auto& self = of(file);
    const std::lock_guard lock(self.disk->mutex_);
    if (self.image == nullptr) return SQLITE_OK;
    const int code = self.disk->operate(true);
    const bool power = self.disk->failure_ != ForgetfulDisk::Failure::power_cut;
    if (code == SQLITE_OK) {
      for (const auto& one : self.image->unsynced) ForgetfulDisk::apply(one, self.image->synced);
    }
    // After a failure the kernel takes the pages for clean. With the power off nobody asks it.
    if (code == SQLITE_OK || power) self.image->unsynced.clear();
    return code;
  }
  static int size(sqlite3_file* file, sqlite3_int64* out) {
    return real(file)->pMethods->xFileSize(real(file), out);
  }
  static int lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
  }
  static int reserved(sqlite3_file* file, int* out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
  }
  static int control(sqlite3_file* file, int what, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), what, argument);
  }
  static int sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
  static int traits(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
  }
  static int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
  }
  static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
  }
  static void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
  static int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
  }

  static const sqlite3_io_methods methods;
};

const sqlite3_io_methods ForgetfulFile::methods = {
    2,       close,  read,   write,   truncate, sync,        size,      lock,    unlock, reserved,
    control, sector, traits, shm_map, shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};

ForgetfulDisk::ForgetfulDisk()
    : name_("forgetful-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))),
      system_(sqlite3_vfs_find(nullptr)) {
  vfs_ = *system_;
  vfs_.szOsFile = system_->szOsFile + static_cast<int>(sizeof(ForgetfulFile));
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.pNext = nullptr;
  vfs_.xOpen = ForgetfulFile::open;
  vfs_.xDelete = ForgetfulFile::remove;
  sqlite3_vfs_register(&vfs_, 0);
}

ForgetfulDisk::~ForgetfulDisk() { sqlite3_vfs_unregister(&vfs_); }

void ForgetfulDisk::fail_at(std::int64_t n, Failure failure, Lasting lasting) {
  const std::lock_guard lock(mutex_);
  until_failure_ = n;
  failure_ = failure;
  lasting_ = failure == Failure::power_cut ? Lasting::from_then_on : lasting;
  failing_ = failed_ = false;
}

void ForgetfulDisk::heal() {
  const std::lock_guard lock(mutex_);
  until_failure_ = 0;
  failing_ = false;
}

bool ForgetfulDisk::failed() const {
  const std::lock_guard lock(mutex_);
  return failed_;
}

int ForgetfulDisk::operate(bool sync) {
  if (until_failure_ > 0 && --until_failure_ == 0) failing_ = failed_ = true;
  if (!failing_) return SQLITE_OK;
  failing_ = lasting_ == Lasting::from_then_on;
  if (sync) return SQLITE_IOERR_FSYNC;
  return failure_ == Failure::enospc ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

void ForgetfulDisk::apply(const Write& write, std::string& bytes) {
  const auto offset = static_cast<std::size_t>(write.offset);
  if (write.truncates) {
    bytes.resize(std::min(bytes.size(), offset));
    return;
  }
  bytes.resize(std::max(bytes.size(), offset + write.bytes.size()));
  bytes.replace(offset, write.bytes.size(), write.bytes);
}

void ForgetfulDisk::cut(Survivors survivors, Random& random) {
  heal();
  for (auto& [path, image] : images_) {
    const std::size_t writes = image.unsynced.size();
    const std::size_t torn = writes == 0 ? 0 : random.below(writes);
    for (std::size_t i = 0; i < writes && survivors != Survivors::none; ++i) {
      Write& write = image.unsynced[i];
      if (survivors == Survivors::torn && i > torn) break;
      if (survivors == Survivors::scattered && random.below(2) == 0) continue;
      if (i == torn && !write.truncates) write.bytes.resize(random.below(write.bytes.size() + 1));
      apply(write, image.synced);
    }
    image.unsynced.clear();
    std::filesystem::remove(path + "-shm");
    if (image.synced.empty()) {
      std::filesystem::remove(path);
    } else {
      std::ofstream(path, std::ios::binary | std::ios::trunc) << image.synced;
    }
  }
}

}  // namespace boomerang
