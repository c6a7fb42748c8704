#pragma once

// What all TLS connections of a server share: its certificate, its key and the rules. The only
// place, with Transport, that knows OpenSSL.
//
// TLS 1.2 with ephemeral keys and AEAD ciphers, and TLS 1.3. No renegotiation, no compression, no
// early data. No session is resumed: there are no ticket keys to keep, to share or to lose, and
// every connection is a handshake of its own (docs/decisions/0016).
// Source: Mozilla, Server Side TLS 5.7, "intermediate"; RFC 9325; RFC 7301.
//
// Threads: any.

#include <memory>
#include <mutex>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/http/tls_options.h"

struct ssl_ctx_st;

namespace boomerang::http {

class TlsContext {
 public:
  // Fails: invalid  a file cannot be read or is not PEM, the key is not the certificate's, or the
  //                 certificate is not valid at `now`. `what` names the file.
  static Result<std::shared_ptr<const TlsContext>> load(const TlsOptions& options, WallTime now);

  explicit TlsContext(ssl_ctx_st* context) : context_(context) {}
  TlsContext(const TlsContext&) = delete;
  ~TlsContext();

  ssl_ctx_st* get() const { return context_; }

 private:
  ssl_ctx_st* const context_;
};

// The context for the next connection, which may be replaced at any time.
class TlsHolder {
 public:
  void set(std::shared_ptr<const TlsContext> context) {
    const std::lock_guard lock(mutex_);
    context_ = std::move(context);
  }

  // Null: no TLS.
  std::shared_ptr<const TlsContext> get() const {
    const std::lock_guard lock(mutex_);
    return context_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const TlsContext> context_;
};

}  // namespace boomerang::http
