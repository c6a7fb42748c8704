"""A running users demo, and what a test asks of it."""

import contextlib
import http.client
import json
import os
import re
import select
import signal
import socket
import sqlite3
import subprocess
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

BIN = Path(os.environ["TEST_BIN"])
PATIENCE = 60  # Seconds that anything may take on a loaded machine before it counts as hung.


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def request_id(self):
        return self.headers["x-request-id"]


class Users:
    """`users` as a process of its own, on a free port, with its data in `data`."""

    program = "users"

    def __init__(self, data, *flags, env=None, cwd=None):
        self.data = Path(data)
        command = [BIN / self.program, "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"]
        command += ["--data", self.data, *flags]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})},
            cwd=cwd,
        )
        os.set_blocking(self.process.stdout.fileno(), False)
        self.banner = ""
        self.port = self._read_port()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()

    def _read_port(self):
        """Reads the banner up to its last line, which is the one to try."""
        deadline = time.monotonic() + PATIENCE
        while "curl" not in self.banner:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self.process.stdout], [], [], max(left, 0))
            chunk = self.process.stdout.read() if ready else None
            if not chunk:
                code = self.process.poll()
                errors = self.process.stderr.read().decode() if code is not None else ""
                raise AssertionError(f"no banner; exit code {code}; {self.banner}{errors}")
            self.banner += chunk.decode()
        return int(re.search(r"Gateway +https?://127\.0\.0\.1:(\d+)", self.banner)[1])

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def request(self, method, path, body=None, headers=None):
        connection = self.connect()
        try:
            return exchange(connection, method, path, body, headers)
        finally:
            connection.close()

    def post(self, name, path="/"):
        return self.request("POST", path, json.dumps({"name": name}), JSON)

    def ask_admin(self, path):
        port = int(re.search(r"Health +http://127\.0\.0\.1:(\d+)", self.banner)[1])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            return exchange(connection, "GET", path)
        finally:
            connection.close()

    def health(self, path="/readyz"):
        """(status, what the JSON says)"""
        answer = self.ask_admin(path)
        return answer.status, answer.json

    def raw(self, data, half_close=False):
        """Sends bytes and gives all that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as client:
            client.sendall(data)
            if half_close:
                client.shutdown(socket.SHUT_WR)
            received = b""
            while chunk := client.recv(65536):
                received += chunk
            return received

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self):
        """The exit code, and what was written to standard error."""
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors.decode()

    def stop(self):
        self.signal(signal.SIGTERM)
        code, errors = self.wait()
        assert code == 0, f"exit code {code}\n{errors}"

    def kill(self):
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)

    # What lies on disk; any of it can be read while the demo runs.

    def rows(self):
        return query(self.data / "app.db", "SELECT id, name, request_id FROM users ORDER BY rowid")

    def requests(self):
        return records(self.data / "log/log.db", "users.requests")

    def outcomes(self):
        return records(self.data / "log/relaxed.db", "users.outcomes")

    def inbox(self):
        found = query(
            self.data / "app.db",
            "SELECT request_id, outcome_headers, outcome_body FROM boomerang_inbox",
        )
        return {
            str(uuid.UUID(bytes=row[0])): (json.loads(row[1]), as_bytes(row[2])) for row in found
        }


JSON = {"Content-Type": "application/json"}


def exchange(connection, method, path, body=None, headers=None):
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    fields = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, fields, response.read())


def as_bytes(value):
    return value.encode() if isinstance(value, str) else bytes(value)


def query(file, sql):
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)) as db:
        return db.execute(sql).fetchall()


@dataclass
class LogRecord:
    offset: int
    headers: dict
    value: bytes


def records(file, topic):
    sql = f'SELECT "offset", headers, value FROM "{topic}" ORDER BY partition, "offset"'
    return [LogRecord(row[0], json.loads(row[1]), as_bytes(row[2])) for row in query(file, sql)]


def eventually(condition, what):
    """Asks again until `condition` holds."""
    deadline = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < deadline, f"not within {PATIENCE} s: {what}"
        select.select([], [], [], 0.02)
    return result


def problem(answer, status):
    """Checks that the answer is a problem with that status (RFC 9457), and gives its detail."""
    assert answer.status == status, answer
    assert answer.headers["content-type"] == "application/problem+json"
    members = answer.json
    assert members["status"] == status
    assert members["title"] and members["type"] == "about:blank"
    assert len(members["detail"]) > 10
    return members["detail"]
