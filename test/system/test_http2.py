"""HTTP/2 by clients that others have written: curl, h2load, and Python's TLS for what is agreed on."""

import json
import re
import signal
import socket
import ssl
import subprocess
import threading

import pytest

from test_reload import certificate
from users_process import PATIENCE, Users, eventually


@pytest.fixture(name="users")
def users_over_tls(tmp_path):
    certificate_file, key_file = certificate(tmp_path, "localhost")
    flags = ["--tls-certificate", certificate_file, "--tls-key", key_file]
    with Users(tmp_path / "data", *flags) as users:
        users.trust = certificate_file
        users.url = f"https://localhost:{users.port}/"
        yield users
        users.stop()


def curl(users, *words, version="--http2"):
    """(the version that was spoken, status, headers, body)"""
    done = subprocess.run(
        ["curl", "-sS", "-i", version, "--cacert", users.trust, "--max-time", str(PATIENCE),
         "-w", "\n%{http_version}", "-H", "Content-Type: application/json", *words],
        capture_output=True, timeout=2 * PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    head, _, rest = done.stdout.decode().partition("\r\n\r\n")
    body, _, spoken = rest.rpartition("\n")
    status = int(re.match(r"HTTP/\S+ (\d+)", head)[1])
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    return spoken, status, headers, body


def test_the_demonstration(users):
    body = json.dumps({"name": "Lorenzo Ranucci"})
    spoken, status, headers, answer = curl(users, "-d", body, users.url)
    assert (spoken, status) == ("2", 201)
    assert json.loads(answer)["name"] == "Lorenzo Ranucci"
    assert headers["x-request-id"]
    assert curl(users, "-d", body, users.url)[1] == 409
    assert curl(users, "-d", '{"name": "Ada"}', users.url)[1] == 201


def test_http_1_1_is_still_spoken(users):
    spoken, status, _, _ = curl(users, "-d", '{"name": "Ada"}', users.url, version="--http1.1")
    assert (spoken, status) == ("1.1", 201)


@pytest.mark.parametrize("offered, agreed", [(["h2", "http/1.1"], "h2"), (["http/1.1"], "http/1.1"),
                                             (["http/1.1", "h2"], "h2"), ([], None)])
def test_what_is_agreed_on(users, offered, agreed):
    context = ssl.create_default_context(cafile=str(users.trust))
    if offered:
        context.set_alpn_protocols(offered)
    with socket.create_connection(("localhost", users.port), timeout=PATIENCE) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as secure:
            assert secure.selected_alpn_protocol() == agreed


def test_later_and_listening(users):
    spoken, status, headers, _ = curl(users, "-H", "Prefer: respond-async", "-d", '{"name": "Ada"}',
                                      users.url)
    assert (spoken, status) == ("2", 202)
    where = users.url.rstrip("/") + headers["location"]
    _, status, headers, answer = curl(users, "-H", "Prefer: wait=30", where)
    assert (status, headers["x-request-state"]) == (201, "completed")
    assert json.loads(answer)["name"] == "Ada"
    _, status, headers, events = curl(users, "-N", "-H", "Accept: text/event-stream", where)
    assert (status, headers["content-type"]) == (200, "text/event-stream")
    assert "event: completed" in events


def test_too_much_is_413_and_not_a_broken_stream(users, tmp_path):
    large = tmp_path / "large"
    large.write_bytes(b"x" * (2 * 1024 * 1024))
    spoken, status, headers, answer = curl(users, "-H", "Expect:", "--data-binary", f"@{large}",
                                           users.url)
    assert (spoken, status) == ("2", 413)
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(answer)["status"] == 413


def test_many_streams_at_once_are_all_answered(users, tmp_path):
    body = tmp_path / "body"
    body.write_text('{"name": "Ada"}')
    done = subprocess.run(
        ["h2load", "-n", "2000", "-c", "4", "-m", "50", "-d", body, "-H",
         "content-type: application/json", users.url],
        capture_output=True, text=True, timeout=2 * PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    counts = re.search(r"status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx", done.stdout)
    assert [int(count) for count in counts.groups()] == [1, 0, 1999, 0], done.stdout
    assert "2000 succeeded" in done.stdout or "1 succeeded" in done.stdout
    assert len(users.rows()) == 1


def test_a_stop_lets_open_streams_finish(tmp_path):
    certificate_file, key_file = certificate(tmp_path, "localhost")
    flags = ["--tls-certificate", certificate_file, "--tls-key", key_file]
    with Users(tmp_path / "data", *flags, "--handler-delay", "1s") as users:
        users.trust = certificate_file
        users.url = f"https://localhost:{users.port}/"
        answers = []
        asking = threading.Thread(
            target=lambda: answers.append(curl(users, "-d", '{"name": "Ada"}', users.url))
        )
        asking.start()
        eventually(lambda: users.requests(), "the request is in the log")
        users.signal(signal.SIGTERM)
        asking.join(PATIENCE)
        code, errors = users.wait()
        assert code == 0, errors
        assert [(spoken, status) for spoken, status, _, _ in answers] == [("2", 201)]


def test_a_silent_connection_does_not_hold_up_the_stop(tmp_path):
    certificate_file, key_file = certificate(tmp_path, "localhost")
    flags = ["--tls-certificate", certificate_file, "--tls-key", key_file]
    with Users(tmp_path / "data", *flags) as users:
        with socket.create_connection(("localhost", users.port), timeout=PATIENCE) as silent:
            users.signal(signal.SIGTERM)
            assert silent.recv(1) == b""
            code, errors = users.wait()
        assert code == 0, errors
        assert "time to drain" not in errors
        assert "answered before" not in errors
