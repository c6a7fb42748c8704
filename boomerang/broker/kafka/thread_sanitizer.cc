// Only in builds with ThreadSanitizer, which must see the threads and locks of librdkafka.
//
// librdkafka uses the C11 calls, which ThreadSanitizer does not know: it crashes in a thread that
// it has not seen start, and takes what a lock protects for a race. glibc makes these calls out of
// the POSIX ones, on the same objects, so here they are made out of those that it does know.

#include <errno.h>
#include <pthread.h>
#include <threads.h>

#include <cstdint>
#include <memory>

extern "C" {
// ThreadSanitizer's own.
void AnnotateIgnoreWritesBegin(const char* file, int line);
void AnnotateIgnoreWritesEnd(const char* file, int line);
}

namespace {

int told(int error) { return error == 0 ? thrd_success : thrd_error; }

pthread_mutex_t* of(mtx_t* mutex) { return reinterpret_cast<pthread_mutex_t*>(mutex); }
pthread_cond_t* of(cnd_t* condition) { return reinterpret_cast<pthread_cond_t*>(condition); }

// A lock is handed to other threads by ways of librdkafka's that are not seen: how it was made is
// not looked at.
struct Unseen {
  Unseen() { AnnotateIgnoreWritesBegin(__FILE__, __LINE__); }
  ~Unseen() { AnnotateIgnoreWritesEnd(__FILE__, __LINE__); }
};

struct Start {
  thrd_start_t body;
  void* argument;
};

void* run(void* start) {
  const std::unique_ptr<Start> owned(static_cast<Start*>(start));
  return reinterpret_cast<void*>(static_cast<std::intptr_t>(owned->body(owned->argument)));
}

}  // namespace

extern "C" {

// librdkafka counts references with atomics that are not instrumented, so the last owner's free()
// and pthread_rwlock_destroy() look like races. This takes no notice of such calls made by
// librdkafka itself. Its locks come by the functions below, and callbacks into our code are ours:
// they are looked at as everything else.
const char* __tsan_default_suppressions() { return "called_from_lib:librdkafka.so\n"; }

int thrd_create(thrd_t* thread, thrd_start_t body, void* argument) {
  auto start = std::make_unique<Start>(Start{body, argument});
  const int error = pthread_create(thread, nullptr, run, start.get());
  if (error == 0) static_cast<void>(start.release());
  return told(error);
}

int thrd_join(thrd_t thread, int* result) {
  void* value = nullptr;
  const int error = pthread_join(thread, &value);
  if (result != nullptr) *result = static_cast<int>(reinterpret_cast<std::intptr_t>(value));
  return told(error);
}

int mtx_init(mtx_t* mutex, int type) noexcept {
  const Unseen unseen;
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  const bool recursive = (type & mtx_recursive) != 0;
  pthread_mutexattr_settype(&attributes,
                            recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
  const int error = pthread_mutex_init(of(mutex), &attributes);
  pthread_mutexattr_destroy(&attributes);
  return told(error);
}

void mtx_destroy(mtx_t* mutex) noexcept {
  const Unseen unseen;
  pthread_mutex_destroy(of(mutex));
}

int mtx_lock(mtx_t* mutex) { return told(pthread_mutex_lock(of(mutex))); }
int mtx_unlock(mtx_t* mutex) noexcept { return told(pthread_mutex_unlock(of(mutex))); }

int cnd_init(cnd_t* condition) noexcept {
  const Unseen unseen;
  return told(pthread_cond_init(of(condition), nullptr));
}

void cnd_destroy(cnd_t* condition) noexcept {
  const Unseen unseen;
  pthread_cond_destroy(of(condition));
}

int cnd_signal(cnd_t* condition) noexcept { return told(pthread_cond_signal(of(condition))); }
int cnd_broadcast(cnd_t* condition) noexcept { return told(pthread_cond_broadcast(of(condition))); }

int cnd_wait(cnd_t* condition, mtx_t* mutex) {
  return told(pthread_cond_wait(of(condition), of(mutex)));
}

int cnd_timedwait(cnd_t* __restrict condition, mtx_t* __restrict mutex,
                  const timespec* __restrict until) {
  const int error = pthread_cond_timedwait(of(condition), of(mutex), until);
  return error == ETIMEDOUT ? thrd_timedout : told(error);
}

}  // extern "C"
