"""What the owner of a route can ask for beyond the defaults: required keys, refused repetitions, no
keys at all, and limits. The worker is the test itself, so it decides what is under way.

Tests are named after their rows in docs/conformance.md.
"""

import http.client
import json

import pytest

from gateway_process import FileGateway
from hand_made_worker import HandMadeWorker
from kafka_process import kafka  # noqa: F401: the fixture
from surface import Later, fresh, fresh_key, same_answer
from topic_content import REQUESTS
from users_process import JSON, PATIENCE, eventually, exchange

ROUTES = "".join(
    f"""
[[route]]
path = "/{name}"
topic = "users.requests"
outcomes_topic = "users.outcomes"
timeout = "60s"
{settings}
"""
    for name, settings in {
        "required": 'idempotency = "required"',
        "conflicts": 'repeat = "conflicts"',
        "off": 'idempotency = "off"',
        "few": "waiting_max = 2",
        "few_each": "waiting_per_caller_max = 2",
        "other": "",
        "shop": """
ordering_key = "header:x-customer"
cors.origins = ["https://shop.example"]
cors.request_headers = ["x-page"]""",
    }.items()
)


@pytest.fixture(scope="module")
def gateway(kafka, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gateway")
    config = folder / "routes.toml"
    config.write_text(ROUTES)
    with FileGateway(config, "g1", folder, kafka, "--shards", "2") as gateway:
        eventually(gateway.is_ready, "the gateway is ready")
        yield gateway
        gateway.stop()


@pytest.fixture(scope="module")
def worker(kafka, gateway):
    return HandMadeWorker(kafka)


def post(gateway, path, name, key=None, address=None):
    headers = dict(JSON) if key is None else {**JSON, "Idempotency-Key": key}
    source = (address, 0) if address else None
    connection = http.client.HTTPConnection(
        "127.0.0.1", gateway.port, timeout=PATIENCE, source_address=source
    )
    try:
        return exchange(connection, "POST", path, json.dumps({"name": name}), headers)
    finally:
        connection.close()


def problem(answer, status, kind):
    assert answer.status == status, answer
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["type"] == f"/problems/{kind}"
    return answer.json


def events_of(worker, text):
    return [one for one in worker.topics.read(REQUESTS) if text.encode() in one.value]


def under_way(gateway, worker, path, name, **how):
    """A request whose event is in the topic, and that event."""
    answer = Later(lambda: post(gateway, path, name, **how))
    return answer, worker.await_event(name)


def test_ik1_request_without_a_required_key_is_400(gateway, worker):
    name = fresh("IK1")

    said = problem(post(gateway, "/required", name), 400, "idempotency-key-missing")

    page = gateway.request("GET", said["type"])
    assert page.status == 200 and b"Idempotency-Key" in page.body
    assert not events_of(worker, name)
    answer, event = under_way(gateway, worker, "/required", name, key=fresh_key())
    worker.answer(event, status=201)
    assert answer.result().status == 201


def test_ik8_repetition_that_is_refused_while_the_first_is_under_way(gateway, worker):
    name, key = fresh("IK8"), fresh_key()
    first, event = under_way(gateway, worker, "/conflicts", name, key=key)

    for _ in range(3):
        refused = post(gateway, "/conflicts", name, key=key)
        problem(refused, 409, "idempotency-conflict")
        assert int(refused.headers["retry-after"]) >= 1
    assert len(events_of(worker, name)) == 1 and not first.is_done()
    # Another payload is no repetition; whether it was the first after all is known to the worker.
    other, mismatch = under_way(gateway, worker, "/conflicts", fresh("IK8"), key=key)
    worker.answer(mismatch, status=422, kind="RequestMismatch")
    assert other.result().status == 422 and not first.is_done()
    worker.answer(event, status=201)
    first = first.result()

    # Afterwards it goes to the worker, whose inbox knows it.
    again = Later(lambda: post(gateway, "/conflicts", name, key=key))
    worker.await_events(name, 2)
    worker.answer(event, status=201)
    assert first.status == 201 and same_answer(again.result(), first)


def test_ik11_keys_of_two_routes_are_two(gateway, worker):
    key = fresh_key()
    names = [fresh("IK11"), fresh("IK11")]
    started = [under_way(gateway, worker, path, name, key=key)
               for path, name in zip(["/other", "/required"], names)]
    for i, (_, event) in enumerate(started):
        worker.answer(event, status=201, body=b'{"number": %d}' % i)
    answers = [answer.result() for answer, _ in started]

    assert [answer.json["number"] for answer in answers] == [0, 1]
    assert answers[0].request_id != answers[1].request_id


def test_ik18_route_without_keys_does_not_look_at_them(gateway, worker):
    """Not even at their form."""
    key = fresh_key()
    names = [fresh("IK18"), fresh("IK18"), fresh("IK18")]
    started = [under_way(gateway, worker, "/off", name, key=field)
               for name, field in zip(names, [key, key, "bare"])]
    for _, event in started:
        worker.answer(event, status=201)
    answers = [answer.result() for answer, _ in started]

    assert [answer.status for answer in answers] == [201] * 3
    assert len({answer.request_id for answer in answers}) == 3


def ask_as_page(gateway, method, path, origin="https://shop.example", **headers):
    return gateway.request(method, path, None, {"Origin": origin, **headers})


def may_send(answer):
    return set(answer.headers.get("access-control-allow-headers", "").split(", "))


def test_page_of_another_origin_sends_a_request_and_hears_of_it(gateway, worker):
    name = fresh("CORS")
    asked = {"Access-Control-Request-Method": "POST"}
    preflight = ask_as_page(gateway, "OPTIONS", "/shop", **asked)
    assert preflight.headers["access-control-allow-origin"] == "https://shop.example"
    assert {"x-customer", "x-page", "prefer", "idempotency-key"} <= may_send(preflight)
    sent = gateway.request("POST", "/shop", json.dumps({"name": name}), {
        **JSON, "Origin": "https://shop.example", "Prefer": "respond-async", "X-Customer": "7"})
    assert sent.status == 202
    assert "Location" in sent.headers["access-control-expose-headers"]

    asked = {"Access-Control-Request-Method": "GET"}
    preflight = ask_as_page(gateway, "OPTIONS", sent.headers["location"], **asked)
    assert (preflight.status, preflight.body) == (204, b"")
    assert preflight.headers["access-control-allow-methods"] == "GET, HEAD"
    assert {"prefer", "authorization", "last-event-id", "x-page"} <= may_send(preflight)
    worker.answer(worker.await_event(name), status=201)
    heard = ask_as_page(gateway, "GET", sent.headers["location"], Prefer="wait=20")
    assert (heard.status, heard.headers["access-control-allow-origin"]) == (
        201, "https://shop.example")

    for answer in [ask_as_page(gateway, "OPTIONS", sent.headers["location"],
                               origin="https://evil.example", **asked),
                   ask_as_page(gateway, "GET", sent.headers["location"],
                               origin="https://evil.example")]:
        assert "access-control-allow-origin" not in answer.headers


def test_page_reads_refusals_but_not_what_another_route_took(gateway, worker):
    refused = gateway.request("POST", "/shop", "name=Ada", {
        "Content-Type": "text/plain", "Origin": "https://shop.example"})
    unknown = ask_as_page(gateway, "GET", "/requests/none")
    for answer, status in (refused, 415), (unknown, 404):
        assert answer.status == status
        assert answer.headers["access-control-allow-origin"] == "https://shop.example"

    sent = gateway.request("POST", "/other", json.dumps({"name": fresh("CORS")}), {
        **JSON, "Prefer": "respond-async"})
    of_another = ask_as_page(gateway, "GET", sent.headers["location"])
    assert of_another.status == 200
    assert "access-control-allow-origin" not in of_another.headers


def test_ov3_more_than_may_wait_for_a_route_are_503(gateway, worker):
    names = [fresh("OV3") for _ in range(2)]
    started = [under_way(gateway, worker, "/few", name) for name in names]

    one_more, key = fresh("OV3"), fresh_key()
    for address in ("127.0.0.1", "127.0.0.2"):
        refused = post(gateway, "/few", one_more, key=key, address=address)
        problem(refused, 503, "too-many-waiting")
        assert int(refused.headers["retry-after"]) >= 1
    assert not events_of(worker, one_more), "503 only if nothing was published"
    elsewhere, event = under_way(gateway, worker, "/other", fresh("OV3"))
    worker.answer(event, status=201)
    assert elsewhere.result().status == 201, "another route has its own"
    worker.answer(started[0][1], status=201)
    assert started[0][0].result().status == 201

    answer, event = under_way(gateway, worker, "/few", one_more, key=key)
    for each in (event, started[1][1]):
        worker.answer(each, status=201)
    assert answer.result().status == started[1][0].result().status == 201


def test_ov4_more_than_may_wait_of_a_caller_are_429(gateway, worker):
    """Callers without credentials are told apart by their address."""
    mine = [under_way(gateway, worker, "/few_each", fresh("OV4")) for _ in range(2)]

    name = fresh("OV4")
    refused = post(gateway, "/few_each", name)
    problem(refused, 429, "too-many-waiting")
    assert int(refused.headers["retry-after"]) >= 1
    assert not events_of(worker, name)
    theirs = under_way(gateway, worker, "/few_each", fresh("OV4"), address="127.0.0.2")
    for _, event in [theirs, *mine]:
        worker.answer(event, status=201)
    assert [answer.result().status for answer, _ in [theirs, *mine]] == [201] * 3

    answer, event = under_way(gateway, worker, "/few_each", name)
    worker.answer(event, status=201)
    assert answer.result().status == 201, "nobody of his waits any more"
