"""What the console tells, and to whom: the JSON behind its pages, on both brokers."""

import base64
import json
import subprocess
import time
import uuid

import pytest

from console_client import ask, connect, events, first, told
from echo_process import Echo
from surface import fresh, on_kafka, surface  # noqa: F401
from users_process import BIN, JSON, PATIENCE, Users, eventually

PASSWORD = "correct horse battery"


def asked_as(process, host):
    return ask(process, "api/overview", {"Host": host}).status


def login(password):
    return {"Authorization": "Basic " + base64.b64encode(f"any:{password}".encode()).decode()}


def own(row, request_id):
    return row["id"] == request_id


# What it tells.


def test_request_is_told_as_it_comes_and_found_by_its_id(surface):  # noqa: F811
    gateway = surface.gateways[0]
    name = fresh("told")
    with events(gateway, "requests?limit=500") as stream:
        first(stream, lambda data: data["live"])
        created = surface.post(name)
        assert created.status == 201
        id = created.request_id
        data = first(stream, lambda data: any(
            own(row, id) and row["state"] == "succeeded" for row in data["requests"]))
    [row] = [row for row in data["requests"] if own(row, id)]
    assert (row["status"], row["type"], row["route"]) == (201, "UserCreated", "POST /users")
    assert row["attempts"] == 1 and row["late"] is False and row["duration_ms"] >= 0
    assert sum(data["counts"].values()) == data["kept"]

    for process in surface.gateways:  # Each sees the whole log.
        request = told(process, f"requests/{id}")
        assert request["state"] == "succeeded"
        names = [stage["name"] for stage in request["stages"]]
        assert names == ["accepted", "logged", "attempted", "published", "deadline"]
        times = [stage["at"] for stage in request["stages"]]
        assert times == sorted(times)
        topics = [message["topic"] for message in request["messages"]]
        assert topics == ["users.requests", "users.outcomes"]
        assert json.loads(request["messages"][0]["value"]) == {"name": name}


def test_request_with_a_key_of_its_client_is_found_too(surface):  # noqa: F811
    name = fresh("keyed")
    key = f'"{uuid.uuid4()}"'
    first_answer, second = surface.post(name, key), surface.post(name, key)
    assert first_answer.request_id == second.request_id
    request = told(surface.gateways[0], f"requests/{first_answer.request_id}")
    assert (request["state"], request["status"]) == ("succeeded", 201)


def test_waiting_overdue_and_late_are_told_apart(surface):  # noqa: F811
    gateway = surface.gateways[0]
    with surface.held():
        answer = surface.post(fresh("late"), prefer="wait=1")
        assert answer.status in (202, 504)
        id = answer.request_id
        assert told(gateway, f"requests/{id}")["state"] in ("waiting", "overdue")
        with events(gateway, "requests?state=overdue") as stream:
            first(stream, lambda data: any(own(row, id) for row in data["requests"]))
    with events(gateway, "requests?state=succeeded") as stream:
        data = first(stream, lambda data: any(own(row, id) for row in data["requests"]))
    [row] = [row for row in data["requests"] if own(row, id)]
    assert row["late"] is True


def test_messages_are_paged_to_the_oldest(surface):  # noqa: F811
    gateway = surface.gateways[0]
    for _ in range(5):
        surface.post(fresh("paged"))
    topics = {topic["name"]: topic for topic in told(gateway, "topics")["topics"]}
    assert topics["users.requests"]["kind"] == "requests"
    assert topics["users.outcomes"]["kind"] == "outcomes"
    assert topics["users.dead_letters"]["kind"] == "dead_letters"
    if surface.kind == "kafka":
        assert topics["boomerang.replies"]["kind"] == "replies"

    seen, before = [], ""
    while before is not None:
        page = told(gateway, f"topics/users.requests/messages?limit=20&before={before}")
        seen += page["messages"]
        before = page["older"]
    places = [(message["partition"], message["offset"]) for message in seen]
    assert len(set(places)) == len(places) == topics["users.requests"]["entries"]
    times = [message["time"] for message in seen]
    assert times == sorted(times, reverse=True)

    last = seen[-1]
    whole = told(
        gateway, f"topics/users.requests/messages/{last['partition']}/{last['offset']}")
    assert whole == last


