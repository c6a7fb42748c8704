"""Callers are known by API keys and by tokens that another library than ours has signed."""

import contextlib
import json
import re
import secrets
import signal
import subprocess
import time

import pytest

from credentials import (
    HMAC_SECRET, SigningKey, bearer, boomerang, claims, new_api_key, not_signed, sign_with_secret,
)
from users_process import BIN, JSON, PATIENCE, Users, eventually, records

CONFIG = """
[[route]]
path = "/echo"
topic = "echo.requests"
outcomes_topic = "echo.outcomes"
authentication = ["partners", "login", "internal"]
scopes = ["echo:write"]

[[route]]
path = "/open"
topic = "echo.requests"
outcomes_topic = "echo.outcomes"

[[authentication]]
name = "partners"
kind = "api-keys"
file = "keys.toml"

[[authentication]]
name = "login"
kind = "jwt"
issuer = "https://login.example"
audiences = ["echo"]
algorithms = ["RS256", "ES256", "EdDSA"]
jwks_file = "jwks.json"

[[authentication]]
name = "internal"
kind = "jwt"
issuer = "internal"
audiences = ["echo"]
algorithms = ["HS256"]
hmac_secret_file = "hmac_secret"
"""

LOGIN = {algorithm: SigningKey(algorithm) for algorithm in ("RS256", "ES256", "EdDSA")}


def token(algorithm, **changes):
    """A good token but for `changes`; a claim that is None is left out."""
    changes = {"scope": "echo:write", **changes}
    if algorithm == "HS256":
        return sign_with_secret(claims("internal", "echo", **changes))
    return LOGIN[algorithm].sign(claims("https://login.example", "echo", **changes))


class Echo(Users):
    """The application of echo_application.cc with the routes and schemes of CONFIG."""

    program = "echo_application"

    def __init__(self, folder, *flags):
        self.folder = folder
        (folder / "echo.toml").write_text(CONFIG)
        keys = [key.public() for key in LOGIN.values()]
        (folder / "jwks.json").write_text(json.dumps({"keys": keys}))
        (folder / "hmac_secret").write_text(HMAC_SECRET)
        self.keys = {name: new_api_key(folder, name, "--scope", "echo:write")
                     for name in ("billing", "shipping")}
        self.keys["reader"] = new_api_key(folder, "reader", "--scope", "echo:read")
        super().__init__(folder / "data", "--config", folder / "echo.toml", "--timeout",
                         f"{PATIENCE}s", *flags)

    def key(self, name):
        return {"X-API-Key": self.keys[name]}

    def echo(self, text, headers=None, path="/echo"):
        return self.request("POST", path, json.dumps({"text": text}), JSON | (headers or {}))


@pytest.fixture(scope="module")
def echo(tmp_path_factory):
    with Echo(tmp_path_factory.mktemp("echo")) as echo:
        yield echo


def challenges(echo, headers=None):
    """The status, and every WWW-Authenticate field."""
    with contextlib.closing(echo.connect()) as connection:
        connection.request("POST", "/echo", "{}", JSON | (headers or {}))
        response = connection.getresponse()
        response.read()
        return response.status, response.headers.get_all("WWW-Authenticate", [])


def test_the_file_is_good(echo):
    done = boomerang("check", "--config", echo.folder / "echo.toml")

    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("keys.toml", "jwks.json", "hmac_secret"):
        assert f"read {echo.folder / name}\n" in done.stdout


def test_without_a_credential_it_is_401_with_every_way_in(echo):
    status, told = challenges(echo)

    assert status == 401
    assert sorted(re.match(r"\w+", one)[0] for one in told) == ["ApiKey", "Bearer"]
    assert 'header="X-API-Key"' in next(one for one in told if one.startswith("ApiKey"))
    assert not any("error=" in one for one in told)
    answer = echo.echo("nobody")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["type"] == "/problems/unauthenticated"


def test_a_route_without_authentication_asks_nobody(echo):
    assert echo.echo("anybody", path="/open").status == 200


@pytest.mark.parametrize("field", ["X-API-Key", "Authorization"])
def test_a_key_is_good(echo, field):
    value = echo.keys["billing"]
    answer = echo.echo(field, {field: value if field == "X-API-Key" else f"ApiKey {value}"})

    assert (answer.status, answer.json) == (200, {"text": field})


