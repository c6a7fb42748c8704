"""Two gateways that share a Kafka take the tokens of an issuer, who publishes the keys by URL, changes
them, and is away now and then."""

import json

import pytest

from credentials import SigningKey, bearer, claims, new_api_key
from gateway_process import FileGateway
from issuer import SCHEMES, Issuer
from kafka_process import kafka  # noqa: F401: the fixture
from member_process import Member
from surface import fresh, fresh_key
from users_process import JSON, PATIENCE, eventually

ISSUER = "https://login.example"
ROUTE = """
[[route]]
path = "/users"
topic = "users.requests"
outcomes_topic = "users.outcomes"
authentication = ["partners", "login"]
timeout = "{patience}s"
"""


def token(key, **changes):
    return bearer(key.sign(claims(ISSUER, "users", **changes)))


def post(gateway, headers, name=None):
    return gateway.request("POST", "/users", json.dumps({"name": name or fresh("by token")}),
                           JSON | headers)


@pytest.fixture
def site(kafka, tmp_path):
    with Issuer(tmp_path) as issuer:
        issuer.away = True
        config = tmp_path / "routes.toml"
        config.write_text(
            ROUTE.format(patience=PATIENCE)
            + SCHEMES.format(audience="users", port=issuer.port, trusted=issuer.trusted)
        )
        api_key = {"X-API-Key": new_api_key(tmp_path, "billing")}
        with Member("worker", "w1", tmp_path, kafka) as worker:
            flags = ["--ticket-secret", "s" * 64]
            with FileGateway(config, "g1", tmp_path, kafka, *flags) as first:
                with FileGateway(config, "g2", tmp_path, kafka, *flags) as second:
                    for member in worker, first, second:
                        eventually(member.is_ready, f"{member.name} is ready")
                    yield issuer, [first, second], api_key
                    for member in first, second, worker:
                        member.stop()


def test_keys_come_and_go_with_the_issuer(site):
    issuer, gateways, api_key = site
    old, new = SigningKey("ES256", "old"), SigningKey("EdDSA", "new")

    def answers(key):
        return [post(gateway, token(key)).status for gateway in gateways]

    # Nothing has come yet: that is told, and does not concern those who have another credential.
    unknown = post(gateways[0], token(old))
    assert unknown.status == 503 and "retry-after" in unknown.headers
    assert [post(gateway, api_key).status for gateway in gateways] == [201, 201]

    issuer.keys, issuer.away = [old], False
    eventually(lambda: answers(old) == [201, 201], "the first keys have come")
    assert answers(new) == [401, 401]

    issuer.keys = [old, new]
    eventually(lambda: answers(new) == [201, 201], "the new key has come")
    assert answers(old) == [201, 201], "both are good while the issuer publishes both"

    issuer.keys = [new]
    eventually(lambda: answers(old) == [401, 401], "the old key has gone")
    assert answers(new) == [201, 201]

    issuer.away = True
    issuer.await_asked(2 * len(gateways))
    assert answers(new) == [201, 201], "what was fetched last stays good"
    assert answers(old) == [401, 401]


def test_a_caller_is_the_same_at_every_gateway_and_no_other_is(site):
    issuer, (first, second), api_key = site
    key = SigningKey("ES256", "k")
    issuer.keys, issuer.away = [key], False
    eventually(lambda: post(first, token(key)).status == 201, "the keys have come")
    eventually(lambda: post(second, token(key)).status == 201, "the keys have come")
    name, repeated = fresh("once"), {"Idempotency-Key": fresh_key()}

    accepted = post(first, token(key) | repeated | {"Prefer": "respond-async"}, name)
    again = post(second, token(key) | repeated, name)
    of_another = post(second, token(key, sub="grace") | repeated, name)
    with_api_key = post(first, api_key | repeated, name)

    assert accepted.status == 202
    assert again.status == 201 and again.request_id == accepted.request_id
    assert (of_another.status, with_api_key.status) == (409, 409), "their own request, a taken name"
    ticket = accepted.headers["location"]
    mine = second.request("GET", ticket, headers=token(key) | {"Prefer": "wait=20"})
    assert mine.status == 201 and mine.json["name"] == name
    for other in token(key, sub="grace"), api_key, {}:
        for gateway in first, second:
            assert gateway.request("GET", ticket, headers=other).status == 404
