"""One users application as its clients see it: on the embedded log, or on Kafka with two gateways.

    from surface import surface  # over both

    def test_something(surface): ... surface.post("Ada", key='"k"') ...

Either keeps its users in SQLite, so that a test can hold the worker back: see `held`.
"""

import contextlib
import json
import sqlite3
import threading
import uuid

import pytest

import users_process
from kafka_process import Kafka
from member_process import Member
from topic_content import OUTCOMES, REPLIES, REQUESTS, Topics
from users_process import JSON, PATIENCE, Users, eventually

SECRET = "the-secret-of-all-gateways-in-this-test"
TIMEOUT = "60s"  # Longer than a test holds the worker back; who wants less says Prefer: wait.


class Surface:
    """What both have in common. `gateways` are all that a client may ask."""

    def request(self, method, path, body=None, headers=None, gateway=0):
        return self.gateways[gateway].request(method, path, body, headers)

    def post(self, name, key=None, prefer=None, gateway=0, body=None):
        """`body` in place of an object with the name."""
        headers = dict(JSON)
        if key is not None:
            headers["Idempotency-Key"] = key
        if prefer is not None:
            headers["Prefer"] = prefer
        body = json.dumps({"name": name}) if body is None else body
        return self.request("POST", "/users", body, headers, gateway)

    def look(self, answer_or_path, prefer=None, gateway=0, method="GET"):
        """Asks at the place that an answer named, or at a path."""
        path = getattr(answer_or_path, "headers", {}).get("location", answer_or_path)
        headers = {} if prefer is None else {"Prefer": prefer}
        return self.request(method, path, None, headers, gateway)

    def ended(self, answer, gateway=0):
        """What became of a request that was answered 202 or 504, once it is there."""

        def completed():
            found = self.look(answer, "wait=20", gateway)
            return found if found.headers["x-request-state"] == "completed" else None

        return eventually(completed, "the outcome is there")

    def events_of(self, request_id):
        return [event for event in self.events() if event[0] == request_id]

    def rows_of(self, name):
        """[(id, name, request id)]"""
        return [row for row in self.rows() if row[1] == name]

    def rows(self):
        sql = "SELECT id, name, request_id FROM users ORDER BY rowid"
        return users_process.query(self.database, sql)

    def inbox(self):
        """The ids of all requests that were handled."""
        found = users_process.query(self.database, "SELECT request_id FROM boomerang_inbox")
        return {str(uuid.UUID(bytes=row[0])) for row in found}

    @contextlib.contextmanager
    def held(self):
        """Meanwhile no request is handled: the test has the database's write lock."""
        with contextlib.closing(
            sqlite3.connect(self.database, isolation_level=None, timeout=PATIENCE)
        ) as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                database.execute("ROLLBACK")

    def warm_up(self):
        """Shows the gateways that the worker is quick, after it was held back."""
        for gateway in range(len(self.gateways)):
            together(40, lambda i, gateway=gateway: self.post(fresh("warm"), gateway=gateway))


class OneProcess(Surface):
    kind = "embedded"
    replies_topic = OUTCOMES

    def __init__(self, folder, *flags):
        self.data, self.flags = folder / "data", ["--timeout", TIMEOUT, *flags]
        self.database = self.data / "app.db"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()

    def start(self):
        self.users = Users(self.data, *self.flags)
        self.gateways = [self.users]

    def kill(self):
        self.users.__exit__()

    def stop(self):
        self.users.stop()

    def restart(self):
        self.kill()
        self.start()

    restart_gateways = restart_worker = restart

    def kill_worker(self):
        self.kill()

    def start_worker(self):
        self.start()

    def events(self):
        """[(request id, body)] of all that was published."""
        return [(one.headers["ce_id"], one.value) for one in self.users.requests()]

    def replies(self):
        """[(request id, headers, body)] of all that the workers answered."""
        return [
            (one.headers["kafka_correlationId"], one.headers, one.value)
            for one in self.users.outcomes()
        ]