@pytest.mark.parametrize("algorithm", ["HS256", "RS256", "ES256", "EdDSA"])
def test_a_token_is_good(echo, algorithm):
    answer = echo.echo(algorithm, bearer(token(algorithm)))

    assert (answer.status, answer.json) == (200, {"text": algorithm})


WRONG = {
    "expired": lambda: token("ES256", exp=int(time.time()) - 60),
    "without an end": lambda: token("ES256", exp=None),
    "for another audience": lambda: token("RS256", aud="other"),
    "of another issuer": lambda: token("RS256", iss="https://other.example"),
    "signed by another key": lambda: SigningKey("EdDSA").sign(
        claims("https://login.example", "echo", scope="echo:write")
    ),
    "not signed": lambda: not_signed(claims("internal", "echo", scope="echo:write")),
    "of an issuer by the secret of another": lambda: token("HS256", iss="https://login.example"),
    "no token": lambda: "a.b.c",
}


@pytest.mark.parametrize("what", WRONG)
def test_a_token_that_is_not_good_is_401_and_not_told_why(echo, what):
    status, told = challenges(echo, bearer(WRONG[what]()))
    usual = challenges(echo, bearer(sign_with_secret(claims("internal", "echo"), "s" * 32)))

    assert status == 401
    assert any('error="invalid_token"' in one for one in told)
    assert (status, told) == usual


def test_a_key_that_nobody_has_is_401(echo):
    status, told = challenges(echo, {"X-API-Key": "bmr_" + "A" * 43})

    assert status == 401
    assert any(one.startswith("ApiKey") for one in told)


@pytest.mark.parametrize("kind", ["key", "token"])
def test_without_the_scope_it_is_403(echo, kind):
    headers = echo.key("reader") if kind == "key" else bearer(token("ES256", scope="echo:read"))
    status, told = challenges(echo, headers)

    assert status == 403
    assert any('error="insufficient_scope"' in one and 'scope="echo:write"' in one for one in told)
    assert echo.echo("x", headers).json["type"] == "/problems/forbidden"


def test_a_ticket_means_nothing_to_another_caller(echo):
    headers = {"Prefer": "respond-async"}
    accepted = echo.echo("mine", echo.key("billing") | headers)
    assert accepted.status == 202, accepted
    ticket = accepted.headers["location"]

    def outcome():
        answer = echo.request("GET", ticket, headers=echo.key("billing"))
        return answer if answer.json == {"text": "mine"} else None

    assert eventually(outcome, "the outcome by the ticket").status == 200
    never = echo.request("GET", "/requests/" + "A" * 60, headers=echo.key("billing"))
    for other in (echo.key("shipping"), bearer(token("ES256", sub="billing")), {}):
        answer = echo.request("GET", ticket, headers=other)
        assert answer.status == never.status == 404
        assert answer.json["detail"] == never.json["detail"]


def test_ik12_an_idempotency_key_means_nothing_to_another_caller(echo):
    key = {"Idempotency-Key": '"order-1"'}

    first = echo.echo("of billing", echo.key("billing") | key)
    again = echo.echo("of billing", echo.key("billing") | key)
    other = echo.echo("of shipping", echo.key("shipping") | key)
    reused = echo.echo("of somebody", echo.key("billing") | key)

    assert first.status == again.status == other.status == 200
    assert first.json == again.json == {"text": "of billing"}
    assert first.request_id == again.request_id != other.request_id
    assert other.json == {"text": "of shipping"}
    assert reused.status == 422


@pytest.mark.parametrize("credential", [{}, {"X-API-Key": "x" * 43}, {"Authorization": "Bearer a.b.c"}])
def test_ik15_without_a_good_credential_a_known_key_is_as_an_unknown_one(echo, credential):
    known = {"Idempotency-Key": '"order-3"'}
    assert echo.echo("once", echo.key("billing") | known).status == 200

    answers = [
        echo.echo("once", credential | key)
        for key in (known, {"Idempotency-Key": f'"{secrets.token_hex(8)}"'})
    ]

    assert [answer.status for answer in answers] == [401, 401]
    assert answers[0].body == answers[1].body
    of_no_time = [{name: value for name, value in answer.headers.items() if name != "date"}
                  for answer in answers]
    assert of_no_time[0] == of_no_time[1]


