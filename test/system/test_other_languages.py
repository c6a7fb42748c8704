"""The workers of demo/workers keep docs/contract.md: what a gateway relies on, whoever answers."""

import contextlib
import os
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from client_history import History, Load
from cloudevents_sdk import in_javascript_sdk, in_python_sdk
from gateway_double import GatewayDouble, event_headers, packages, payload_hash
from kafka_process import Kafka, kafka  # noqa: F401: the fixture
from member_process import Member
from server_process import PATIENCE, eventually
from topic_content import DEAD_LETTERS, OUTCOMES, REPLIES, REQUESTS, Topics

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo/workers"
COMMANDS = {
    "python": ["/usr/bin/python3", "-u", DEMO / "python/users_worker.py"],
    "javascript": ["node", DEMO / "javascript/users_worker.js"],
}


class Worker:
    """A users worker as a process, with its database in `folder`."""

    def __init__(self, language, gateway, folder, group="users"):
        self.database, self.log = folder / "users.db", folder / "worker.log"
        path = {"python": "PYTHONPATH", "javascript": "NODE_PATH"}[language]
        flags = {
            "--bootstrap": gateway.bootstrap,
            "--database": self.database,
            "--group": f"{gateway.prefix}.{group}",
            "--requests": gateway.requests,
            "--outcomes": gateway.outcomes,
            "--dead-letters": gateway.dead_letters,
        }
        guard = ["setpriv", "--pdeathsig", "KILL", "--"]
        command = [*guard, *COMMANDS[language], *(part for flag in flags.items() for part in flag)]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log,
                env={**os.environ, path: packages(language), "PYTHONDONTWRITEBYTECODE": "1"},
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        assert code == 0, f"exit code {code}\n{self.log.read_text()}"

    def await_complaint(self, text):
        """Waits until it says `text` once more."""
        before = self._complaints(text)
        eventually(lambda: self._complaints(text) > before, f"the worker says {text}")

    def _complaints(self, text):
        said = self.log.read_text()
        assert self.process.poll() is None, f"the worker has ended\n{said}"
        return sum(text in line for line in said.splitlines() if line.startswith("users worker:"))

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE)

    def execute(self, sql):
        with contextlib.closing(sqlite3.connect(self.database, timeout=PATIENCE)) as database:
            with database:
                return database.execute(sql).fetchall()

    def names(self):
        return [row[0] for row in self.execute("SELECT name FROM users ORDER BY name")]


@pytest.fixture
def gateway(kafka):
    with contextlib.closing(GatewayDouble(kafka)) as gateway:
        yield gateway


@pytest.fixture(params=["python", "javascript"])
def language(request):
    return request.param


@pytest.fixture
def worker(language, gateway, tmp_path):
    with Worker(language, gateway, tmp_path) as worker:
        yield worker


def test_payload_hash_is_that_of_the_contract():
    example = payload_hash(b"POST", b"POST /users", b'{"name":"Ada"}')

    assert example in (ROOT / "docs/contract.md").read_text()


def test_reply_and_outcome_are_one_record(gateway, worker):
    request = gateway.publish("Ada", key="a key")

    [reply] = gateway.await_all(gateway.replies, request)
    [outcome] = gateway.await_all(gateway.outcomes, request)

    assert reply.content == outcome.content
    assert reply.partition == gateway.REPLY_PARTITION
    [event] = gateway.read(gateway.requests)
    assert outcome.partition == event.partition, "as Kafka's Java clients choose"
    assert reply.key == b"a key"
    assert reply.header("ce_type") == "UserCreated"
    assert reply.header("ce_httpstatus") == "201"
    assert reply.header("content-type") == "application/json"
    assert reply.json["name"] == "Ada" and reply.json["id"]
    for name in ["ce_correlationid", "ce_causationid"]:
        assert reply.header(name) == request
    assert reply.header("ce_attempts") == "1"
    assert reply.header("traceparent") == event.header("traceparent")
    assert worker.names() == ["Ada"]


