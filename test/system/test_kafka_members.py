"""Gateways and workers join, leave, die and wake up again under load; no reply is lost.

What is allowed: nothing but 201 and 409. Gateways wait longer than a group needs to notice that a
member is gone (10 s), so a 504 would be a reply that was lost, and a 503 a request that was turned
away without need. A request whose connection ended before an answer must have left no event, unless
its gateway was killed; here none is.
"""

import os
import random
import signal

import pytest

from client_history import History, Load, await_quiet, check
from database_process import Database, database_folder  # noqa: F401: the fixture
from kafka_process import Kafka
from member_process import BIN, Application
from server_process import eventually
from topic_content import REQUESTS

SEED = os.environ.get("TEST_SEED") or str(random.SystemRandom().randrange(10**9))
CLIENTS = 6


@pytest.fixture
def application(tmp_path, database_folder):
    print(f"TEST_SEED={SEED}")
    with Database("mariadb", database_folder / "data") as database:
        with Kafka(tmp_path / "kafka") as kafka:
            with Application(tmp_path, kafka, database, timeout="90s") as application:
                yield application


def test_members_come_and_go(application):
    workers = {name: application.worker(name) for name in ["w1", "w2", "w3"]}
    gateways = [application.gateway(name) for name in ["g1", "g2", "g3"]]
    application.await_ready()
    application.await_workers("w1", "w2", "w3")
    history = History()

    with Load(history, gateways, CLIENTS, SEED) as load:
        history.await_more(50)
        workers["w1"].kill()
        history.await_more(5)
        application.worker("w4")
        application.await_workers("w2", "w3", "w4")
        history.await_more(50)

        workers["w2"].stop()
        application.await_workers("w3", "w4")
        history.await_more(50)

        added = application.gateway("g4")
        eventually(added.is_ready, "the new gateway is ready")
        load.gateways.append(added)
        gateways[0].stop()
        eventually(
            lambda: any(one.gateway == "g4" for one in history.answered(201)),
            "the new gateway has clients",
        )
        history.await_more(50)

    await_quiet(application.topics, application.database)
    seen = check(history, application.topics, application.database)
    print(seen)
    assert set(seen["statuses"]) == {201, 409}, "no reply was lost, and nobody was turned away"
    published = {event.json["nonce"] for event in application.topics.read(REQUESTS)}
    cut = [operation for operation in history.unknown() if operation.nonce in published]
    assert not cut, "a stop cuts nothing off"
    assert all(operation.gateway == "g1" for operation in history.unknown())
    application.stop()


def instants():
    """When a worker falls asleep: at any time, and, where the build can do it, with the locks of a
    transaction that is as good as done."""
    can = b"BOOMERANG_KILL_AT" in (BIN / "users").read_bytes()
    return [None, "worker.before_commit"] if can else [None]


@pytest.mark.parametrize("instant", instants())
def test_worker_that_slept_does_nothing_a_second_time(application, monkeypatch, instant):
    """Stopped in the middle of its work for longer than a member may be silent, it loses its
    partitions to another. Then it goes on with what it has in its hands."""
    with monkeypatch.context() as environment:
        if instant:
            environment.setenv("BOOMERANG_KILL_AT", f"{instant}:20:stop")
        sleeper = application.worker("w1")
    application.worker("w2")
    gateway = application.gateway("g1")
    application.await_ready()
    application.await_workers("w1", "w2")
    history = History()

    with Load(history, [gateway], CLIENTS, SEED, pause=0):
        history.await_more(50)
        if not instant:
            sleeper.signal(signal.SIGSTOP)
        application.await_workers("w2")
        history.await_more(50)
        sleeper.signal(signal.SIGCONT)
        application.await_workers("w1", "w2")
        history.await_more(50)

    await_quiet(application.topics, application.database)
    seen = check(history, application.topics, application.database)
    print(seen)
    assert set(seen["statuses"]) == {201, 409} and seen["unknown"] == 0
    application.stop()