def test_text_is_found_however_far_back(surface):  # noqa: F811
    gateway = surface.gateways[0]
    needle = fresh("needle")
    surface.post(needle)
    for _ in range(5):
        surface.post(fresh("hay"))
    found = told(gateway, f"topics/users.requests/messages?text={needle.replace(' ', '+')}")
    assert [json.loads(message["value"])["name"] for message in found["messages"]] == [needle]
    assert found["scanned"] > 5


def test_tail_tells_what_is_appended(surface):  # noqa: F811
    gateway = surface.gateways[0]
    name = fresh("tailed")
    with events(gateway, f"topics/users.requests/tail?text={name.replace(' ', '+')}") as stream:
        first(stream, lambda data: data["live"])
        surface.post(fresh("other"))
        surface.post(name)
        data = first(stream, lambda data: data["messages"])
    [message] = data["messages"]
    assert json.loads(message["value"]) == {"name": name}
    assert message["headers"]["ce_httpmethod"] == "POST"


def test_overview_is_of_the_process_that_is_asked(surface):  # noqa: F811
    gateway = surface.gateways[0]
    overview = told(gateway, "overview")
    assert overview["ready"] is True and overview["reasons"] == []
    before = overview["gateway"]["answered"]
    surface.post(fresh("counted"))
    eventually(lambda: told(gateway, "overview")["gateway"]["answered"] > before, "it is counted")
    if surface.kind == "kafka":
        assert overview["role"] == "gateway" and overview["database"] is None
        of_worker = told(surface.worker, "overview")
        assert of_worker["role"] == "worker" and of_worker["gateway"] is None
        assert of_worker["workers"][0]["handled"] > 0
        assert of_worker["database"].startswith("sqlite ")
    else:
        assert overview["role"] == "all"


def test_unknown_is_said_so(surface):  # noqa: F811
    gateway = surface.gateways[0]
    # As young as a request can be, and of nobody.
    id = surface.post(fresh("neighbour")).request_id[:-12] + "000000000000"
    missing = ask(gateway, f"api/requests/{id}")
    assert missing.status == 404
    assert "messages were looked through" in missing.json["detail"]
    assert ask(gateway, "api/topics/lost/messages").status == 404


@on_kafka
def test_health_is_told_while_the_log_does_not_answer(surface):  # noqa: F811
    gateway = surface.gateways[0]
    surface.kafka.pause()
    try:
        slow = connect(gateway)
        slow.request("GET", "/console/api/topics")
        # The call above is in the hands of a broker that says nothing.
        for _ in range(20):
            begun = time.monotonic()
            assert gateway.health("/livez")[0] == 200
            assert time.monotonic() - begun < 2
        answer = slow.getresponse()
        assert (answer.status, answer.getheader("Retry-After")) == (503, "1")
        answer.read()
        slow.close()
    finally:
        surface.kafka.resume()
    eventually(lambda: ask(gateway, "api/topics").status == 200, "the log is there again")


# To whom.


@pytest.fixture(scope="module")
def users(tmp_path_factory):
    with Users(tmp_path_factory.mktemp("users") / "data") as users:
        yield users


def test_without_a_password_only_names_of_this_machine_are_answered(users):
    assert asked_as(users, "localhost") == 200
    assert asked_as(users, "[::1]:80") == 200
    for host in ["example.com", "localhost.example.com", "10.0.0.1"]:
        assert asked_as(users, host) == 403
        # A load balancer asks under any name.
        assert users.health("/livez")[0] == 200


def test_page_from_elsewhere_is_not_answered(users):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    assert ask(users, "api/requests", headers).status == 403


