#pragma once

// What this process remembers of requests that may be asked about: those whose client was told to
// come back (202, 504), until their outcome comes and for a while after, and those that run under
// an idempotency key. It saves looking into the log. When it is full it forgets the oldest that
// have ended, then the oldest that are expected: the log remembers. Who watches one that is
// forgotten is told so, and can look there.
//
// Threads: any. Watchers are called on the thread that brings the outcome, or what takes the place
//          of theirs, without a lock held.
// Bounds:  Options.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/base/sha256.h"
#include "boomerang/event/outcome.h"
#include "boomerang/event/request_id.h"
#include "boomerang/gateway/admission.h"

namespace boomerang::gateway {

// One request: two with one id and other payloads are different ones.
struct RequestKey {
  RequestId id;
  std::uint64_t payload = 0;  // The first 8 bytes of the payload's hash.
  bool operator==(const RequestKey&) const = default;
};
std::uint64_t payload_tag(const Digest& payload_hash);

// The end of a request: what the worker decided, or a fault: `invalid` for an outcome that cannot
// be an answer, `busy` if the event is known not to be in the log after all.
using Ending = Result<Outcome>;
using SharedEnding = std::shared_ptr<const Ending>;

class KnownRequests {
 public:
  struct Options {
    std::size_t requests_max = 100'000;
    std::size_t bytes_max = 64 * 1024 * 1024;         // Of outcomes that are kept.
    Duration running_max = std::chrono::seconds(60);  // After it, a key counts as running no more.
  };

  KnownRequests() : KnownRequests(Options{}) {}
  explicit KnownRequests(Options options) : options_(options) {}

  // What runs under an id that a client chose, as far as this process knows. If nothing does,
  // `ours` is running from now on, until its end comes or stop_running(). Of two payloads only the
  // log knows which was the first: it may have come to another gateway, or before a restart.
  enum class Run { first, repeat, other_payload };
  Run run(const RequestKey& ours, Instant now);

  // Whose run() was `first` was not published.
  void stop_running(const RequestKey& key);

  // Its client was told to come back: its outcome is kept when it comes.
  void expect(const RequestKey& key, const Admitted& admitted);

  // The end of a request: it runs no more. Calls its watchers. Gives back where those were admitted
  // that expected it: each once, several if it was repeated. A fault without a known payload ends
  // all requests with the id.
  std::vector<Admitted> end(RequestId id, const std::optional<Digest>& payload_hash,
                            const SharedEnding& ending);

  // An ending found in the log by somebody who looked for it. Calls the watchers of its request.
  void remember(const RequestKey& key, const SharedEnding& ending);

  enum class Known { no, expected, ended };
  struct Found {
    Known known = Known::no;
    SharedEnding ending = {};  // If ended.
  };
  Found find(const RequestKey& key) const;

  // Calls `told` once: when an expected request ends, or with null when it is forgotten. None, and
  // never called, if it is not expected (any more).
  using Told = std::function<void(const SharedEnding&)>;
  using Watcher = std::uint64_t;
  std::optional<Watcher> watch(const RequestKey& key, Told told);
  void unwatch(const RequestKey& key, Watcher watcher);

  std::size_t size() const;

 private:
  struct Hash {
    std::size_t operator()(const RequestKey& key) const noexcept {
      return std::hash<RequestId>()(key.id) ^ static_cast<std::size_t>(key.payload);
    }
  };
  struct Entry {
    SharedEnding ending;
    std::vector<Admitted> admitted;  // Not given back yet.
    std::vector<std::pair<Watcher, Told>> watchers;
    std::list<RequestKey>::iterator age;  // In expected_, or in ended_.
  };
  using ToTell = std::vector<Told>;
  struct Running {
    std::uint64_t payload = 0;
    Instant since{};
  };

  Entry& entry(const RequestKey& key);
  void keep(Entry& entry, SharedEnding ending);
  ToTell forget_oldest();
  static void tell_forgotten(const ToTell& forgotten);

  const Options options_;
  mutable std::mutex mutex_;
  std::unordered_map<RequestKey, Entry, Hash> entries_;
  std::list<RequestKey> expected_;                              // Oldest first.
  std::list<RequestKey> ended_;                                 // Likewise, by their end.
  std::unordered_multimap<RequestId, std::uint64_t> payloads_;  // Of the entries.
  std::size_t bytes_ = 0;
  std::unordered_map<RequestId, Running> running_;
  Watcher last_watcher_ = 0;
};

}  // namespace boomerang::gateway