class OnKafka(Surface):
    kind = "kafka"
    replies_topic = REPLIES

    def __init__(self, folder, kafka, *flags):
        self.folder, self.kafka, self.flags = folder, kafka, flags
        self.topics = Topics(kafka)
        self.database = folder / "w1/app.db"

    def __enter__(self):
        self.gateways, self.worker = [], None
        try:
            self.start_worker()
            self.start()
            eventually(self.worker.is_ready, "the worker is ready")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for member in [*self.gateways, self.worker]:
            if member and member.is_running():
                member.kill()

    def start(self):
        secret = ["--ticket-secret", SECRET]
        self.gateways = [
            Member("gateway", name, self.folder, self.kafka, "--timeout", TIMEOUT, "--shards", "2",
                   *secret, *self.flags)
            for name in ("g1", "g2")
        ]
        for member in self.gateways:
            eventually(member.is_ready, f"{member.name} is ready")

    def start_worker(self):
        """It gets ready by itself, once the database is not held."""
        self.worker = Member("worker", "w1", self.folder, self.kafka)

    def kill_worker(self):
        self.worker.kill()

    def restart_gateways(self):
        for member in self.gateways:
            member.kill()
        self.start()

    def restart_worker(self):
        self.worker.kill()
        self.start_worker()

    def restart(self):
        for member in self.gateways:
            member.kill()
        self.restart_worker()
        self.start()

    def events(self):
        """[(request id, body)] of all that was published."""
        return [(one.header("ce_id"), one.value) for one in self.topics.read(REQUESTS)]

    def replies(self):
        """[(request id, headers, body)] of all that the workers answered."""
        return [
            (one.header("kafka_correlationId"), dict(one.headers), one.value)
            for one in self.topics.read(REPLIES)
        ]


@pytest.fixture(scope="module", params=["embedded", "kafka"])
def surface(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    with contextlib.ExitStack() as stack:
        if request.param == "kafka":
            kafka = stack.enter_context(Kafka(folder / "kafka"))
            place = stack.enter_context(OnKafka(folder, kafka))
        else:
            place = stack.enter_context(OneProcess(folder))
        place.warm_up()
        yield place


# For what needs a worker or a broker that is a process of its own.
on_kafka = pytest.mark.parametrize("surface", ["kafka"], indirect=True)


def fresh(what):
    """A name that no other test has."""
    return f"{what} {uuid.uuid4().hex}"


def problem(answer, status):
    """Checks that the answer is a problem with that status, and gives what it says."""
    assert answer.status == status, answer
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status and answer.json["title"] and answer.json["detail"]
    return answer.json


def fresh_key():
    return f'"{uuid.uuid4()}"'


def together(count, act):
    """Calls act(0), act(1), ... at once, and gives what they gave."""
    results = [None] * count
    failures = []

    def one(i):
        try:
            results[i] = act(i)
        except Exception as failure:  # Of the test itself: told by who waits for it.
            failures.append(repr(failure))

    threads = [threading.Thread(target=one, args=[i]) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures
    return results


class Later:
    """A call on a thread of its own. `result` waits for what it gives."""

    def __init__(self, act):
        self._act, self._value, self._failure = act, None, None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        try:
            self._value = self._act()
        except Exception as failure:
            self._failure = failure

    def is_done(self):
        return not self._thread.is_alive()

    def result(self):
        self._thread.join(PATIENCE)
        assert self.is_done(), f"not within {PATIENCE} s"
        if self._failure:
            raise self._failure
        return self._value


def same_answer(one, other):
    """Whether both say the same: status, content type, bytes, and whose it is."""
    fields = "content-type", "x-request-id"
    return (one.status, one.body, *(one.headers.get(name) for name in fields)) == (
        other.status, other.body, *(other.headers.get(name) for name in fields)
    )
