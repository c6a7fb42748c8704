#include "boomerang/app/start_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"

namespace boomerang::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class StartCheckTest : public testing::Test {
 protected:
  // "tls-key: what is wrong" of each.
  std::vector<std::string> refused() const {
    std::vector<std::string> all;
    for (const auto& [option, what] : check_start(options, clock)) {
      all.push_back(option + ": " + what);
    }
    return all;
  }

  TempFolder folder;
  ManualClock clock;
  Options options;
};

TEST_F(StartCheckTest, TheDefaultsAreGood) { EXPECT_THAT(refused(), IsEmpty()); }

TEST_F(StartCheckTest, ACertificateNeedsItsKey) {
  options.tls_certificate = "chain.pem";
  EXPECT_THAT(refused(),
              ElementsAre(HasSubstr("tls-certificate: TLS needs the certificate's key")));

  options.tls_certificate.clear();
  options.tls_key = "key.pem";
  EXPECT_THAT(refused(), ElementsAre(HasSubstr("tls-key: TLS needs the key's certificate")));

  options.tls_key.clear();
  options.tls_client_authorities = "clients.pem";
  EXPECT_THAT(refused(), ElementsAre(HasSubstr("tls-client-authorities: without")));
}

TEST_F(StartCheckTest, FilesOfTlsAreReadAndNotWaitedFor) {
  options.tls_certificate = folder / "nope.pem";
  options.tls_key = folder / "key.pem";
  EXPECT_THAT(refused(),
              ElementsAre("tls-certificate: TLS certificate " + (folder / "nope.pem").string() +
                          ": No such file or directory"));

  ASSERT_EQ(::mkfifo(options.tls_key.c_str(), 0600), 0);
  EXPECT_THAT(refused(),
              ElementsAre("tls-key: " + options.tls_key.string() + " is no regular file"));

  options.role = Role::worker;
  options.broker = "kafka://a:1";
  EXPECT_THAT(refused(), IsEmpty()) << "a worker has no TLS";
}

TEST_F(StartCheckTest, SecretsThatAreTooShortAreNotShown) {
  options.console_password = "short-word";
  options.ticket_secret = "short-one";
  options.former_ticket_secret = "short-two";

  const auto all = refused();

  EXPECT_THAT(all, ElementsAre("console-password: a password must have 12 bytes or more",
                               "ticket-secret: a secret must have 32 characters or more",
                               "former-ticket-secret: a secret must have 32 characters or more"));
}

TEST_F(StartCheckTest, APartByItselfNeedsKafka) {
  options.role = Role::gateway;
  EXPECT_THAT(refused(), ElementsAre(HasSubstr("broker: the embedded log is one process's own")));
  options.broker = "kafka://a:1";
  EXPECT_THAT(refused(), IsEmpty());
}

TEST_F(StartCheckTest, PropertiesOfKafkaMustGoTogether) {
  options.broker = "kafka://a:1";
  options.kafka_properties = {{"security.protocol", "ssl"}, {"ssl.ca.location", "/none/ca.pem"}};
  EXPECT_THAT(refused(), ElementsAre(HasSubstr("broker.kafka: librdkafka: ")));
}

}  // namespace
}  // namespace boomerang::app
