#pragma once

#include <filesystem>

namespace boomerang::http {

enum class TlsVersion { tls_1_2, tls_1_3 };

// What a server is known by, and whom it lets in. Files are read when they are loaded, and never
// again. Ciphers, groups and signatures are those that are safe for all; they are not to be chosen.
struct TlsOptions {
  std::filesystem::path certificate = {};  // PEM: the server's own first, then those between.
  std::filesystem::path key = {};          // PEM, without a password.
  TlsVersion version_min = TlsVersion::tls_1_2;
  bool http2 = true;  // Offered by ALPN, and preferred.
  // PEM. If given, a client must show a certificate that one of these authorities has issued.
  std::filesystem::path client_authorities = {};
};

}  // namespace boomerang::http
