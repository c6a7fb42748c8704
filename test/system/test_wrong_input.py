"""Wrong input gets the right status, a problem that says what to change, and leaves nothing."""

import json

import pytest

from users_process import JSON, Users, problem


@pytest.fixture(scope="module")
def users(tmp_path_factory):
    """One demo for all cases; afterwards nothing may have been left by any of them."""
    with Users(tmp_path_factory.mktemp("users") / "data") as running:
        yield running
        assert running.post("the only one").status == 201
        assert len(running.requests()) == 1
        assert [row[1] for row in running.rows()] == ["the only one"]
        running.stop()


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ("", 400, "empty"),
        ("{", 400, "JSON"),
        ('{"name": "Ada"} x', 400, "JSON"),
        ("[]", 400, "object"),
        ('"Ada"', 400, "object"),
        ('{"name": "\xff"}'.encode("latin-1"), 400, "JSON"),
        ("[" * 10000, 400, "JSON"),
        ("{}", 422, "name"),
        ('{"Name": "Ada"}', 422, "name"),
        ('{"name": ""}', 422, "name"),
        ('{"name": "  "}', 422, "name"),
        ('{"name": 5}', 422, "name"),
        ('{"name": null}', 422, "name"),
        ('{"name": ["Ada"]}', 422, "name"),
        (json.dumps({"name": "a" * 201}), 422, "200"),
    ],
)
def test_body(users, body, status, word):
    answer = users.request("POST", "/users", body, JSON)
    assert word in problem(answer, status)
    assert answer.json["request_id"] == answer.request_id


def test_content_type(users):
    for headers in [{}, {"Content-Type": "text/plain"}]:
        answer = users.request("POST", "/", '{"name": "Ada"}', headers)
        assert "application/json" in problem(answer, 415)
        assert answer.headers["accept"] == "application/json"


def test_method(users):
    for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"]:
        answer = users.request(method, "/users")
        assert "POST" in problem(answer, 405)
        assert answer.headers["allow"] == "POST"
    head = users.request("HEAD", "/users")
    assert head.status == 405 and head.headers["allow"] == "POST" and head.body == b""


def test_options_of_the_whole_server(users):
    answer = users.request("OPTIONS", "*")
    assert answer.status == 204
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_path(users):
    problem(users.request("POST", "/user", '{"name": "Ada"}', JSON), 404)
    problem(users.request("GET", "/favicon.ico"), 404)


def test_refused_requests_do_not_end_the_connection(users):
    from users_process import exchange

    connection = users.connect()
    assert exchange(connection, "POST", "/nowhere", "{}", JSON).status == 404
    assert exchange(connection, "POST", "/", "{", JSON).status == 400
    assert exchange(connection, "GET", "/").status == 405
    connection.close()


def status_of(response):
    """The status of a raw response; checks that it is a whole problem and the last one."""
    head, _, body = response.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    fields = {name.lower(): value.strip() for name, value in (x.split(":", 1) for x in lines[1:])}
    assert fields["content-type"] == "application/problem+json", response
    assert fields["connection"] == "close"
    assert int(fields["content-length"]) == len(body), "exactly one response"
    status = int(lines[0].split()[1])
    assert json.loads(body)["status"] == status
    return status


POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
SMUGGLED = b'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"name": "Eve"}'


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (POST + b"Content-Length: 2097152\r\n\r\n", 413),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"100000\r\n" + b"x" * 0x100000
         + b"\r\n100000\r\n" + b"x" * 1000, 413),
        (POST + b"X-Large: " + b"x" * 17000 + b"\r\n\r\n", 431),
        (POST + b"".join(b"X-%d: 1\r\n" % i for i in range(101)) + b"\r\n", 431),
        (b"POST /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    ],
    ids=["body-length", "body-chunks", "header-bytes", "header-count", "request-line"],
)
def test_limits(users, request_bytes, status):
    assert status_of(users.raw(request_bytes)) == status


FRAMING = {
    "length-and-chunked": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two-lengths": POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "two-equal-lengths": POST + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "length-list": POST + b"Content-Length: 2, 2\r\n\r\n{}",
    "length-plus": POST + b"Content-Length: +2\r\n\r\n{}",
    "length-minus": POST + b"Content-Length: -2\r\n\r\n{}",
    "length-hex": POST + b"Content-Length: 0x2\r\n\r\n{}",
    "length-underscore": POST + b"Content-Length: 1_0\r\n\r\n{}",
    "length-space": POST + b"Content-Length: 1 0\r\n\r\n{}",
    "length-empty": POST + b"Content-Length:\r\n\r\n{}",
    "two-codings": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "coding-folded": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "coding-in-1.0": b"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunk-minus": POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    "chunk-hex-prefix": POST + b"Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
    "chunk-overflow": POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 17 + b"\r\n{}\r\n0\r\n\r\n",
    "chunk-without-end": POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n",
    "bare-cr": POST + b"X-A: a\rb\r\n\r\n",
    "bare-lf": b"POST / HTTP/1.1\nHost: a\n\n",
    "nul": POST + b"X-A: a\0b\r\n\r\n",
    "space-before-colon": POST + b"Content-Length : 2\r\n\r\n{}",
    "empty-name": POST + b": x\r\n\r\n",
    "no-colon": POST + b"Nothing\r\n\r\n",
    "two-hosts": POST + b"Host: b\r\n\r\n",
    "no-host": b"POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n",
    "host-mismatch": b"POST http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
    "trailer-length": POST
    + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n",
    "tls-hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40 + b"\r\n\r\n",
}


@pytest.mark.parametrize("request_bytes", FRAMING.values(), ids=FRAMING.keys())
def test_framing_error_is_400_and_ends_the_connection(users, request_bytes):
    """What follows the error is never read as a request: it would make a user."""
    assert status_of(users.raw(request_bytes + SMUGGLED)) == 400


def test_unknown_expectation_is_417(users):
    assert status_of(users.raw(POST + b"Expect: tea\r\nContent-Length: 2\r\n\r\n")) == 417


def test_unknown_coding_is_501(users):
    for coding in [b"gzip, chunked", b"xchunked", b"identity"]:
        request = POST + b"Transfer-Encoding: " + coding + b"\r\n\r\n0\r\n\r\n"
        assert status_of(users.raw(request + SMUGGLED)) == 501


def test_every_problem_hides_what_is_inside(users):
    bodies = [
        users.request("POST", "/", "{", JSON).body,
        users.request("POST", "/nowhere", "{}", JSON).body,
        users.raw(FRAMING["nul"]),
    ]
    for body in bodies:
        for secret in [b".cc", b"sqlite", b"SELECT", b"boost", b"/tmp", b"127.0.0.1"]:
            assert secret not in body
