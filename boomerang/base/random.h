#pragma once

// The only source of randomness. A test holds a SeededRandom, prints its seed, and can
// repeat a run.

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace boomerang {

// Threads: one at a time.
class Random {
 public:
  virtual ~Random() = default;
  virtual std::uint64_t next() = 0;

  // Evenly in [0, bound). `bound` must not be 0.
  std::uint64_t below(std::uint64_t bound);
};

// The kernel's generator (getrandom), read in blocks. Fit for ids that must not be guessed.
class SystemRandom final : public Random {
 public:
  std::uint64_t next() override;

 private:
  std::uint64_t block_[64];
  std::size_t used_ = std::size(block_);
};

// The same numbers for the same seed, on every machine.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t next() override { return engine_(); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace boomerang
