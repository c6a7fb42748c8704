// A server under TLS, and clients that keep its rules or do not.

#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/http/test_certificate.h"
#include "boomerang/http/test_server.h"

namespace boomerang::http {
namespace {

using namespace std::chrono_literals;

const std::string get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

struct TlsTest : testing::Test {
  TestServer& start() {
    server.emplace(limits, clock, tls);
    if (serve) server->serve = serve;
    return server->start();
  }

  std::filesystem::path file(const std::string& name, const std::string& text) {
    const auto path = folder.path() / name;
    std::ofstream(path) << text;
    return path;
  }

  TlsOptions options_of(const std::string& name, const TestCertificate& certificate) {
    return {file(name + ".pem", certificate.certificate()), file(name + ".key", certificate.key())};
  }

  TestClient secure_client(const TestTls& how = {}) {
    TestClient client = server->client();
    EXPECT_TRUE(client.secure(how));
    return client;
  }

  bool is_refused(const TestTls& how) {
    TestClient client = server->client();
    return !client.secure(how) || !client.ask(get);
  }

  Limits limits;
  ManualClock clock;
  TempFolder folder;
  TestCertificate mine{{.name = "mine"}};
  TlsOptions tls = options_of("mine", mine);
  std::function<void(Shard&, Request, Exchange)> serve;
  std::optional<TestServer> server;
};

TEST_F(TlsTest, ServesRequestAfterRequest) {
  start();
  TestClient client = secure_client();
  EXPECT_EQ(client.peer_name(), "mine");
  EXPECT_EQ(client.tls_version(), "TLSv1.3");
  EXPECT_EQ(client.protocol(), "http/1.1");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.ask(get)->body, "/x");
  ASSERT_TRUE(client.send(get + get));
  EXPECT_EQ(client.answer()->body, "/x");
  EXPECT_EQ(client.answer()->body, "/x");
}

TEST_F(TlsTest, VersionsAndCiphersOfOldAreRefused) {
  start();
  EXPECT_EQ(secure_client({.version_max = 0x0303}).tls_version(), "TLSv1.2");
  EXPECT_TRUE(is_refused({.version_max = 0x0302}));
  EXPECT_TRUE(is_refused({.version_max = 0x0301}));
  EXPECT_TRUE(is_refused({.version_max = 0x0303, .ciphers = "ECDHE-ECDSA-AES128-SHA"}));
  EXPECT_TRUE(is_refused({.version_max = 0x0303, .ciphers = "AES128-GCM-SHA256"}));
  while ((*server)->handshakes_failed() != 4) std::this_thread::yield();  // The client knows first.
}

TEST_F(TlsTest, LeastVersionMayBe13) {
  tls.version_min = TlsVersion::tls_1_3;
  start();
  EXPECT_EQ(secure_client().tls_version(), "TLSv1.3");
  EXPECT_TRUE(is_refused({.version_max = 0x0303}));
}

TEST_F(TlsTest, ProtocolIsNegotiated) {
  start();
  EXPECT_EQ(secure_client({.protocols = ""}).protocol(), "");
  EXPECT_EQ(secure_client({.protocols = "\x08http/1.0\x08http/1.1"}).protocol(), "http/1.1");
  EXPECT_TRUE(is_refused({.protocols = "\x03"
                                       "foo"}));
}

TEST_F(TlsTest, NoSessionIsResumed) {
  start();
  EXPECT_TRUE(secure_client().ask(get));
  for (const int version : {0x0303, 0x0304}) {
    TestClient client = secure_client({.version_max = version});
    ASSERT_TRUE(client.ask(get));
    EXPECT_FALSE(client.has_session_to_resume());
  }
}

TEST_F(TlsTest, LargeBodiesPassWhole) {
  start();
  TestClient client = server->client(TestClient::Window::tiny);
  ASSERT_TRUE(client.secure({}));
  std::string body;
  while (body.size() < 1'000'000) body += std::to_string(body.size()) + ",";
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + body));
    const auto answer = client.answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, body);
  }
}

