"""Every error that the gateway makes is a problem (RFC 9457) that says what to do, and no more.

Each test is named after its row in docs/conformance.md.
"""

import json
import os
import random
import re

import pytest

from gateway_double import KafkaException
from hand_made_worker import HandMadeWorker
from kafka_process import Kafka, kafka  # noqa: F401: the fixture
from member_process import Member
from surface import Later, OneProcess, fresh
from topic_content import REQUESTS
from users_process import JSON, Answer, eventually

SEED = os.environ.get("TEST_SEED") or str(random.SystemRandom().randrange(10**9))

# RFC 9110, section 15, and RFC 6585.
PHRASES = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict", 410: "Gone",
    411: "Length Required", 413: "Content Too Large", 414: "URI Too Long",
    415: "Unsupported Media Type", 417: "Expectation Failed", 421: "Misdirected Request",
    422: "Unprocessable Content", 426: "Upgrade Required", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
    502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
}
INSIDE = re.compile(
    r"\.cc\b|\.h:\d|\.db\b|sqlite|SELECT |INSERT |BEGIN |boost|std::|terminate|0x[0-9a-f]{6}"
    r"|/tmp/|/work/|/home/|/usr/|\b\d+\.\d+\.\d+\.\d+\b|localhost|librdkafka|kafka|errno"
    r"|users\.requests|users\.outcomes|boomerang\.replies|secret",
    re.IGNORECASE,
)
titles = {}  # Of every type that was seen: a title is for ever.


def check_problem(answer, status):
    """What holds for every problem of ours, whatever is its type. Gives its members."""
    assert answer.status == status, answer
    assert answer.headers["content-type"] == "application/problem+json"
    said = json.loads(answer.body)
    assert isinstance(said, dict)
    assert said["status"] == status and not isinstance(said["status"], bool)
    for name in ("type", "title", "detail"):
        assert isinstance(said[name], str) and said[name], name
    assert isinstance(said.get("instance", ""), str)
    for name in said:
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{2,}", name), name
    if said["type"] == "about:blank":
        assert said["title"] == PHRASES[status]
    else:
        assert re.fullmatch(r"/problems/[a-z]+(-[a-z]+)*", said["type"])
    assert titles.setdefault((said["type"], status), said["title"]) == said["title"]
    assert not INSIDE.search(said["detail"] + said["title"]), said
    if "x-request-id" in answer.headers:
        assert said["request_id"] == answer.request_id
    check_companions(answer, status)
    return said


def check_companions(answer, status):
    """The fields that a status wants beside it. Source: RFC 9110, section 15; RFC 6585."""
    fields = answer.headers
    if status == 401:
        assert fields["www-authenticate"]
    if status == 405:
        assert fields["allow"]
    if status == 415:
        assert fields["accept"]
    if status in (429, 503):
        assert int(fields["retry-after"]) >= 1
    if status == 504:
        assert fields["location"].startswith("/requests/") and fields["x-request-id"]


@pytest.fixture(scope="module")
def users(tmp_path_factory):
    with OneProcess(tmp_path_factory.mktemp("problems")) as place:
        place.warm_up()
        yield place


def raw(users, data, half_close=False):
    """The one answer to these bytes, after which the server closes."""
    received = users.gateways[0].raw(data, half_close)
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    fields = {name.lower(): value.strip() for name, value in (x.split(":", 1) for x in lines[1:])}
    assert fields["connection"] == "close"
    assert int(fields["content-length"]) == len(body), "exactly one answer"
    return Answer(int(lines[0].split()[1]), fields, body)


