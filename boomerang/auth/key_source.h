#pragma once

// Where a scheme's keys come from: they may change while the program runs.

#include <cstdint>
#include <memory>

#include "boomerang/auth/key_set.h"

namespace boomerang::auth {

// Threads: any.
class KeySource {
 public:
  virtual ~KeySource() = default;

  // The newest set; null as long as there was none.
  virtual std::shared_ptr<const KeySet> keys() const = 0;

  // The id of that set, 0 as long as there was none. Takes no lock.
  virtual std::uint64_t keys_id() const = 0;

  // A token names a key that the newest set does not have. Returns at once.
  virtual void ask_for_newer() {}
};

class FixedKeys final : public KeySource {
 public:
  explicit FixedKeys(KeySet keys) : keys_(std::make_shared<const KeySet>(std::move(keys))) {}
  std::shared_ptr<const KeySet> keys() const override { return keys_; }
  std::uint64_t keys_id() const override { return keys_->id(); }

 private:
  const std::shared_ptr<const KeySet> keys_;
};

}  // namespace boomerang::auth
