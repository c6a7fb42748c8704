"""Starting and stopping: what is in the way is said in one line; what was accepted is answered."""

import signal
import socket
import subprocess
import threading
import time

import pytest

from users_process import BIN, PATIENCE, Users, eventually


def run(*flags, env=None, cwd=None):
    return subprocess.run(
        [BIN / "users", *flags], capture_output=True, text=True, timeout=PATIENCE, env=env, cwd=cwd
    )


def complaint(done, *words):
    """One line on standard error with all of the words, nothing on standard output, code 2."""
    assert done.returncode == 2, done
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    for word in words:
        assert word in lines[0], lines[0]


def test_taken_port(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run("--listen", f"127.0.0.1:{port}", "--data", tmp_path / "data")
    complaint(done, str(port), "--listen")
    assert not (tmp_path / "data/app.db").exists(), "nothing half-started"


def test_taken_admin_port(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run("--listen", "127.0.0.1:0", "--admin", f"127.0.0.1:{port}")
    complaint(done, str(port), "--admin")


@pytest.mark.parametrize("role", ["gateway", "worker"])
def test_part_of_an_application_needs_a_log_to_share(role):
    complaint(run("--role", role), "--role", "--broker kafka://")


def test_wrong_broker_and_database_say_what_is_expected():
    for flag, value in [("--broker", "localhost:9093"), ("--database", "mysql://u:secret@h/app")]:
        done = run(flag, value)
        assert done.returncode == 2
        assert flag in done.stderr and "expected" in done.stderr


def test_sqlite_file_where_it_is_wanted(tmp_path):
    wanted = tmp_path / "elsewhere.db"
    with Users(tmp_path / "data", "--database", f"sqlite:{wanted}") as users:
        assert users.post("Ada").status == 201
        assert str(wanted) in users.banner
        users.stop()
    assert wanted.exists() and not (tmp_path / "data/app.db").exists()


def test_health_is_told_on_a_port_of_its_own(tmp_path):
    with Users(tmp_path / "data") as users:
        assert users.health("/livez") == (200, {"live": True})
        assert users.health("/readyz") == (200, {"ready": True})
        assert users.request("GET", "/readyz").status == 404, "the routes are the application's"


def test_data_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    done = run("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", tmp_path / "file")
    complaint(done, "--data", str(tmp_path / "file"))


def test_data_folder_open_in_another_process(tmp_path):
    with Users(tmp_path / "data") as users:
        done = run("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", tmp_path / "data")
        complaint(done, "--data", str(users.process.pid))
        assert users.post("Ada").status == 201, "the first is not disturbed"


def test_unknown_flag_is_suggested(tmp_path):
    done = run("--timeuot", "5s")
    assert done.returncode == 2
    assert "--timeuot" in done.stderr and "--timeout" in done.stderr


def test_precedence_is_flag_environment_file(tmp_path):
    """The handler never ends in time; the 504 says which timeout was in force."""
    config = tmp_path / "users.toml"
    config.write_text('timeout = "100ms"\nhandler_delay = "700ms"\n')

    def timeout_in_force(*flags, env=None):
        with Users(tmp_path / "data", "--config", config, *flags, env=env) as users:
            answer = users.post("Ada")
            assert answer.status == 504
            return answer.json["detail"]

    assert "100ms" in timeout_in_force()
    assert "200ms" in timeout_in_force(env={"BOOMERANG_TIMEOUT": "200ms"})
    assert "300ms" in timeout_in_force("--timeout", "300ms", env={"BOOMERANG_TIMEOUT": "200ms"})


def test_unknown_key_in_the_file_has_its_place_and_a_suggestion(tmp_path):
    config = tmp_path / "users.toml"
    config.write_text('# a comment\ntimeuot = "5s"\n')
    done = run("--config", config)
    assert done.returncode == 2
    assert f"{config}:2:" in done.stderr and "timeout" in done.stderr


def test_wrong_values_say_what_is_expected(tmp_path):
    for flag, value in [("--timeout", "5"), ("--listen", "8080x"), ("--handler-delay", "soon")]:
        done = run(flag, value)
        assert done.returncode == 2
        assert flag in done.stderr and value in done.stderr and "expected" in done.stderr


def test_help_and_version():
    for command in ["users", "boomerang"]:
        helped = subprocess.run([BIN / command, "--help"], capture_output=True, text=True)
        assert helped.returncode == 0 and "--" in helped.stdout and helped.stderr == ""
    for word in ["--listen", "--data", "--timeout", "--handler-delay", "--config", "BOOMERANG_"]:
        assert word in run("--help").stdout
    assert run("--version").stdout.startswith("users ")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopping_answers_what_was_accepted(tmp_path, number):
    with Users(tmp_path / "data", "--handler-delay", "700ms") as users:
        answers = []
        threads = [
            threading.Thread(target=lambda i=i: answers.append(users.post(f"user {i}")))
            for i in range(8)
        ]
        for thread in threads:
            thread.start()
        eventually(lambda: len(users.requests()) == 8, "all are accepted")
        users.signal(number)
        for thread in threads:
            thread.join(PATIENCE)
        code, errors = users.wait()

    assert code == 0, errors
    assert [answer.status for answer in answers] == [201] * 8
    assert len(users.rows()) == 8


def test_stopped_server_takes_no_new_connections(tmp_path):
    with Users(tmp_path / "data", "--handler-delay", "1s") as users:
        waiting = threading.Thread(target=users.post, args=["Ada"])
        waiting.start()
        eventually(lambda: users.requests(), "the request is accepted")
        users.signal(signal.SIGTERM)

        def refused():
            try:
                socket.create_connection(("127.0.0.1", users.port), timeout=PATIENCE).close()
            except ConnectionRefusedError:
                return True
            return users.process.poll() is not None

        eventually(refused, "connections are refused")
        waiting.join(PATIENCE)
        assert users.wait()[0] == 0


def test_second_signal_forces(tmp_path):
    with Users(tmp_path / "data", "--handler-delay", "20s", "--timeout", "40s") as users:
        client = threading.Thread(target=try_post, args=[users])
        client.start()
        eventually(lambda: users.requests(), "the request is accepted")
        began = time.monotonic()
        users.signal(signal.SIGTERM)
        eventually(lambda: "stopping" in read_some(users.process.stderr), "the first is noticed")
        users.signal(signal.SIGTERM)
        code, _ = users.wait()
        client.join(PATIENCE)
    assert code != 0
    assert time.monotonic() - began < 19, "it did not wait for the handler"


def try_post(users):
    try:
        users.post("Ada")
    except OSError:
        pass  # The server is gone: that is what the test is about.


def read_some(stream):
    import os

    os.set_blocking(stream.fileno(), False)
    return (stream.read() or b"").decode()