def test_taken_name_and_bad_body_are_refusals(gateway, worker):
    gateway.answer(gateway.publish("Ada"))

    taken = gateway.answer(gateway.publish("Ada"))
    empty = gateway.answer(gateway.publish(" "))
    headers = event_headers("0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b", b"no JSON", gateway.reply)
    gateway.append("a key", headers, b"no JSON")
    broken = gateway.answer("0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b")

    for answer, kind, status in [(taken, "UserDuplicated", 409), (empty, "UserRefused", 422),
                                 (broken, "UserRefused", 400)]:
        assert answer.header("ce_type") == kind
        assert answer.header("ce_httpstatus") == str(status) == str(answer.json["status"])
        assert answer.header("content-type") == "application/problem+json"
    assert worker.names() == ["Ada"]


def test_request_that_comes_again_gets_the_same_bytes(gateway, worker):
    first = gateway.publish("Ada")
    gateway.answer(first)
    gateway.answer(gateway.publish("Ada"))  # Now a new request for this name is refused.

    gateway.publish("Ada", request_id=first)

    replies = gateway.await_all(gateway.replies, first, count=2)
    outcomes = gateway.await_all(gateway.outcomes, first, count=2)
    assert all(record.content == replies[0].content for record in replies + outcomes)
    assert replies[0].header("ce_type") == "UserCreated"


def test_everything_delivered_again_changes_nothing(language, gateway, tmp_path):
    with Worker(language, gateway, tmp_path) as worker:
        requests = [gateway.publish(f"name {n % 7}") for n in range(20)]
        first = [gateway.answer(request).content for request in requests]
        names = worker.names()
        worker.stop()

    with Worker(language, gateway, tmp_path, group="another") as worker:
        second = [gateway.answer(request, count=2).content for request in requests]
        assert second == first
        assert worker.names() == names


def test_killed_worker_loses_and_repeats_nothing(language, gateway, tmp_path):
    requests = [gateway.publish(f"name {n % 50}") for n in range(200)]
    with Worker(language, gateway, tmp_path) as worker:
        eventually(lambda: len(gateway.read(gateway.replies)) >= 20, "the worker is in the middle")
        worker.kill()

    with Worker(language, gateway, tmp_path) as worker:
        copies = [
            gateway.await_all(gateway.replies, request)
            + gateway.await_all(gateway.outcomes, request)
            for request in requests
        ]
        assert len(worker.names()) == 50
    for records in copies:
        assert all(record.content == records[0].content for record in records)
    kinds = [records[0].header("ce_type") for records in copies]
    assert kinds.count("UserCreated") == 50


def test_stopped_worker_has_committed_what_it_did(language, gateway, tmp_path):
    with Worker(language, gateway, tmp_path) as worker:
        first = gateway.publish("Ada")
        gateway.answer(first)
        worker.stop()

    with Worker(language, gateway, tmp_path):
        gateway.answer(gateway.publish("Grace"))
    assert len(gateway.await_all(gateway.replies, first)) == 1, "it was not delivered again"


def test_used_id_with_another_payload_is_told_to_the_asker_alone(gateway, worker):
    request = gateway.publish("Ada", key="k")
    gateway.answer(request)

    gateway.publish("Grace", request_id=request, key="k")
    mismatch = gateway.answer(request, count=2)

    assert mismatch.header("ce_type") == "RequestMismatch"
    assert mismatch.header("ce_httpstatus") == "422"
    gateway.publish("Ada", request_id=request, key="k")
    assert gateway.answer(request, count=3).header("ce_type") == "UserCreated", "the row stays"
    types = {record.header("ce_type")
             for record in gateway.await_all(gateway.outcomes, request, count=2)}
    assert types == {"UserCreated"}
    assert worker.names() == ["Ada"]


