#include "boomerang/http/tls_context.h"

#include <fstream>

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/http/test_certificate.h"

namespace boomerang::http {
namespace {

struct TlsContextTest : testing::Test {
  std::filesystem::path file(const char* name, const std::string& text) {
    std::ofstream(folder / name) << text;
    return folder / name;
  }

  // Why the files are refused; "" if they are not.
  std::string refusal(const TlsOptions& options) {
    const auto loaded = TlsContext::load(options, SystemClock().wall());
    if (loaded) return "";
    EXPECT_EQ(loaded.fault().kind, FaultKind::invalid);
    std::string what = loaded.fault().what;
    for (auto at = what.find(folder.path().string()); at != what.npos;
         at = what.find(folder.path().string())) {
      what.replace(at, folder.path().string().size() + 1, "");
    }
    return what;
  }

  TempFolder folder;
  TestCertificate mine{{}};
  TestCertificate other{{}};
  TlsOptions good{file("cert.pem", mine.certificate()), file("key.pem", mine.key())};
};

TEST_F(TlsContextTest, LoadsACertificateWithItsKey) {
  EXPECT_EQ(refusal(good), "");
  good.version_min = TlsVersion::tls_1_3;
  good.client_authorities = file("ca.pem", other.certificate());
  EXPECT_EQ(refusal(good), "");
}

TEST_F(TlsContextTest, SaysWhichFileIsNotThere) {
  EXPECT_EQ(refusal({}), "TLS certificate: no file is given");
  EXPECT_EQ(refusal({good.certificate, folder / "none.pem"}),
            "TLS key none.pem: No such file or directory");
  EXPECT_EQ(refusal({file("empty.pem", ""), good.key}), "TLS certificate empty.pem: is empty");
  good.client_authorities = folder / "none.pem";
  EXPECT_EQ(refusal(good), "TLS client authorities none.pem: No such file or directory");
}

TEST_F(TlsContextTest, SaysWhichFileIsNotPem) {
  EXPECT_EQ(refusal({file("text.pem", "no PEM"), good.key}),
            "TLS certificate text.pem: is not a chain in PEM: no start line");
  EXPECT_TRUE(refusal({good.certificate, file("text.pem", "no PEM")})
                  .starts_with("TLS key text.pem: is not a key in PEM without a password: "));
  good.client_authorities = file("text.pem", "no PEM");
  EXPECT_TRUE(refusal(good).starts_with("TLS client authorities text.pem: are not in PEM: "));
}

TEST_F(TlsContextTest, NeverAsksForAPassword) {
  EXPECT_TRUE(refusal({good.certificate, file("locked.pem", mine.locked_key())})
                  .starts_with("TLS key locked.pem: is not a key in PEM without a password: "));
}

TEST_F(TlsContextTest, KeyOfAnotherCertificateIsRefused) {
  EXPECT_EQ(refusal({good.certificate, file("other.pem", other.key())}),
            "TLS key other.pem: is not the key of cert.pem");
}

TEST_F(TlsContextTest, CertificateOutOfItsTimeIsRefused) {
  const TestCertificate old({.name = "a", .from_year = 2020, .to_year = 2021});
  EXPECT_EQ(refusal({file("old.pem", old.certificate()), file("old.key", old.key())}),
            "TLS certificate old.pem: has expired");
  const TestCertificate young({.name = "a", .from_year = 2090});
  EXPECT_EQ(refusal({file("young.pem", young.certificate()), file("young.key", young.key())}),
            "TLS certificate young.pem: is not valid yet");
}

}  // namespace
}  // namespace boomerang::http