def test_nothing_can_be_changed(users):
    for method in ["POST", "PUT", "PATCH", "DELETE"]:
        answer = ask(users, "api/topics", method=method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_address_without_its_path_leads_to_the_pages(users):
    moved = users.ask_admin("/")
    assert (moved.status, moved.headers["location"]) == (302, "/console/")
    page = ask(users, "")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    again = ask(users, "", {"If-None-Match": page.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_nothing_of_it_is_on_the_public_port(users):
    assert users.request("GET", "/console/").status == 404


def test_licences_of_others_are_served_with_their_work(users):
    licences = ask(users, "vendor_licences.txt")
    assert licences.status == 200
    for name in [b"preact", b"htm", b"uPlot"]:
        assert name.lower() in licences.body.lower()


def test_password_is_asked_for(tmp_path):
    (tmp_path / "password").write_text(PASSWORD + "\n")
    variables = {"BOOMERANG_CONSOLE_PASSWORD_FILE": str(tmp_path / "password")}
    with Users(tmp_path / "data", env=variables) as users:
        for headers in [None, login("wrong"), login("")]:
            refused = ask(users, "api/overview", headers)
            assert refused.status == 401
            assert refused.headers["www-authenticate"].startswith("Basic ")
        assert ask(users, "api/overview", login(PASSWORD)).status == 200
        assert ask(users, "", login(PASSWORD) | {"Host": "console.example.com"}).status == 200
        assert users.health("/readyz")[0] == 200
        assert PASSWORD not in users.banner
        users.stop()


def test_on_an_address_of_others_it_wants_a_password(tmp_path):
    with Users(tmp_path / "data", "--admin", "0.0.0.0:0") as users:
        refused = ask(users, "api/overview")
        assert refused.status == 403
        assert "--console-password" in refused.json["detail"]
        assert "/console/" not in users.banner and "--console-password" in users.banner
        connection = connect(users)
        connection.request("GET", "/readyz")
        assert connection.getresponse().status == 200
        connection.close()
        users.stop()


def test_password_that_is_short_is_refused_unseen(tmp_path):
    done = subprocess.run(
        [BIN / "users", "--data", tmp_path / "data", "--console-password", "swordfish"],
        capture_output=True, text=True, timeout=PATIENCE,
    )
    assert done.returncode == 2
    assert "--console-password" in done.stderr and "swordfish" not in done.stderr


def test_console_that_is_switched_off_is_not_there(tmp_path):
    with Users(tmp_path / "data", "--console", "off") as users:
        assert "Console" not in users.banner
        assert users.ask_admin("/console/").status == 404
        assert users.ask_admin("/").status == 404
        assert users.health("/readyz")[0] == 200
        users.stop()


def test_secrets_are_not_shown(tmp_path):
    with Echo(tmp_path) as echo:
        secret = "hunter2-is-no-password"
        body = json.dumps({"name": "Ada", "password": secret, "card": {"cvv": secret}})
        sent = echo.request(
            "POST", f"/echo?access_token={secret}", body, JSON | {"X-Api-Key": secret})
        assert sent.status == 200
        shown = [
            ask(echo, f"api/requests/{sent.request_id}"),
            ask(echo, "api/topics/echo.requests/messages"),
            ask(echo, "api/topics/echo.requests/messages/0/0"),
            ask(echo, "api/topics/echo.outcomes/messages"),
        ]
        for answer in shown:
            assert answer.status == 200
            assert b"***" in answer.body and b"Ada" in answer.body
            assert secret.encode() not in answer.body
        with events(echo, "requests") as stream:
            data = first(stream, lambda data: data["requests"])
        assert data["requests"][0]["target"] == "/echo?access_token=***"
        # Nor found out by looking for it.
        found = told(echo, f"topics/echo.requests/messages?text={secret}")
        assert found["messages"] == []
        echo.stop()


def test_streams_do_not_hold_up_a_stop(tmp_path):
    with Users(tmp_path / "data") as users:
        with events(users, "requests") as stream:
            first(stream, lambda data: data["live"])
            users.stop()
            assert list(stream) == []


def test_more_streams_than_there_may_be_are_refused(tmp_path):
    with Users(tmp_path / "data") as users:
        held = [connect(users) for _ in range(32)]
        for connection in held:
            connection.request("GET", "/console/api/requests")
            assert connection.getresponse().status == 200
        refused = ask(users, "api/requests")
        assert (refused.status, refused.headers["retry-after"]) == (503, "5")
        assert users.health("/livez")[0] == 200
        for connection in held:
            connection.close()
        # Those who left are noticed by what is told next.
        eventually(lambda: stream_is_given(users), "there is room again")
        users.stop()


def stream_is_given(users):
    users.post(uuid.uuid4().hex)
    connection = connect(users)
    connection.request("GET", "/console/api/requests")
    status = connection.getresponse().status
    connection.close()
    return status == 200