POST = b"POST /users HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
RAW = {
    "400-no-host": (b"POST /users HTTP/1.1\r\n\r\n", 400),
    "400-two-lengths": (POST + b"Content-Length: 1\r\nContent-Length: 1\r\n\r\n{", 400),
    "400-length-and-chunked": (
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "400-no-colon": (POST + b"nothing\r\n\r\n", 400),
    "400-no-http": (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
    "413": (POST + b"Content-Length: 99999999\r\n\r\n", 413),
    "414": (b"POST /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    "417": (POST + b"Expect: miracles\r\nContent-Length: 2\r\n\r\n", 417),
    "431-bytes": (POST + b"X-A: " + b"x" * 17000 + b"\r\n\r\n", 431),
    "431-count": (POST + b"".join(b"X-%d: 1\r\n" % i for i in range(101)) + b"\r\n", 431),
    "501": (POST + b"Transfer-Encoding: gzip\r\n\r\n", 501),
    "505": (b"POST /users HTTP/3.0\r\nHost: a\r\n\r\n", 505),
}


@pytest.mark.parametrize(("data", "status"), RAW.values(), ids=RAW.keys())
def test_pd1_what_is_no_request(users, data, status):
    """And the connection is closed: nothing after it is read as a request (PD7)."""
    check_problem(raw(users, data), status)


def test_pd1_slow_head_is_408(users):
    check_problem(raw(users, b"POST /users HTTP/1.1\r\nHos"), 408)


def test_pd1_slow_body_is_408(users):
    check_problem(raw(users, POST + b"Content-Length: 5000\r\n\r\n{"), 408)


ASKED = {
    "404-route": ("POST", "/nowhere", "{}", JSON, 404),
    "404-ticket": ("GET", "/requests/x", None, {}, 404),
    "405-route": ("PUT", "/users", "{}", JSON, 405),
    "405-ticket": ("DELETE", "/requests/x", None, {}, 405),
    "415": ("POST", "/users", "{}", {"Content-Type": "text/plain"}, 415),
    "400-no-json": ("POST", "/users", "{", JSON, 400),
    "422-name": ("POST", "/users", '{"name": 5}', JSON, 422),
    "400-key": ("POST", "/users", '{"name": "x"}', {**JSON, "Idempotency-Key": "bare"}, 400),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
def test_pd1_what_is_refused(users, asked):
    *request, status = asked
    check_problem(users.request(*request), status)


def test_pd1_what_is_too_late(users):
    name, key = fresh("PD1"), '"%s"' % fresh("PD1")
    with users.held():
        check_problem(users.post(name, prefer="wait=1"), 504)
        late = users.post(name, key=key, prefer="respond-async")
    users.ended(late)
    check_problem(users.post(fresh("PD1"), key=key), 422)


def test_pd3_each_type_leads_to_its_page(users):
    """Whatever was seen in this file up to here."""
    seen = {kind for kind, _ in titles} | {check_problem(users.request(*one[:-1]), one[-1])["type"]
                                           for one in ASKED.values()}
    for kind in seen - {"about:blank"}:
        page = users.request("GET", kind)
        assert page.status == 200, kind
        assert page.headers["content-type"].startswith("text/")
        text = page.body.decode()
        [title] = {title for (name, _), title in titles.items() if name == kind}
        assert title in text and len(text) > 200


def test_pd4_request_that_a_route_took_has_an_id(users):
    for name in ("400-no-json", "422-name", "400-key"):
        *request, status = ASKED[name]
        answer = users.request(*request)
        assert check_problem(answer, status)["request_id"] == answer.request_id


def test_pd5_nothing_from_inside_whatever_comes(users):
    print(f"TEST_SEED={SEED}")
    chance = random.Random(SEED)
    values = ["'; DROP TABLE users; --", "../../etc/passwd", "%00", "${jndi:x}", "\u00e9",
              "a" * 3000, '"', "{", "[[[[", "null", "1e999", '{"name": {}}', '{"name": "\\u0000"}']
    for _ in range(150):
        path = chance.choice(["/users", "/", "/users?x=" + "y" * 50, "/requests/" + "A" * 127])
        headers = {"Content-Type": chance.choice(["application/json", "text/plain", "x"])}
        if chance.random() < 0.5:
            value = chance.choice(values).encode("latin-1", "replace").decode("latin-1")
            headers[chance.choice(["Idempotency-Key", "Prefer", "Accept", "X-A"])] = value
        answer = users.request(chance.choice(["POST", "GET", "PATCH"]), path,
                               chance.choice(values).encode(), headers)
        assert 400 <= answer.status < 500, answer
        check_problem(answer, answer.status)


@pytest.mark.parametrize("accept", ["application/xml", "*/*;q=0", "application/json", "x"])
def test_pd6_accept_adds_no_error_to_an_error(users, accept):
    for asked in ASKED.values():
        method, path, body, headers, status = asked
        check_problem(users.request(method, path, body, {**headers, "Accept": accept}), status)


def test_pd6_head_of_an_error_has_no_content(users):
    for path, status in (("/nowhere", 404), ("/requests/x", 404), ("/users", 405)):
        get, head = users.request("GET", path), users.request("HEAD", path)
        assert get.status == head.status == status and head.body == b""
        assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


# What only a log or a worker can bring about.


@pytest.fixture(scope="module")
def gateway(kafka, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gateway")
    with Member("gateway", "g1", folder, kafka, "--timeout", "60s") as member:
        eventually(member.is_ready, "the gateway is ready")
        yield member
        member.stop()


@pytest.fixture(scope="module")
def worker(kafka):
    return HandMadeWorker(kafka)


def answered(gateway, worker, **outcome):
    """What the client hears if this is what became of its request."""
    name = fresh("PD8")
    answer = Later(lambda: gateway.post(name))
    event = worker.await_event(name)
    worker.answer(event, **outcome)
    return answer.result(), event


BAD_OUTCOMES = {
    "no-type": {"ce_type": None},
    "empty-type": {"ce_type": ""},
    "status-words": {"ce_httpstatus": "created"},
    "status-too-small": {"ce_httpstatus": "199"},
    "status-too-large": {"ce_httpstatus": "600"},
    "status-sign": {"ce_httpstatus": "+201"},
    "field-with-line-break": {"http_location": "/x\r\nSet-Cookie: a=b"},
    "field-name": {"http_a b": "x"},
    "content-type": {"content-type": "text/html\r\nX: y"},
    "payload-hash": {"ce_payloadhash": "abc"},
    "problem-of-another-status": {
        "ce_httpstatus": "409", "content-type": "application/problem+json",
        "body": b'{"status": 200, "title": "OK"}'},
    "problem-that-is-none": {"content-type": "application/problem+json", "body": b"oops"},
}


@pytest.mark.parametrize("outcome", BAD_OUTCOMES.values(), ids=BAD_OUTCOMES.keys())
def test_pd8_outcome_that_is_no_answer_is_502(gateway, worker, outcome):
    outcome = dict(outcome)
    body = outcome.pop("body", b"{}")
    content_type = outcome.pop("content-type", "application/json")

    answer, event = answered(gateway, worker, body=body, content_type=content_type, **outcome)

    assert check_problem(answer, 502)["request_id"] == event.header("ce_id")
    assert not {"set-cookie", "location", "x"} & set(answer.headers)


def test_pd8_problem_of_the_application_is_not_touched(gateway, worker):
    body = (b'{ "type":"https://example.org/out-of-stock",  "title":"Sold out", "status":409,'
            b' "detail":"/tmp is ours to name", "x-left":0 }')

    answer, _ = answered(gateway, worker, status=409, body=body,
                         content_type="application/problem+json")

    assert answer.status == 409 and answer.body == body
    assert answer.headers["content-type"] == "application/problem+json"


def test_pd8_problem_without_a_status_is_not_touched(gateway, worker):
    body = b'{"title": "Sold out"}'

    answer, _ = answered(gateway, worker, status=422, body=body,
                         content_type="application/problem+json; charset=utf-8")

    assert answer.status == 422 and answer.body == body


def test_pd8_only_known_fields_of_an_outcome_reach_the_client(gateway, worker):
    answer, _ = answered(gateway, worker, status=201, http_location="/users/7", http_etag='"1"',
                         **{"http_set-cookie": "a=b", "http_x-inside": "y"})

    assert answer.status == 201
    assert answer.headers["location"] == "/users/7" and answer.headers["etag"] == '"1"'
    assert "set-cookie" not in answer.headers and "x-inside" not in answer.headers


def test_pd1_log_away_is_503(tmp_path):
    with Kafka(tmp_path / "kafka") as kafka:
        with Member("gateway", "g1", tmp_path, kafka, "--timeout", "2s") as member:
            eventually(member.is_ready, "the gateway is ready")
            worker = HandMadeWorker(kafka)
            kafka.kill()
            refused = eventually(
                lambda: next((a for a in [member.post("nobody")] if a.status == 503), None),
                "a refusal",
            )
            check_problem(refused, 503)
            kafka.start_the_dead()
            eventually(member.is_ready, "the gateway is ready again")
            events = eventually(lambda: read_or_none(worker.topics), "the topic can be read")
            assert refused.request_id not in [one.header("ce_id") for one in events[0]]


def read_or_none(topics):
    """A broker that has just started may say for a moment that it leads nothing."""
    try:
        return [topics.read(REQUESTS)]
    except KafkaException:
        return None
