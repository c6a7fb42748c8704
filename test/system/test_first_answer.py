"""The demonstration: a request travels as an event, is handled once, and is answered."""

import json
import subprocess
import time

from users_process import BIN, Users, eventually


def test_created_then_conflict_then_another(tmp_path):
    with Users(tmp_path / "data") as users:
        first = users.post("Lorenzo Ranucci")
        again = users.post("Lorenzo Ranucci")
        other = users.post("Ada Lovelace")
        users.stop()

    assert first.status == 201
    assert first.json["name"] == "Lorenzo Ranucci" and first.json["id"]
    assert first.headers["content-type"] == "application/json"
    assert again.status == 409
    assert other.status == 201
    ids = {first.request_id, again.request_id, other.request_id}
    assert len(ids) == 3

    rows = users.rows()
    assert [(row[1], row[2]) for row in rows] == [
        ("Lorenzo Ranucci", first.request_id),
        ("Ada Lovelace", other.request_id),
    ]
    assert rows[0][0] == first.json["id"]


def test_both_paths_are_the_same_route(tmp_path):
    with Users(tmp_path / "data") as users:
        assert users.post("Ada", path="/users").status == 201
        assert users.post("Ada", path="/").status == 409


def test_both_events_of_each_request_are_in_the_log(tmp_path):
    with Users(tmp_path / "data") as users:
        created = users.post("Ada", path="/users?from=test")
        refused = users.post("Ada")
        requests, outcomes = users.requests(), users.outcomes()

    assert [record.headers["ce_id"] for record in requests] == [
        created.request_id,
        refused.request_id,
    ]
    headers = requests[0].headers
    assert headers["ce_specversion"] == "1.0"
    assert headers["ce_type"] == "HTTPRequestReceived"
    assert headers["ce_subject"] == "/users"
    assert headers["content-type"] == "application/json"
    assert headers["ce_correlationid"] == created.request_id
    assert headers["ce_httpmethod"] == "POST"
    assert headers["ce_httptarget"] == "/users?from=test"
    assert headers["ce_time"] < headers["ce_expirytime"]
    assert len(headers["ce_payloadhash"]) == 64
    assert headers["traceparent"].startswith("00-")
    assert headers["kafka_replyTopic"] == "users.outcomes"
    assert headers["kafka_replyPartition"] == {"hex": "00000000"}
    assert headers["kafka_correlationId"] == created.request_id
    assert json.loads(requests[0].value) == {"name": "Ada"}

    assert [record.headers["ce_type"] for record in outcomes] == ["UserCreated", "UserDuplicated"]
    for record, answer in zip(outcomes, [created, refused]):
        assert record.headers["ce_correlationid"] == answer.request_id
        assert record.headers["ce_causationid"] == answer.request_id
        assert record.headers["kafka_correlationId"] == answer.request_id
        assert record.value == answer.body


def test_the_log_can_be_looked_into_while_the_demo_runs(tmp_path):
    with Users(tmp_path / "data") as users:
        created = users.post("Ada")

        tail = subprocess.run(
            [BIN / "boomerang", "topics", "tail", "users.requests", "--data", users.data],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        outcome = subprocess.run(
            [BIN / "boomerang", "topics", "tail", "users.outcomes", "--data", users.data, "--json"],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        sql = subprocess.run(
            ["sqlite3", users.data / "log/log.db",
             'select headers->>"ce_type", value from "users.requests"'],
            capture_output=True,
            check=True,
            text=True,
        ).stdout

    assert "HTTPRequestReceived" in tail and created.request_id in tail and "Ada" in tail
    assert json.loads(outcome)["headers"]["ce_type"] == "UserCreated"
    assert sql == 'HTTPRequestReceived|{"name": "Ada"}\n'


def test_data_outlives_the_process(tmp_path):
    with Users(tmp_path / "data") as users:
        assert users.post("Ada").status == 201
        users.stop()
    with Users(tmp_path / "data") as users:
        assert users.post("Ada").status == 409
        assert users.post("Grace").status == 201
        assert len(users.requests()) == 3


def test_banner_says_where_everything_is(tmp_path):
    with Users(tmp_path / "data") as users:
        assert f"http://127.0.0.1:{users.port}" in users.banner
        assert str(users.data) in users.banner
        line = next(line for line in users.banner.splitlines() if "curl" in line)
        command = line[line.index("curl") :]
        answer = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
        assert "201 Created" in answer.stdout


def test_no_outcome_in_time_is_504_and_the_user_exists_afterwards(tmp_path):
    flags = ["--timeout", "300ms", "--handler-delay", "1500ms"]
    with Users(tmp_path / "data", *flags) as users:
        answer = users.post("Ada")
        assert answer.status == 504
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json["status"] == 504
        assert answer.json["request_id"] == answer.request_id
        eventually(lambda: [row[1] for row in users.rows()] == ["Ada"], "the user exists")
        assert users.rows()[0][2] == answer.request_id


def test_the_timeout_is_five_seconds_unless_said_otherwise(tmp_path):
    with Users(tmp_path / "data", "--handler-delay", "6s") as users:
        began = time.monotonic()
        answer = users.post("Ada")
        assert answer.status == 504
        assert time.monotonic() - began >= 5
        eventually(lambda: users.rows(), "the user exists")
