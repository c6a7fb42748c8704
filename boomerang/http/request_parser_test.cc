#include "boomerang/http/request_parser.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/http/server.h"

namespace boomerang::http {
namespace {

using namespace std::string_literals;
using Stage = RequestParser::Stage;

struct Parsed {
  Stage stage = Stage::head;
  int status = 0;  // Of the refusal.
  std::size_t used = 0;
  Request request;
  Framing framing;
  bool keep_alive = false;
};

// Feeds `bytes` in pieces that end at `cuts`.
Parsed parse(std::string_view bytes, const std::vector<std::size_t>& cuts, const Limits& limits) {
  RequestParser parser(limits);
  Parsed parsed;
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    const std::size_t end = i < cuts.size() ? cuts[i] : bytes.size();
    while (parsed.used < end && (parser.stage() == Stage::head || parser.stage() == Stage::body)) {
      // A copy of its own, so that reading past a piece is seen by the sanitizer.
      const std::string piece(bytes.substr(parsed.used, end - parsed.used));
      parsed.used += parser.feed(piece);
    }
  }
  parsed.stage = parser.stage();
  if (parsed.stage == Stage::refused) parsed.status = parser.refusal().status;
  parsed.request = parser.request();
  parsed.framing = parser.head().framing;
  parsed.keep_alive = parser.head().keep_alive;
  return parsed;
}

Parsed parse(std::string_view bytes, const Limits& limits = {}) { return parse(bytes, {}, limits); }

// The status with which `bytes` are refused, whole and cut before every byte; 0 if they are not.
int refusal_of(const std::string& bytes, const Limits& limits = {}) {
  const Parsed whole = parse(bytes, limits);
  std::vector<std::size_t> everywhere;
  for (std::size_t i = 1; i < bytes.size(); ++i) everywhere.push_back(i);
  const Parsed cut = parse(bytes, everywhere, limits);
  EXPECT_EQ(cut.stage, whole.stage) << bytes;
  EXPECT_EQ(cut.status, whole.status) << bytes;
  return whole.status;
}

std::string post(const std::string& fields, const std::string& body = "") {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

std::string chunked(const std::string& body) {
  return post("Transfer-Encoding: chunked\r\n", body);
}

TEST(RequestParserTest, ReadsAHeadAndABody) {
  const Parsed parsed = parse(
      "POST /users?x=1 HTTP/1.1\r\nHost: a\r\nContent-Type:  text/plain \r\nX-Empty:\r\n"
      "Content-Length: 5\r\n\r\nhelloGET");

  ASSERT_EQ(parsed.stage, Stage::done);
  EXPECT_EQ(parsed.request.method, "POST");
  EXPECT_EQ(parsed.request.target, "/users?x=1");
  EXPECT_EQ(parsed.request.path(), "/users");
  EXPECT_EQ(parsed.request.query(), "x=1");
  EXPECT_EQ(parsed.request.field("content-type"), "text/plain");
  EXPECT_EQ(parsed.request.field("x-empty"), "");
  EXPECT_EQ(parsed.request.body, "hello");
  EXPECT_TRUE(parsed.keep_alive);
}

TEST(RequestParserTest, LeavesWhatFollowsTheRequest) {
  const std::string first = post("Content-Length: 2\r\n", "ab");
  EXPECT_EQ(parse(first + "GET / HTTP/1.1\r\n").used, first.size());

  const std::string second = chunked("2\r\nab\r\n0\r\n\r\n");
  EXPECT_EQ(parse(second + "GET / HTTP/1.1\r\n").used, second.size());
}

TEST(RequestParserTest, StopsBetweenHeadAndBody) {
  const Limits limits;
  RequestParser parser(limits);
  const std::string head = post("Content-Length: 2\r\n");

  EXPECT_EQ(parser.feed(head + "ab"), head.size());
  EXPECT_EQ(parser.stage(), Stage::body);
  parser.limit_body(1);
  EXPECT_EQ(parser.stage(), Stage::refused);
  EXPECT_EQ(parser.refusal().status, 413);
}

TEST(RequestParserTest, UndoesTheChunkedCoding) {
  const Parsed parsed =
      parse(chunked("3\r\nabc\r\n0002;name=\"v\"\r\nde\r\n0\r\nX-Sum: 1\r\n\r\n"));
  ASSERT_EQ(parsed.stage, Stage::done);
  EXPECT_EQ(parsed.request.body, "abcde");
  EXPECT_FALSE(parsed.request.field("x-sum"));
}

// Every request of these reads the same, wherever it is cut into three.
TEST(RequestParserTest, CutsDoNotMatter) {
  const std::vector<std::string> requests = {
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "\r\nPOST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\r\n\r\n",
      "PUT /x HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab",
      chunked("1\r\na\r\n5;x\r\nbcdef\r\n0\r\nT: v\r\n\r\n"),
      chunked("0\r\n\r\n"),
      "OPTIONS * HTTP/1.1\r\nHost:\r\n\r\n",
  };
  for (const std::string& bytes : requests) {
    const Parsed whole = parse(bytes);
    ASSERT_EQ(whole.stage, Stage::done) << bytes;
    for (std::size_t i = 0; i <= bytes.size(); ++i) {
      for (std::size_t j = i; j <= bytes.size(); ++j) {
        const Parsed cut = parse(bytes, {i, j}, {});
        ASSERT_EQ(cut.stage, Stage::done) << bytes << " cut at " << i << " and " << j;
        ASSERT_EQ(cut.used, whole.used);
        ASSERT_EQ(cut.request.target, whole.request.target);
        ASSERT_EQ(cut.request.fields, whole.request.fields);
        ASSERT_EQ(cut.request.body, whole.request.body);
        ASSERT_EQ(cut.keep_alive, whole.keep_alive);
      }
    }
  }
}

TEST(RequestParserTest, AcceptsWhatIsUnusualButLegal) {
  EXPECT_EQ(refusal_of("BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n"), 0);
  EXPECT_EQ(refusal_of("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 0);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 0);
  EXPECT_EQ(refusal_of("GET / HTTP/1.0\r\n\r\n"), 0);
  EXPECT_EQ(refusal_of(post("Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n")), 0);
  EXPECT_EQ(refusal_of(post("Content-Length: 0\r\n")), 0);
  EXPECT_EQ(refusal_of(chunked("1 ;x=y\r\na\r\n000\r\n\r\n")), 0);
  EXPECT_EQ(refusal_of(post("X: \xC3\xA9\tb\r\n")), 0);
}

TEST(RequestParserTest, AbsoluteTargetComesOutInOriginForm) {
  const auto target_of = [](const std::string& target) {
    return parse("GET " + target + " HTTP/1.1\r\nHost: A.example:80\r\n\r\n").request.target;
  };
  EXPECT_EQ(target_of("http://a.example:80/x?y"), "/x?y");
  EXPECT_EQ(target_of("HTTPS://a.example:80?y"), "/?y");
  EXPECT_EQ(target_of("http://a.example:80"), "/");
  EXPECT_EQ(target_of("http://a.example/x"), "/x") << "the port is the scheme's";
}

TEST(RequestParserTest, LaterVersionOfTheSameMajorIsReadAsThisOne) {
  for (const std::string minor : {"2", "9"}) {
    const std::string bytes =
        "POST /x HTTP/1." + minor +
        "\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
    EXPECT_EQ(refusal_of(bytes), 0);
    const Parsed parsed = parse(bytes);
    EXPECT_EQ(parsed.request.version, Version::http_1_1);
    EXPECT_EQ(parsed.request.body, "a");
    EXPECT_TRUE(parsed.keep_alive);
  }
}

TEST(RequestParserTest, LengthThatIsGivenTwiceIsCalledSo) {
  const auto detail_of = [](const std::string& fields) {
    const Limits limits;
    RequestParser parser(limits);
    parser.feed(post(fields));
    return std::string(parser.refusal().detail);
  };
  const std::string twice =
      "The length of the body is given by Content-Length and by Transfer-Encoding.";
  EXPECT_EQ(detail_of("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), twice);
  EXPECT_EQ(detail_of("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), twice);
  EXPECT_EQ(detail_of("Content-Length: 5\r\nContent-Length: 6\r\n"),
            "Content-Length is malformed or given more than once.");
}

TEST(RequestParserTest, TellsWhoKeepsTheConnection) {
  const auto keeps = [](const std::string& line, const std::string& fields) {
    return parse("GET / " + line + "\r\nHost: a\r\n" + fields + "\r\n").keep_alive;
  };
  EXPECT_TRUE(keeps("HTTP/1.1", ""));
  EXPECT_FALSE(keeps("HTTP/1.1", "Connection: x, Close\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.1", "Connection: x\r\nConnection: keep-alive, close\r\n"));
  EXPECT_TRUE(keeps("HTTP/1.1", "Proxy-Connection: close\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.0", ""));
  EXPECT_TRUE(keeps("HTTP/1.0", "Connection: keep-alive\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.0", "Proxy-Connection: keep-alive\r\n"));
}

TEST(RequestParserTest, ExpectationIsOfHttp11Only) {
  EXPECT_TRUE(
      parse(post("Expect: 100-Continue\r\nContent-Length: 1\r\n")).framing.expects_continue);
  EXPECT_FALSE(parse("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")
                   .framing.expects_continue);
  EXPECT_EQ(refusal_of(post("Expect: 200-ok\r\n")), 417);
}

struct Refused {
  const char* why;
  int status;
  std::string bytes;
  friend void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.why; }
};

class RequestParserRefusalTest : public testing::TestWithParam<Refused> {};

TEST_P(RequestParserRefusalTest, IsRefusedHoweverItIsCut) {
  EXPECT_EQ(refusal_of(GetParam().bytes), GetParam().status) << GetParam().why;
}

const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    Framing, RequestParserRefusalTest,
    testing::Values(
        Refused{
            "both, the coding first", 400,
            post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + smuggled)},
        Refused{
            "both, the length first", 400,
            post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled)},
        Refused{"two lengths", 400, post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab")},
        Refused{"two equal lengths", 400, post("Content-Length: 1\r\nContent-Length: 1\r\n", "a")},
        Refused{"a list of lengths", 400, post("Content-Length: 1, 1\r\n", "a")},
        Refused{"a plus", 400, post("Content-Length: +1\r\n", "a")},
        Refused{"a minus", 400, post("Content-Length: -1\r\n", "a")},
        Refused{"hexadecimal", 400, post("Content-Length: 0x1\r\n", "a")},
        Refused{"an underscore", 400, post("Content-Length: 1_0\r\n", "aaaaaaaaaa")},
        Refused{"a space inside", 400, post("Content-Length: 1 0\r\n", "aaaaaaaaaa")},
        Refused{"an empty length", 400, post("Content-Length:\r\n")},
        Refused{"a length past 64 bits", 400, post("Content-Length: 99999999999999999999\r\n")},
        Refused{"two codings", 400,
                post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        Refused{"a coding twice", 400, post("Transfer-Encoding: chunked, chunked\r\n")},
        Refused{"no coding", 400, post("Transfer-Encoding:\r\n", smuggled)},
        Refused{"an unknown coding", 501, post("Transfer-Encoding: xchunked\r\n")},
        Refused{"a coding before", 501, post("Transfer-Encoding: gzip, chunked\r\n")},
        Refused{"a coding after", 501, post("Transfer-Encoding: chunked, identity\r\n")},
        Refused{"a coding with a no-break space", 501,
                post("Transfer-Encoding: \xA0"
                     "chunked\r\n")},
        Refused{"a coding with a vertical tab", 400, post("Transfer-Encoding: \vchunked\r\n")},
        Refused{"a coding in HTTP/1.0", 400,
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}));

INSTANTIATE_TEST_SUITE_P(
    Chunks, RequestParserRefusalTest,
    testing::Values(Refused{"minus", 400, chunked("-1\r\na\r\n0\r\n\r\n")},
                    Refused{"plus", 400, chunked("+1\r\na\r\n0\r\n\r\n")},
                    Refused{"0x", 400, chunked("0x1\r\na\r\n0\r\n\r\n")},
                    Refused{"underscore", 400, chunked("1_0\r\na\r\n0\r\n\r\n")},
                    Refused{"space before", 400, chunked(" 1\r\na\r\n0\r\n\r\n")},
                    Refused{"space after", 400, chunked("1 \r\na\r\n0\r\n\r\n")},
                    Refused{"empty", 400, chunked("\r\na\r\n0\r\n\r\n")},
                    Refused{"past 64 bits", 400, chunked("11111111111111111\r\na\r\n")},
                    Refused{"size line by LF", 400, chunked("1\na\r\n0\r\n\r\n")},
                    Refused{"bare CR in extension", 400, chunked("1;a\rb\r\na\r\n0\r\n\r\n")},
                    Refused{"NUL in extension", 400, chunked("1;a\0b\r\na\r\n0\r\n\r\n"s)},
                    Refused{"long extension", 400, chunked("1;" + std::string(300, 'a'))},
                    Refused{"data too long", 400, chunked("1\r\nab\r\n0\r\n\r\n")},
                    Refused{"data by LF", 400, chunked("1\r\na\n0\r\n\r\n")},
                    Refused{"trailer without colon", 400, chunked("0\r\nabc\r\n\r\n")},
                    Refused{"trailer without name", 400, chunked("0\r\n: a\r\n\r\n")},
                    Refused{"space before colon", 400, chunked("0\r\nA : a\r\n\r\n")},
                    Refused{"folded trailer", 400, chunked("0\r\nA: a\r\n b\r\n\r\n")},
                    Refused{"length", 400, chunked("0\r\nContent-Length: 1\r\n\r\n")},
                    Refused{"coding", 400, chunked("0\r\nTransfer-Encoding: chunked\r\n\r\n")},
                    Refused{"host", 400, chunked("0\r\nHost: b\r\n\r\n")},
                    Refused{"authorization", 400, chunked("0\r\nauthorization: b\r\n\r\n")}));

INSTANTIATE_TEST_SUITE_P(
    Head, RequestParserRefusalTest,
    testing::Values(
        Refused{"lines by LF", 400, "GET / HTTP/1.1\nHost: a\n\n"},
        Refused{"one line by LF", 400, "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"},
        Refused{"CR in a value", 400, post("X: a\rb\r\n")},
        Refused{"CR before a name", 400, post("\rX: a\r\n")},
        Refused{"NUL in a value", 400, post("X: a\0b\r\n"s)},
        Refused{"NUL in a name", 400, post("X\0: a\r\n"s)},
        Refused{"DEL in a value", 400, post("X: \x7F\r\n")},
        Refused{"space before the colon", 400, post("X : a\r\n")},
        Refused{"length with a space before the colon", 400, post("Content-Length : 1\r\n", "a")},
        Refused{"space in a name", 400, post("X Y: a\r\n")},
        Refused{"no name", 400, post(": a\r\n")}, Refused{"no colon", 400, post("X\r\n")},
        Refused{"folded by a space", 400, post("X: a\r\n b\r\n")},
        Refused{"folded by a tab", 400, post("X: a\r\n\tb\r\n")},
        Refused{"folded at once", 400, "GET / HTTP/1.1\r\n X: a\r\nHost: a\r\n\r\n"},
        Refused{"no host", 400, "GET / HTTP/1.1\r\n\r\n"},
        Refused{"two hosts", 400, post("Host: a\r\n")},
        Refused{"two hosts in HTTP/1.0", 400, "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"},
        Refused{"a host with a path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
        Refused{"a host with a user", 400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"},
        Refused{"a host with two ports", 400, "GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n"},
        Refused{"a host with an open bracket", 400, "GET / HTTP/1.1\r\nHost: [[\r\n\r\n"},
        Refused{"a host with half an escape", 400, "GET / HTTP/1.1\r\nHost: %zz\r\n\r\n"},
        Refused{"another port", 400, "GET https://a:80/ HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"another host", 400, "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"another scheme", 400, "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"an authority", 400, "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"},
        Refused{"an asterisk", 400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"no slash", 400, "GET users HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"a fragment", 400, "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"raw UTF-8", 400, "GET /\xC3\xA9 HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"two spaces", 400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"a space at the end", 400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"},
        Refused{"a space in the target", 400, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"a malformed method", 400, "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"no version", 400, "GET /\r\nHost: a\r\n\r\n"},
        Refused{"a malformed version", 400, "GET / HTTP/1.x\r\nHost: a\r\n\r\n"},
        Refused{"a version in lower case", 400, "GET / http/1.1\r\nHost: a\r\n\r\n"},
        Refused{"HTTP/0.9", 505, "GET / HTTP/0.9\r\nHost: a\r\n\r\n"},
        Refused{"HTTP/3.7", 505, "GET / HTTP/3.7\r\nHost: a\r\n\r\n"},
        Refused{"the preface of HTTP/2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
        Refused{"TLS", 400, "\x16\x03\x01\x02\x01"},
        Refused{"two empty lines", 400, "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"},
        Refused{"a malformed connection", 400, post("Connection: a b\r\n")}));

TEST(RequestParserLimitsTest, LineOfTheLimitPassesAndOneMoreDoesNot) {
  Limits limits;
  limits.line_bytes_max = 40;
  const auto get = [](std::size_t line) {
    return "GET /" + std::string(line - 14, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n";
  };
  EXPECT_EQ(refusal_of(get(40), limits), 0);
  EXPECT_EQ(refusal_of(get(41), limits), 414);
  EXPECT_EQ(refusal_of(post("X: " + std::string(37, 'a') + "\r\n"), limits), 0);
  EXPECT_EQ(refusal_of(post("X: " + std::string(38, 'a') + "\r\n"), limits), 431);
}

TEST(RequestParserLimitsTest, LineWithoutAnEndIsRefusedAtTheLimit) {
  EXPECT_EQ(refusal_of("GET /" + std::string(9'000, 'a')), 414);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nX: " + std::string(9'000, 'a')), 431);
  EXPECT_EQ(refusal_of(chunked("0\r\nX: " + std::string(9'000, 'a'))), 431);
}

TEST(RequestParserLimitsTest, HeadOfTheLimitPassesAndOneMoreDoesNot) {
  const std::string head = post("X: a\r\n");
  Limits limits;
  limits.header_bytes_max = head.size();
  EXPECT_EQ(refusal_of(head, limits), 0);
  limits.header_bytes_max = head.size() - 1;
  EXPECT_EQ(refusal_of(head, limits), 431);
}

TEST(RequestParserLimitsTest, FieldsAreCounted) {
  Limits limits;
  limits.fields_max = 3;
  EXPECT_EQ(refusal_of(post("A: a\r\nB: b\r\n"), limits), 0);
  EXPECT_EQ(refusal_of(post("A: a\r\nB: b\r\nC: c\r\n"), limits), 431);
  EXPECT_EQ(refusal_of(post("A: a\r\nB: b\r\n\r\r\n"), limits), 431);
  EXPECT_EQ(refusal_of(chunked("0\r\nA: a\r\nB: b\r\nC: c\r\n\r\n"), limits), 0);
  EXPECT_EQ(refusal_of(chunked("0\r\nA: a\r\nB: b\r\nC: c\r\nD: d\r\n\r\n"), limits), 431);
}

TEST(RequestParserLimitsTest, BodyOverTheLimitIsRefusedBeforeItIsRead) {
  Limits limits;
  limits.body_bytes_max = 3;
  EXPECT_EQ(refusal_of(post("Content-Length: 3\r\n", "abc"), limits), 0);
  EXPECT_EQ(refusal_of(post("Content-Length: 4\r\n"), limits), 413);
  EXPECT_EQ(refusal_of(chunked("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"), limits), 0);
  EXPECT_EQ(refusal_of(chunked("2\r\nab\r\n2\r\n"), limits), 413);
  EXPECT_EQ(refusal_of(chunked("ffffffffffffffff\r\n"), limits), 413);
}

}  // namespace
}  // namespace boomerang::http
