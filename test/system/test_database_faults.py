"""A database that dies, or is not there yet, costs clients time and nothing else.

What is allowed: 201, 409, and 504 for those that waited longer than their gateway does. The event
of a 504 is handled once the database is back. A gateway needs no database, so there is no 503.
"""

import contextlib
import json
import os
import random

import pytest

import database_content
from client_history import History, Load, await_quiet, check
from database_process import Database, database_folder  # noqa: F401: the fixture
from kafka_process import Kafka
from member_process import Application
from server_process import PATIENCE, eventually
from users_process import JSON

SEED = os.environ.get("TEST_SEED") or str(random.SystemRandom().randrange(10**9))
CLIENTS = 6
KINDS = pytest.mark.parametrize("kind", ["mariadb", "postgresql"])


def kill(database):
    database.kill()
    database.process.communicate(timeout=PATIENCE)  # The script ends with its server.


@pytest.fixture
def kafka(tmp_path):
    print(f"TEST_SEED={SEED}")
    with Kafka(tmp_path / "kafka") as kafka:
        yield kafka


def made_and_stopped(kind, data):
    """A database that is not running, as it was after it was made."""
    with Database(kind, data) as database:
        code, errors = database.stop()
    assert (code, errors) == (0, "")
    return database


def again(database):
    """The same database at the same address, to be started."""
    return Database(database.place.scheme, database.data, port=database.place.port)


@KINDS
def test_killed_under_load(kind, kafka, database_folder, tmp_path):
    database = Database(kind, database_folder / "data")
    history = History()
    with contextlib.ExitStack() as stack:
        stack.enter_context(database)
        application = stack.enter_context(Application(tmp_path, kafka, database, timeout="2s"))
        application.worker("w1")
        application.worker("w2")
        gateway = application.gateway("g1")
        application.await_ready()
        with Load(history, [gateway], CLIENTS, SEED):
            for _ in range(2):
                history.await_more(50, 201)
                kill(database)
                history.await_more(CLIENTS, 504)
                assert gateway.is_ready(), "a gateway needs no database"
                database = stack.enter_context(again(database))
            history.await_more(50, 201)
        await_quiet(application.topics, database)
        seen = check(history, application.topics, database)
        application.await_ready()
        application.stop()
    print(seen)
    # Who would wait in vain may be refused, which check() has found to be true.
    assert set(seen["statuses"]) - {503} == {201, 409, 504} and seen["unknown"] == 0
    assert seen["timed_out_unpublished"] == 0


@KINDS
def test_away_at_start(kind, kafka, database_folder, tmp_path):
    database = made_and_stopped(kind, database_folder / "data")
    history = History()
    with Application(tmp_path, kafka, database, timeout="2s") as application:
        gateway = application.gateway("g1")
        worker = application.worker("w1")
        eventually(gateway.is_ready, "the gateway needs no database")
        eventually(lambda: "the database" in str(worker.health()), "it is said what is away")
        status, said = worker.health()
        assert status == 503 and said["ready"] is False
        assert f":{database.place.password}@" not in str(said)
        with Load(history, [gateway], CLIENTS, SEED) as load:
            history.await_more(CLIENTS, 504)
            with again(database) as database:
                eventually(worker.is_ready, "the worker has found the database")
                history.await_more(50, 201)
                load.stop()
                await_quiet(application.topics, database)
                seen = check(history, application.topics, database)
                application.stop()
    print(seen)
    assert set(seen["statuses"]) <= {201, 409, 503, 504} and seen["unknown"] == 0
    assert seen["timed_out_unpublished"] == 0


@KINDS
def test_ik17_database_killed_before_a_repetition(kind, kafka, database_folder, tmp_path):
    """What was answered is answered again; what was under way is done once."""
    database = Database(kind, database_folder / "data")

    def post(name, key, **fields):
        body = json.dumps({"name": name})
        return gateway.request("POST", "/users", body, {**JSON, "Idempotency-Key": key, **fields})

    with contextlib.ExitStack() as stack:
        stack.enter_context(database)
        application = stack.enter_context(Application(tmp_path, kafka, database, timeout="60s"))
        application.worker("w1")
        gateway = application.gateway("g1")
        application.await_ready()
        done = post("Ada", '"done"')
        kill(database)
        late = post("Grace", '"late"', Prefer="wait=1")
        joined = post("Grace", '"late"', Prefer="respond-async")
        database = stack.enter_context(again(database))
        done_again, late_again = post("Ada", '"done"'), post("Grace", '"late"')
        found = gateway.request("GET", late.headers["location"], None, {"Prefer": "wait=20"})
        rows = database_content.rows(database)
        application.stop()

    assert (done.status, late.status, joined.status) == (201, 504, 202)
    assert (done_again.status, done_again.body) == (201, done.body)
    assert late_again.status == found.status == 201 and late_again.body == found.body
    ids = {late.request_id, joined.request_id, late_again.request_id, found.request_id}
    assert len(ids) == 1
    assert sorted(row[1] for row in rows) == ["Ada", "Grace"]
