"""scripts/stack: the demo on Kafka and MariaDB, gateway and worker as processes of their own."""

import json
import os
import signal
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from database_process import database_folder  # noqa: F401: the fixture
from server_process import PATIENCE, SCRIPTS, ServerProcess, eventually, processes_of
from users_process import BIN

PORTS = ["kafka", "mariadb", "http", "gateway-health", "worker-health"]
ANY_PORTS = [word for name in PORTS for word in [f"--{name}-port", "0"]]


class Stack(ServerProcess):
    def __init__(self, data):
        super().__init__("stack", data, "--bin", BIN, "--short-lived", *ANY_PORTS)

    def shown(self, *words):
        """Runs the one command that it showed with these words in it, and gives what it prints."""
        [line] = [line for line in self.lines if all(word in line for word in words)]
        done = subprocess.run(
            ["bash", "-c", line], capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def post(self, name):
        """The status, and the body, of the shown request with that name."""
        [line] = [line for line in self.lines if "curl" in line]
        line = line.replace("Lorenzo Ranucci", name)
        done = subprocess.run(
            ["bash", "-c", line], capture_output=True, text=True, timeout=PATIENCE
        )
        head, _, body = done.stdout.partition("\n\n")
        return int(head.split()[1]), json.loads(body)

    def records(self, topic):
        """(headers, value) of each record of the topic, in the order of their time."""
        found = [json.loads(line) for line in self.shown("kcat", topic).splitlines()]
        found.sort(key=lambda record: record["ts"])
        for record in found:
            names, values = record["headers"][::2], record["headers"][1::2]
            record["headers"] = dict(zip(names, values))
        return [(record["headers"], json.loads(record["payload"])) for record in found]

    def pid(self, part):
        return int((self.data / part / "pid").read_text())


@pytest.fixture
def folder(database_folder):
    return database_folder / "stack"


def test_demonstration(folder):
    with Stack(folder) as stack:
        first, again, other = (stack.post(n) for n in ["Lorenzo Ranucci"] * 2 + ["Ada Lovelace"])
        rows = [line.split("\t") for line in stack.shown("mariadb", "SELECT").splitlines()]
        requests = stack.records("users.requests")
        outcomes = stack.records("users.outcomes")
        replies = stack.records("boomerang.replies")

        stack.process.send_signal(signal.SIGINT)
        stack.process.communicate(timeout=PATIENCE)
        assert stack.process.returncode == 0
    assert processes_of(folder) == []

    assert [status for status, _ in (first, again, other)] == [201, 409, 201]
    assert first[1]["name"] == "Lorenzo Ranucci" and first[1]["id"] != other[1]["id"]
    assert rows[0] == ["id", "name", "request_id"]
    assert sorted(row[1] for row in rows[1:]) == ["Ada Lovelace", "Lorenzo Ranucci"]
    assert {row[0] for row in rows[1:]} == {first[1]["id"], other[1]["id"]}

    assert [value["name"] for _, value in requests] == ["Lorenzo Ranucci"] * 2 + ["Ada Lovelace"]
    for headers, _ in requests:
        assert headers["ce_specversion"] == "1.0"
        assert headers["ce_type"] == "HTTPRequestReceived"
        assert headers["ce_httpmethod"] == "POST"
        assert headers["content-type"] == "application/json"
        assert headers["kafka_replyTopic"] == "boomerang.replies"
        assert headers["ce_id"] == headers["kafka_correlationId"] == headers["ce_correlationid"]
    ids = [headers["ce_id"] for headers, _ in requests]
    assert len(set(ids)) == 3

    kinds = [("UserCreated", "201"), ("UserDuplicated", "409"), ("UserCreated", "201")]
    bodies = [first[1], again[1], other[1]]
    for records in outcomes, replies:
        assert [headers["kafka_correlationId"] for headers, _ in records] == ids
        assert [(h["ce_type"], h["ce_httpstatus"]) for h, _ in records] == kinds
        assert [value for _, value in records] == bodies, "what the client got"
    assert outcomes == replies


def test_who_waits_for_an_answer_gets_it_before_all_is_stopped(folder, monkeypatch):
    monkeypatch.setenv("BOOMERANG_HANDLER_DELAY", "2s")
    with Stack(folder) as stack, ThreadPoolExecutor() as pool:
        answer = pool.submit(stack.post, "Ada Lovelace")
        eventually(lambda: stack.records("users.requests"), "the request is under way")
        stack.process.send_signal(signal.SIGINT)
        _, errors = stack.process.communicate(timeout=PATIENCE)

    assert answer.result()[0] == 201
    assert stack.process.returncode == 0, errors.decode()


@pytest.mark.parametrize("part", ["gateway", "worker", "mariadb/data", "kafka/data/broker-1"])
def test_death_of_a_part_ends_the_rest_and_is_told(folder, part):
    with Stack(folder) as stack:
        os.kill(stack.pid(part), signal.SIGKILL)
        _, errors = stack.process.communicate(timeout=PATIENCE)

    name = part.split("/")[0]
    assert stack.process.returncode == 1
    assert f"{folder}/{name} ended with" in errors.decode()
    assert f"{folder}/{name}/log ends with" in errors.decode()
    assert processes_of(folder) == []


def refusal(*flags):
    done = subprocess.run(
        [SCRIPTS / "stack", *flags], capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 2 and done.stdout == ""
    [line] = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("name", PORTS)
def test_taken_port_is_told_with_what_changes_it(folder, name):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = ["--" + name + "-port", str(other.getsockname()[1])]
        line = refusal("--data", folder, "--bin", BIN, *ANY_PORTS, *taken)

    assert taken[0] in line and taken[1] in line
    assert f"{name.replace('-', '_').upper()}_PORT=" in line
    assert processes_of(folder) == []


def test_missing_program_is_told(folder):
    assert "make build" in refusal("--data", folder, "--bin", folder)
