"""A broker that dies, or is not there yet: what was acknowledged stays, and the rest hears why.

What is allowed: 201, 409; 503 for a request of which nothing was published, which the topic proves;
504 for one that was published, or may have been, and waited longer than its gateway does.
"""

import os
import random
import time
import uuid

import pytest

from client_history import History, Load, await_quiet, check
from database_process import Database, database_folder  # noqa: F401: the fixture
from kafka_process import Kafka
from member_process import Application
from server_process import eventually
from topic_content import REQUESTS

SEED = os.environ.get("TEST_SEED") or str(random.SystemRandom().randrange(10**9))
CLIENTS = 6
FAST = 2  # Seconds within which a refusal must come; the gateway's own wait is longer.


@pytest.fixture
def database(database_folder):
    with Database("mariadb", database_folder / "data") as database:
        yield database


def start(application):
    for name in ["w1", "w2"]:
        application.worker(name)
    gateways = [application.gateway(name) for name in ["g1", "g2"]]
    application.await_ready()
    return gateways


def finish(application, history):
    """What a test ends with, once there is no fault any more."""
    await_quiet(application.topics, application.database)
    seen = check(history, application.topics, application.database)
    print(seen)
    application.stop()
    assert seen["unknown"] == 0, "every client heard something"
    return seen


def test_only_broker_killed_and_started(database, tmp_path):
    print(f"TEST_SEED={SEED}")
    history = History()
    with Kafka(tmp_path / "kafka") as kafka, Application(tmp_path, kafka, database) as application:
        gateways = start(application)
        with Load(history, gateways, CLIENTS, SEED, pause=0.1):
            for _ in range(2):
                history.await_more(50, 201)
                kafka.kill()
                history.await_more(2 * CLIENTS, 503)
                for member in application.living():
                    eventually(lambda: not member.is_ready(), "it is known that the broker is away")
                status, said = gateways[0].health()
                assert status == 503 and "log cannot be reached" in " ".join(said["reasons"])
                refused_at_once(gateways[0])
                kafka.start_the_dead()
                application.await_ready()
            history.await_more(50, 201)
        seen = finish(application, history)
    assert seen["statuses"][503] > 0


# The broker is missed between two of its heartbeats, again and again: meanwhile it names no broker to
# who asks which there are, itself neither.
FORGETFUL = ["--set", "broker.heartbeat.interval.ms=900", "--set", "broker.session.timeout.ms=700"]


def test_cluster_that_names_no_broker_now_and_then(database, tmp_path):
    with Kafka(tmp_path / "kafka", *FORGETFUL) as kafka:
        with Application(tmp_path, kafka, database) as application:
            application.worker("w1")
            gateways = [application.gateway(name) for name in ["g1", "g2"]]
            application.await_ready()
            for number in range(15):
                for gateway in gateways:
                    eventually(lambda: created(gateway), f"{gateway.name} creates number {number}")
            application.stop()


def created(gateway):
    return gateway.post(uuid.uuid4().hex).status == 201


def refused_at_once(gateway):
    """A broker that is known to be away is not waited for."""

    def refused():
        begun = time.monotonic()
        return gateway.post("nobody").status == 503 and time.monotonic() - begun < FAST

    eventually(refused, "a fast 503")


def test_broker_away_at_start(database, tmp_path):
    print(f"TEST_SEED={SEED}")
    history = History()
    with Kafka(tmp_path / "kafka") as kafka, Application(tmp_path, kafka, database) as application:
        kafka.kill()
        worker, gateway = application.worker("w1"), application.gateway("g1")
        for member in worker, gateway:
            status, said = member.health()
            assert status == 503 and said["reasons"]
            assert member.health("/livez")[0] == 200
        with Load(history, [gateway], CLIENTS, SEED, pause=0.1):
            history.await_more(2 * CLIENTS, 503)
            assert len(history.answered()) == len(history.answered(503))
            kafka.start_the_dead()
            application.await_ready()
            history.await_more(50, 201)
        seen = finish(application, history)
    assert seen["timed_out_unpublished"] == 0


def test_one_of_three_killed(database, tmp_path):
    """Each request is acknowledged by two of three brokers, so one may die with all it has."""
    print(f"TEST_SEED={SEED}")
    history = History()
    with Kafka(tmp_path / "kafka", brokers=3) as kafka:
        with Application(tmp_path, kafka, database, timeout="20s") as application:
            gateways = start(application)
            config = application.topics.configuration(REQUESTS)
            assert config["min.insync.replicas"] == "2"
            with Load(history, gateways, CLIENTS, SEED):
                history.await_more(50, 201)
                leader = application.topics.leaders(REQUESTS)[0]
                kafka.kill(leader)
                eventually(
                    lambda: leader not in application.topics.leaders(REQUESTS).values(),
                    "others lead its partitions",
                )
                history.await_more(50, 201)
                kafka.start_the_dead()
                history.await_more(50, 201)
                eventually(application.topics.in_sync, "every copy is whole again")
                application.await_ready()
                history.await_more(50, 201)
            finish(application, history)