def test_event_that_always_fails_becomes_a_dead_letter_and_stops_nobody(
    language, gateway, tmp_path
):
    with Worker(language, gateway, tmp_path) as worker:
        gateway.answer(gateway.publish("Ada", key="k"))
        worker.execute(
            "CREATE TRIGGER broken BEFORE INSERT ON users WHEN new.name = 'poison'"
            " BEGIN SELECT raise(ABORT, 'the disk is on fire'); END"
        )
        poison = gateway.publish("poison", key="k")
        after = gateway.publish("Grace", key="k")

        assert gateway.answer(after).header("ce_type") == "UserCreated"
        failed = gateway.answer(poison)
        [dead] = gateway.await_all(gateway.dead_letters, poison)
        worker.stop()

    assert failed.header("ce_type") == "RequestFailed"
    assert failed.header("ce_httpstatus") == "500"
    assert failed.header("ce_attempts") == "5"
    assert b"fire" not in failed.value
    [event] = [r for r in gateway.read(gateway.requests) if r.header("ce_id") == poison]
    assert (dead.key, dead.value) == (event.key, event.value)
    assert [header for header in dead.headers if header in event.headers] == event.headers
    assert dead.header("boomerang_topic") == gateway.requests
    assert dead.header("boomerang_partition") == str(event.partition)
    assert dead.header("boomerang_offset") == "1"
    assert dead.header("boomerang_attempts") == "5"
    assert "fire" in dead.header("boomerang_cause")
    assert dead.header("boomerang_failed_at").startswith("20")

    with Worker(language, gateway, tmp_path, group="another"):
        assert gateway.answer(poison, count=2).content == failed.content
        gateway.await_all(gateway.dead_letters, poison, count=2)


def test_record_that_is_no_event_becomes_a_dead_letter(gateway, worker):
    request = "0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b"
    headers = event_headers(request, b"{}", gateway.reply)
    headers = [header for header in headers if header[0] != "ce_payloadhash"]
    gateway.append("k", [], b"garbage", partition=0)
    gateway.append("k", headers, b"{}", partition=0)

    failed = gateway.answer(request)
    gateway.await_all(gateway.outcomes, request)
    letters = eventually(
        lambda: (found := gateway.read(gateway.dead_letters)) and len(found) == 2 and found,
        "two dead letters",
    )

    assert failed.header("ce_type") == "RequestFailed"
    assert failed.header("ce_attempts") == "0"
    assert [letter.value for letter in letters] == [b"garbage", b"{}"]
    assert "ce_payloadhash" in letters[1].header("boomerang_cause")
    assert letters[1].header("boomerang_attempts") == "0"


def test_reply_on_the_outcomes_topic_is_published_once(gateway, worker):
    address = gateway.outcomes, 3
    requests = [gateway.publish(f"name {n}", reply=address) for n in range(10)]
    last = gateway.publish("the last")

    for request in requests:
        [outcome] = gateway.await_all(gateway.outcomes, request)
        assert outcome.partition == 3
    gateway.answer(last)
    assert len(gateway.read(gateway.replies)) == 1


def test_event_without_a_reply_address_has_an_outcome(gateway, worker):
    request = gateway.publish("Ada", reply=None)

    gateway.await_all(gateway.outcomes, request)
    assert gateway.read(gateway.replies) == []


def test_reply_that_leads_nowhere_is_dropped(gateway, worker):
    lost = [
        gateway.publish("Ada", key="k", reply=(gateway.replies, 99)),
        gateway.publish("Grace", key="k", reply=(f"{gateway.prefix}.nowhere", 0)),
    ]
    after = gateway.publish("Edsger", key="k")

    for request in lost:
        gateway.await_all(gateway.outcomes, request)
    gateway.answer(after)
    assert worker.names() == ["Ada", "Edsger", "Grace"]


