"""An issuer who is away, or slow, shuts nobody out whose token could be checked before; and who cannot
be told is not told that there is nothing."""

import json
import signal
import time

import pytest

from client_threads import ClientThreads
from credentials import SigningKey, bearer, claims, new_api_key
from issuer import SCHEMES, Issuer
from users_process import JSON, PATIENCE, Users, eventually, exchange

ISSUER = "https://login.example"
ROUTE = """
[[route]]
path = "{path}"
topic = "echo.requests"
outcomes_topic = "echo.outcomes"
authentication = ["{scheme}"]
timeout = "{patience}s"
"""
LATER = {"Prefer": "respond-async"}


class Echo(Users):
    """/echo is for who has a token, /keyed for who has an API key."""

    program = "echo_application"

    def __init__(self, folder, issuer):
        self.folder, self.issuer = folder, issuer
        self.config = folder / "echo.toml"
        self.write()
        super().__init__(folder / "data", "--config", self.config)

    def write(self, *more_paths, end=""):
        routes = [(path, "login") for path in ("/echo", *more_paths)] + [("/keyed", "partners")]
        self.config.write_text(
            "".join(ROUTE.format(path=path, scheme=scheme, patience=PATIENCE)
                    for path, scheme in routes)
            + SCHEMES.format(audience="echo", port=self.issuer.port, trusted=self.issuer.trusted)
            + end
        )

    def read_anew(self, path):
        """With one more route; comes back when it is served."""
        self.write(path)
        self.signal(signal.SIGHUP)
        eventually(lambda: self.echo({}, path).status == 401, f"{path} is served")

    def echo(self, headers, path="/echo"):
        return self.request("POST", path, '{"n": 1}', JSON | headers)

    def look(self, accepted, headers):
        return self.request("GET", accepted.headers["location"], headers=headers)

    def outcome(self, accepted, headers):
        return eventually(lambda: (found := self.look(accepted, headers)).json == {"n": 1} and found,
                          "the outcome by its ticket")


@pytest.fixture
def issuer(tmp_path):
    with Issuer(tmp_path) as issuer:
        issuer.key = SigningKey("ES256", "k")
        issuer.keys = [issuer.key]
        yield issuer


@pytest.fixture
def api_key(tmp_path):
    return {"X-API-Key": new_api_key(tmp_path, "billing")}


@pytest.fixture
def echo(tmp_path, issuer, api_key):
    with Echo(tmp_path, issuer) as echo:
        eventually(lambda: echo.echo(token(issuer)).status == 200, "the keys have come")
        yield echo


def token(issuer, **changes):
    return bearer(issuer.key.sign(claims(ISSUER, "echo", **changes)))


def test_keys_outlast_a_change_of_the_file(echo, issuer):
    issuer.away = True
    for number in range(3):
        echo.read_anew(f"/added{number}")
        assert echo.echo(token(issuer), f"/added{number}").status == 200
        assert echo.health()[0] == 200

    echo.write("/broken", end="tiemout = 1\n")
    echo.signal(signal.SIGHUP)
    echo.read_anew("/mended")
    assert echo.echo(token(issuer)).status == 200
    assert echo.echo(token(issuer, aud="other")).status == 401

    issuer.key = SigningKey("ES256", "next")
    issuer.keys, issuer.away = [issuer.key], False
    eventually(lambda: echo.echo(token(issuer)).status == 200, "keys are still fetched")
    echo.stop()


class Load(ClientThreads):
    """Requests with a token, one after the other on kept connections."""

    def __init__(self, echo, clients=2):
        super().__init__(clients)
        self.echo, self.headers, self.statuses = echo, token(echo.issuer), []

    def run(self, client):
        connection = self.echo.connect()
        while not self.stopping.is_set():
            answer = exchange(connection, "POST", "/echo", '{"n": 1}', JSON | self.headers)
            self.statuses.append(answer.status)


def test_no_request_waits_for_an_issuer_who_is_slow(echo, issuer):
    issuer.busy = True
    with Load(echo) as load:
        for number in range(3):
            echo.read_anew(f"/added{number}")
            before = len(load.statuses)
            eventually(lambda b=before: len(load.statuses) > b + 20, "requests are answered")

    assert set(load.statuses) == {200}
    issuer.busy = False
    echo.stop()


def test_after_a_restart_a_ticket_is_answered_as_its_route_is(echo, issuer, tmp_path):
    accepted = echo.echo(token(issuer) | LATER)
    assert accepted.status == 202
    echo.outcome(accepted, token(issuer))
    echo.stop()
    issuer.away = True
    with Echo(tmp_path, issuer) as again:
        posted, looked = again.echo(token(issuer)), again.look(accepted, token(issuer))

        assert (posted.status, looked.status) == (503, 503)
        assert looked.headers["retry-after"] == posted.headers["retry-after"]
        assert looked.headers["cache-control"] == "no-store"
        assert again.look(accepted, {}).status == 404, "who does not say who asks is nobody"
        never = again.request("GET", "/requests/" + "A" * 127, headers=token(issuer))
        assert never.status == 404, "of what was never issued nothing has to be checked"

        issuer.away = False
        eventually(lambda: again.look(accepted, token(issuer)).status == 200, "the keys have come")
        again.stop()


def test_token_that_ended_before_its_ticket_was_used_is_401(echo, issuer):
    accepted = echo.echo(token(issuer) | LATER)
    late = token(issuer, exp=int(time.time()) - 60)

    looked = echo.look(accepted, late)

    assert looked.status == 401 and looked.json["type"] == "/problems/unauthenticated"
    assert 'error="invalid_token"' in looked.headers["www-authenticate"]
    assert looked.headers["cache-control"] == "no-store"
    assert looked.body == echo.echo(late).body
    never = echo.request("GET", "/requests/" + "A" * 127, headers=token(issuer))
    for other in token(issuer, sub="grace"), {}:
        answer = echo.look(accepted, other)
        assert (answer.status, answer.body) == (404, never.body)
        assert answer.headers["cache-control"] == "no-store"
    assert echo.outcome(accepted, token(issuer)).status == 200
    echo.stop()


def test_credential_that_is_for_others_is_not_looked_at_by_the_ticket_either(echo, api_key):
    headers = api_key | {"Authorization": "Bearer junk"}

    accepted = echo.echo(headers | LATER, "/keyed")

    assert accepted.status == 202
    assert echo.outcome(accepted, headers).status == 200
    assert echo.look(accepted, api_key | {"Authorization": f"ApiKey {api_key['X-API-Key']}"}).status == 400
    echo.stop()