TEST_F(TlsTest, StreamsPassWholeToASlowReader) {
  limits.stream_bytes_max = 64 * 1024 * 1024;
  std::string all;
  for (int i = 0; i < 300'000; ++i) all += std::to_string(i) + "\n";
  serve = [&](Shard& shard, const Request&, Exchange exchange) {
    EXPECT_TRUE(shard.begin_stream(exchange, {}));
    for (std::size_t at = 0; at < all.size(); at += 9973) {
      EXPECT_TRUE(shard.stream(exchange, all.substr(at, 9973)));
    }
    EXPECT_TRUE(shard.end_stream(exchange));
  };
  start();
  TestClient client = server->client(TestClient::Window::tiny);
  ASSERT_TRUE(client.secure({}));
  EXPECT_EQ(client.ask(get)->body, all);
  EXPECT_EQ(client.ask(get)->body, all);
}

TEST_F(TlsTest, PieceLongerThanTheQueueMayBeArrivesWhole) {
  std::string piece;
  while (piece.size() < 8'000'000) piece += std::to_string(piece.size()) + "\n";
  serve = [&](Shard& shard, const Request&, Exchange exchange) {
    Response head;
    head.body = "begin ";
    EXPECT_TRUE(shard.begin_stream(exchange, std::move(head)));
    EXPECT_TRUE(shard.stream(exchange, piece));
    EXPECT_TRUE(shard.end_stream(exchange));
  };
  start();
  TestClient client = server->client(TestClient::Window::tiny);
  ASSERT_TRUE(client.secure({}));
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(client.ask(get)->body == "begin " + piece);
}

TEST_F(TlsTest, EndIsToldByCloseNotify) {
  start();
  TestClient asked = secure_client();
  EXPECT_EQ(asked.ask("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")->status, 200);
  EXPECT_TRUE(asked.ended());
  TestClient broken = secure_client();
  EXPECT_EQ(broken.ask("GET /x HTTP/1.1\r\n\r\n")->status, 400);
  EXPECT_TRUE(broken.ended());
}

TEST_F(TlsTest, EndOfTheClientIsAnsweredByCloseNotify) {
  start();
  for (const auto end : {&TestClient::finish, &TestClient::finish_without_notice}) {
    TestClient idle = secure_client();
    ASSERT_TRUE(idle.ask(get));
    (idle.*end)();
    EXPECT_TRUE(idle.ended());
    TestClient half = secure_client();
    ASSERT_TRUE(half.send("GET /x HT"));
    (half.*end)();
    EXPECT_TRUE(half.ended());
  }
}

TEST_F(TlsTest, PlainHttpIsToldSoInPlainWords) {
  start();
  for (const std::string& text : {get, std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")}) {
    TestClient client = server->client();
    const auto answer = client.ask(text);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 400);
    EXPECT_EQ(answer->field("content-type"), "application/problem+json");
    EXPECT_EQ(answer->field("connection"), "close");
    EXPECT_TRUE(client.ended());
  }
  EXPECT_EQ(secure_client().ask(get)->status, 200);
}

TEST_F(TlsTest, GarbageEndsItsConnectionAndHurtsNobodyElse) {
  start();
  const std::string texts[] = {std::string("\x16\x03\x01\x00\x02\x01\x00", 7),
                               "\x16\x03\x01\xff\xff" + std::string(70'000, 'a'),
                               std::string("\x16\x03\x01", 3)};
  for (const std::string& text : texts) {
    TestClient client = server->client();
    client.send(text);
    client.finish();
    client.rest();
  }
  TestClient gone = server->client();
  gone.reset();
  EXPECT_EQ(secure_client().ask(get)->status, 200);
}

TEST_F(TlsTest, SlowHandshakeIsCutOff) {
  start();
  TestClient silent = server->client();
  TestClient half = server->client();
  ASSERT_TRUE(half.send("\x16\x03\x01\x02"));
  EXPECT_EQ(secure_client().ask(get)->status, 200);  // So both have been seen.
  clock.advance(limits.handshake_wait + 20ms);
  EXPECT_TRUE(silent.ended());
  EXPECT_FALSE(half.answer());
  while ((*server)->handshakes_failed() != 2) std::this_thread::yield();
}

TEST_F(TlsTest, ReloadedCertificateIsForNewConnections) {
  start();
  TestClient old = secure_client();
  ASSERT_TRUE(old.ask(get));
  const TestCertificate next({.name = "next"});
  ASSERT_TRUE((*server)->reload_tls(options_of("next", next)));

  EXPECT_EQ(secure_client().peer_name(), "next");
  EXPECT_EQ(old.peer_name(), "mine");
  EXPECT_EQ(old.ask(get)->status, 200);
}

TEST_F(TlsTest, WhatDoesNotLoadChangesNothing) {
  start();
  const TestCertificate next({.name = "next"});
  TlsOptions wrong = options_of("next", next);
  wrong.key = tls.key;
  const auto reloaded = (*server)->reload_tls(wrong);
  ASSERT_FALSE(reloaded);
  EXPECT_EQ(reloaded.fault().kind, FaultKind::invalid);
  EXPECT_NE(reloaded.fault().what.find("mine.key: is not the key of"), std::string::npos);
  EXPECT_EQ(secure_client().peer_name(), "mine");
}

TEST_F(TlsTest, ServerWithoutTlsHasNoneToReload) {
  TestServer plain;
  plain.start();
  EXPECT_FALSE(plain->reload_tls(tls));
}

TEST_F(TlsTest, ServerDoesNotOpenWithoutItsFiles) {
  Server::Options options;
  options.port = 0;
  options.tls = TlsOptions{tls.certificate, folder / "none.pem"};
  const auto opened = Server::open(options, clock);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.fault().what.find("none.pem"), std::string::npos);
}

TEST_F(TlsTest, ChainIsSentWhole) {
  const TestCertificate root({.name = "root"});
  const TestCertificate between({.name = "between", .issuer = &root});
  const TestCertificate leaf({.name = "localhost", .issuer = &between});
  tls = options_of("leaf", leaf);
  file("leaf.pem", leaf.certificate() + between.certificate());
  start();
  EXPECT_EQ(secure_client({.trusted = root.certificate()}).ask(get)->status, 200);
  EXPECT_TRUE(is_refused({.trusted = mine.certificate()}));
}

TEST_F(TlsTest, ClientMayHaveToShowACertificate) {
  const TestCertificate root({.name = "root"});
  const TestCertificate known({.name = "known", .issuer = &root});
  const TestCertificate stranger({.name = "stranger"});
  tls.client_authorities = file("root.pem", root.certificate());
  start();
  EXPECT_EQ(secure_client({.certificate = &known}).ask(get)->status, 200);
  EXPECT_TRUE(is_refused({}));
  EXPECT_TRUE(is_refused({.certificate = &stranger}));
  EXPECT_TRUE(is_refused({.version_max = 0x0303}));
}

TEST_F(TlsTest, ConnectionOverTheLimitIsToldSoUnderTls) {
  limits.connections_max = 1;
  start();
  TestClient first = secure_client();
  ASSERT_TRUE(first.ask(get));
  TestClient second = secure_client();
  EXPECT_EQ(second.answer()->status, 503);
  EXPECT_TRUE(second.ended());
}

TEST_F(TlsTest, DrainEndsEachConnectionInOrder) {
  limits.requests_per_connection_max = SIZE_MAX;
  start();
  TestClient client = secure_client();
  ASSERT_TRUE(client.ask(get));
  TestClient handshaking = server->client();
  ASSERT_TRUE(handshaking.send("\x16\x03\x01"));
  auto drained = std::async(std::launch::async, [this] { return (*server)->drain(24h * 365); });
  while (drained.wait_for(0s) != std::future_status::ready) {
    clock.advance(100ms);
    std::this_thread::yield();
  }
  EXPECT_TRUE(drained.get());
  EXPECT_TRUE(client.ended());
}

TEST_F(TlsTest, DrainDoesNotWaitForAHandshake) {
  limits.requests_per_connection_max = SIZE_MAX;
  limits.handshake_wait = 24h * 365;
  start();
  TestClient silent = server->client();
  TestClient half = server->client();
  ASSERT_TRUE(half.send("\x16\x03\x01"));
  auto drained = server->begin_drain(24h, secure_client());
  clock.advance(limits.linger_wait + 20ms);
  EXPECT_TRUE(silent.ended());
  EXPECT_TRUE(half.ended());
  EXPECT_TRUE(drained.get());
}

TEST_F(TlsTest, CloseCutsWhateverIsOpen) {
  start();
  TestClient handshaking = server->client();
  ASSERT_TRUE(handshaking.send("\x16\x03\x01"));
  TestClient idle = secure_client();
  TestClient half = secure_client();
  ASSERT_TRUE(half.send("GET / HT"));
  (*server)->close();
  EXPECT_EQ((*server)->connections(), 0u);
}

}  // namespace
}  // namespace boomerang::http
