#include "boomerang/auth/https_get.h"

#include <fstream>
#include <semaphore>

#include <gmock/gmock.h>

#include "boomerang/auth/key_server.h"
#include "boomerang/base/temp_folder.h"

namespace boomerang::auth {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using Scheme = KeyServer::Scheme;

class HttpsGetTest : public testing::Test {
 protected:
  HttpsGetTest() {
    std::ofstream(ca_file) << certificate.certificate_pem;
    std::ofstream(other_ca_file) << make_test_certificate().certificate_pem;
  }

  HttpsGet get_from(const KeyServer& server) {
    HttpsGet get;
    get.url = server.url();
    get.ca_file = ca_file;
    return get;
  }

  KeyServer server_of(const std::string& answer, Scheme scheme = Scheme::https) {
    return KeyServer(scheme, certificate, [answer](const std::string&) { return answer; });
  }

  std::string fault_of(const HttpsGet& get, FaultKind kind = FaultKind::busy) {
    const auto body = https_get(get, stop);
    if (body) return "no fault";
    EXPECT_EQ(body.fault().kind, kind);
    return body.fault().what;
  }

  TempFolder folder;
  TestCertificate certificate = make_test_certificate();
  std::filesystem::path ca_file = folder / "ca.pem";
  std::filesystem::path other_ca_file = folder / "other_ca.pem";
  std::atomic<bool> stop{false};
};

TEST_F(HttpsGetTest, FetchesByHttpsFromWhoIsTrusted) {
  const auto server = server_of(KeyServer::ok("the keys"));

  const auto body = https_get(get_from(server), stop);

  ASSERT_TRUE(body) << body.fault().what;
  EXPECT_EQ(*body, "the keys");
}

TEST_F(HttpsGetTest, FetchesByHttpFromThisMachine) {
  std::string head;
  const KeyServer server(Scheme::http, {}, [&](const std::string& given) {
    head = given;
    return KeyServer::ok("the keys");
  });

  const auto body = https_get(get_from(server), stop);

  ASSERT_TRUE(body) << body.fault().what;
  EXPECT_EQ(*body, "the keys");
  EXPECT_THAT(head, HasSubstr("GET /keys HTTP/1.1\r\n"));
  EXPECT_THAT(head, HasSubstr("Accept: application/jwk-set+json, application/json\r\n"));
}

TEST_F(HttpsGetTest, WhoIsNotTrustedIsNotAsked) {
  const auto server = server_of(KeyServer::ok("the keys"));
  HttpsGet get = get_from(server);

  get.ca_file = other_ca_file;
  EXPECT_THAT(fault_of(get), HasSubstr("certificate"));
  get.ca_file = "";  // Those of the system.
  EXPECT_THAT(fault_of(get), HasSubstr("certificate"));
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(HttpsGetTest, NameMustBeTheCertificates) {
  const auto server = server_of(KeyServer::ok("the keys"));
  HttpsGet get = get_from(server);
  get.url = server.url("127.0.0.1");

  EXPECT_NE(fault_of(get), "no fault");
  EXPECT_EQ(server.requests(), 0);
}

TEST_F(HttpsGetTest, RedirectIsNotFollowed) {
  const auto goal = server_of(KeyServer::ok("other keys"));
  const auto server =
      server_of("HTTP/1.1 302 Found\r\nLocation: " + goal.url() + "\r\nContent-Length: 0\r\n\r\n");

  EXPECT_THAT(fault_of(get_from(server)), HasSubstr("status 302"));
  EXPECT_EQ(goal.requests(), 0);
}

TEST_F(HttpsGetTest, OtherStatusesAreFaults) {
  for (const char* status : {"201 Created", "204 No Content", "404 Not Found", "500 No"}) {
    const auto server =
        server_of("HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(fault_of(get_from(server)), HasSubstr("status")) << status;
  }
}

TEST_F(HttpsGetTest, SizeHasALimit) {
  const auto server = server_of(KeyServer::ok(std::string(1001, 'k')));
  const auto endless =
      server_of("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(1001, 'k'));
  HttpsGet get = get_from(server);
  get.bytes_max = 1001;
  EXPECT_EQ(fault_of(get), "no fault");

  get.bytes_max = 1000;
  EXPECT_THAT(fault_of(get), HasSubstr("larger than 1000 bytes"));
  get.url = endless.url();
  EXPECT_THAT(fault_of(get), HasSubstr("larger than 1000 bytes"));
}

TEST_F(HttpsGetTest, CutAnswerIsAFault) {
  const auto server = server_of("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");

  EXPECT_NE(fault_of(get_from(server)), "no fault");
}

TEST_F(HttpsGetTest, TimeHasALimit) {
  std::binary_semaphore done(0);
  const KeyServer server(Scheme::https, certificate, [&](const std::string&) {
    done.acquire();
    return std::string();
  });
  HttpsGet get = get_from(server);
  get.time_limit = 100ms;

  EXPECT_NE(fault_of(get), "no fault");
  done.release();
}

TEST_F(HttpsGetTest, StopEndsIt) {
  std::binary_semaphore done(0);
  const KeyServer server(Scheme::https, certificate, [&](const std::string&) {
    stop = true;
    done.acquire();
    return std::string();
  });
  HttpsGet get = get_from(server);
  get.time_limit = 1h;

  EXPECT_NE(fault_of(get), "no fault");
  done.release();
}

TEST_F(HttpsGetTest, OnlyHttpsOrThisMachine) {
  for (const char* url :
       {"https://issuer.example/keys", "https://10.0.0.1:8443/", "http://localhost:80/keys",
        "http://127.0.0.1/keys", "http://[::1]:8080/keys", "HTTPS://issuer.example/k?tenant=1"}) {
    EXPECT_TRUE(check_keys_url(url)) << url;
  }
  HttpsGet get;
  for (const char* url :
       {"http://issuer.example/keys", "http://10.0.0.1/", "http://localhost.example/",
        "http://127.0.0.1.example/", "http://localhost@issuer.example/", "https://a:b@c.example/",
        "https://user@c.example/", "https://c.example/#f", "file:///etc/passwd", "ftp://localhost/",
        "gopher://localhost/", "issuer.example/keys", "/keys", "", "https://", "https://a b/",
        "http://2130706434/"}) {
    EXPECT_FALSE(check_keys_url(url)) << url;
    get.url = url;
    EXPECT_THAT(fault_of(get, FaultKind::invalid), HasSubstr("expected an address")) << url;
  }
}

TEST_F(HttpsGetTest, NobodyThereIsAFault) {
  HttpsGet get;
  {
    const auto server = server_of("");
    get = get_from(server);
    EXPECT_NE(fault_of(get), "no fault") << "an answer without a byte";
  }

  EXPECT_NE(fault_of(get), "no fault");
}

}  // namespace
}  // namespace boomerang::auth