def test_a_caller_stays_the_same_with_another_token(echo):
    key = {"Idempotency-Key": '"order-2"'}

    first = echo.echo("once", bearer(token("ES256")) | key)
    again = echo.echo("once", bearer(token("RS256", exp=int(time.time()) + 900)) | key)
    of_another_issuer = echo.echo("once", bearer(token("HS256")) | key)

    assert first.status == again.status == of_another_issuer.status == 200
    assert first.request_id == again.request_id != of_another_issuer.request_id


def test_the_schemes_are_described(echo):
    described = echo.request("GET", "/openapi.json")

    assert described.status == 200
    schemes = described.json["components"]["securitySchemes"]
    assert schemes["partners"]["name"] == "X-API-Key"
    assert schemes["login"]["scheme"] == "bearer"
    assert "401" in described.json["paths"]["/echo"]["post"]["responses"]
    assert "401" not in described.json["paths"]["/open"]["post"]["responses"]
    assert echo.request("POST", "/openapi.json", "{}", JSON).status == 405


def test_a_key_is_changed_without_a_stop(tmp_path):
    with Echo(tmp_path) as echo:
        before = dict(echo.key("billing"))
        (tmp_path / "keys.toml").write_text("")
        echo.keys["billing"] = new_api_key(tmp_path, "billing", "--scope", "echo:write")
        assert echo.echo("not yet", echo.key("billing")).status == 401

        echo.signal(signal.SIGHUP)

        eventually(lambda: echo.echo("new", echo.key("billing")).status == 200, "the new key")
        assert echo.echo("old", before).status == 401
        echo.stop()


@pytest.mark.parametrize("setting", ['request_headers = ["X-Partner-Key"]',
                                     'ordering_key = "header:x-partner-key"'])
def test_keys_cannot_be_made_part_of_events(tmp_path, setting):
    """By no route of the file, whatever it asks of its callers."""
    (tmp_path / "keys.toml").write_text("")
    config = tmp_path / "echo.toml"
    config.write_text(CONFIG[CONFIG.index("[[route]]", 10):CONFIG.index("[[authentication]]")]
                      + setting + """
[[authentication]]
name = "partners"
kind = "api-keys"
file = "keys.toml"
header = "X-Partner-Key"
""")
    line = config.read_text().split("\n").index(setting) + 1

    done = boomerang("check", "--config", config)
    assert done.returncode == 1
    assert f"{config}:{line}:" in done.stdout + done.stderr
    assert "it holds the keys of partners" in done.stdout + done.stderr
    started = subprocess.run(
        [BIN / "echo_application", "--data", tmp_path / "data", "--config", config],
        capture_output=True, text=True, timeout=PATIENCE,
    )
    assert started.returncode == 2
    assert f"{config}:{line}:" in started.stderr


def test_no_credential_is_in_logs_and_events(tmp_path):
    with Echo(tmp_path, "--log-level", "debug") as echo:
        good, bad = token("ES256", sub="grace"), token("ES256", aud="other")
        assert echo.echo("key", echo.key("billing")).status == 200
        assert echo.echo("token", bearer(good) | {"X-Custom": "1"}).status == 200
        assert echo.echo("bad", bearer(bad)).status == 401
        assert echo.echo("bad", {"X-API-Key": "bmr_" + "B" * 43}).status == 401
        echo.signal(signal.SIGTERM)
        code, log = echo.wait()

    assert code == 0, log
    events = records(echo.data / "log/log.db", "echo.requests")
    assert len(events) == 2
    assert "wrong_audience" in log and "unknown_api_key" in log
    kept = log + "".join(map(str, events))
    files = [file for file in echo.data.rglob("*") if file.is_file()]
    assert any(file.name == "log.db" for file in files)
    for secret in (echo.keys["billing"], good, bad, "B" * 43, HMAC_SECRET):
        assert secret not in kept
        for part in secret.split("."):
            assert not any(part.encode() in file.read_bytes() for file in files), part