@pytest.mark.parametrize("read", [in_python_sdk, in_javascript_sdk])
def test_cloudevents_sdks_read_event_and_outcome(gateway, worker, read):
    request = gateway.publish("Ada")
    outcome = gateway.answer(request)
    [event] = gateway.read(gateway.requests)

    for record in [event, outcome]:
        attributes, data = read(record)
        assert attributes["specversion"] == "1.0"
        for name in ["id", "source", "type", "correlationid"]:
            assert attributes[name] == record.header(f"ce_{name}")
        assert attributes["datacontenttype"] == "application/json"
        assert attributes["time"][:19] == record.header("ce_time")[:19]
        assert data == record.json
    assert read(event)[0]["subject"] == "/users"
    assert read(event)[0]["httproute"] == "POST /users"
    assert read(outcome)[0]["httpstatus"] == "201"


@pytest.fixture
def away(tmp_path):
    """A Kafka that has an address, no topics, and is not running."""
    with Kafka(tmp_path / "kafka") as kafka:
        pass
    return Kafka(tmp_path / "kafka", port=int(kafka.bootstrap.rpartition(":")[2])), kafka.bootstrap


class OurTopics:
    """Those of the users demo, as Worker wants them."""

    prefix = "other_languages"
    requests, outcomes, dead_letters = REQUESTS, OUTCOMES, DEAD_LETTERS

    def __init__(self, bootstrap):
        self.bootstrap = bootstrap


def test_serves_a_gateway_of_ours(language, tmp_path):
    """Many clients at once; the worker is killed among them, and another goes on."""
    history = History()
    with Kafka(tmp_path / "kafka") as kafka:
        with Member("gateway", "g1", tmp_path, kafka, "--timeout", "90s") as gateway:
            eventually(gateway.is_ready, "the gateway is ready")
            with Load(history, [gateway], clients=4, seed=language) as load:
                with Worker(language, OurTopics(kafka.bootstrap), tmp_path) as worker:
                    history.await_more(40, 201)
                    worker.kill()
                with Worker(language, OurTopics(kafka.bootstrap), tmp_path) as worker:
                    history.await_more(40, 201)
                    load.stop()
                    worker.stop()
            gateway.stop()
        topics = Topics(kafka)
        events = {event.header("ce_id"): event for event in topics.read(REQUESTS)}
        outcomes = topics.read(OUTCOMES) + topics.read(REPLIES)

    assert set(events) == {outcome.header("kafka_correlationId") for outcome in outcomes}
    created = set()
    for operation in history.operations:
        answer = operation.answer
        assert answer and answer.status in (201, 409), operation
        assert events[answer.request_id].json["nonce"] == operation.nonce
        copies = [one for one in outcomes if one.header("kafka_correlationId") == answer.request_id]
        assert all(one.value == answer.body for one in copies)
        assert operation.name in str(answer.json)
        if answer.status == 201:
            created.add(answer.json["name"])
    assert sorted(created) == worker.names(), "each name is told to one client as made"
    assert len([one for one in history.operations if one.answer.status == 201]) == len(created)


def test_refusal_of_a_worker_is_the_answer(language, tmp_path):
    with Kafka(tmp_path / "kafka") as kafka, Worker(language, OurTopics(kafka.bootstrap), tmp_path):
        with Member("gateway", "g1", tmp_path, kafka, "--timeout", "90s") as gateway:
            eventually(gateway.is_ready, "the gateway is ready")
            assert gateway.post("Grüße").json["name"] == "Grüße"
            taken = gateway.post("Grüße")
            gateway.stop()

    assert taken.status == 409
    assert taken.headers["content-type"] == "application/problem+json"
    assert "Grüße" in taken.json["detail"]


def test_worker_waits_for_brokers_and_for_topics(language, away, tmp_path):
    kafka, bootstrap = away
    with Worker(language, OurTopics(bootstrap), tmp_path) as worker:
        worker.await_complaint("onnect")
        with kafka:
            worker.await_complaint("topic")
            with Member("gateway", "g1", tmp_path, kafka, "--timeout", "90s") as gateway:
                assert gateway.post("Ada").status == 201
                gateway.stop()
            worker.stop()


def test_worker_that_waits_can_be_stopped(language, away, tmp_path):
    _, bootstrap = away
    with Worker(language, OurTopics(bootstrap), tmp_path) as worker:
        worker.await_complaint("onnect")
        worker.stop()
