"""What is wrong with a configuration is told in one way: by `check`, by a start and by a SIGHUP."""

import os
import re
import signal
import subprocess

import pytest

from service_manager import service_manager
from users_process import BIN, JSON, PATIENCE, Users, eventually

ROUTE = """
[[route]]
path = "{path}"
topic = "echo.requests"
outcomes_topic = "echo.outcomes"
"""
GOOD = ROUTE.format(path="/one")


class Echo(Users):
    program = "echo_application"


def run(*arguments, **options):
    return subprocess.run([BIN / "boomerang", *arguments], capture_output=True, text=True,
                          timeout=PATIENCE, **options)


def post(echo, path):
    return echo.request("POST", path, b"{}", JSON)


WRONG = {
    "unknown table": '[[routes]]\npath = "/two"\n',
    "certificate without its key": '[tls]\ncertificate = "chain.pem"\n',
    "certificate that is not there": '[tls]\ncertificate = "none.pem"\nkey = "none.key"\n',
    "password that is too short": '[console]\npassword = "short"\n',
    "secret that is too short": '[tickets]\nsecret = "short"\n',
    "log of one process": '[broker]\nurl = "embedded"\n',
    "property of Kafka": '[broker.kafka]\n"security.protocl" = "ssl"\n',
    "timeout": "timeout = 5.0\n",
    "dots": "a." * 20000 + "b = 1\n",
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_check_refuses_what_a_gateway_refuses(tmp_path, wrong):
    config = tmp_path / "boomerang.toml"
    config.write_text(GOOD + wrong)
    checked = run("check", "--config", config)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert re.search(rf"^{config}:[67]:\d+: ", checked.stdout, re.M), checked.stdout

    flags = [] if "embedded" in wrong else ["--broker", "kafka://127.0.0.1:9"]
    started = run("gateway", "--config", config, "--listen", "127.0.0.1:0", "--admin",
                  "127.0.0.1:0", "--data", tmp_path / "data", *flags)
    assert started.returncode == 2, started.stderr
    for line in checked.stdout.splitlines()[1:-1]:
        assert f"gateway: {line}" in started.stderr, started.stderr
    assert "listen on" not in started.stderr, "no port is in the way"


RELOADS = {
    "unknown table": '[[routes]]\npath = "/other"\n',
    "unknown key": 'lissten = "127.0.0.1:1"\n',
    "value of a setting": 'shards = "many"\n',
    "password that is too short": '[console]\npassword = "short"\n',
    "certificate without its key": '[tls]\ncertificate = "chain.pem"\n',
    "dots": "a." * 20000 + "b = 1\n",
}


def test_a_reload_refuses_what_a_start_refuses(tmp_path):
    config = tmp_path / "boomerang.toml"
    config.write_text(GOOD)
    with service_manager(tmp_path) as manager:
        with Echo(tmp_path / "data", "--config", config, env=manager.environment) as echo:
            manager.hears(b"READY=1\n")
            for wrong in RELOADS.values():
                top = "" if wrong.startswith("[") else wrong
                config.write_text(top + ROUTE.format(path="/two") + wrong.removeprefix(top))
                echo.signal(signal.SIGHUP)
                manager.hears(b"RELOADING=1\n")
                assert b"was refused" in manager.hears(b""), wrong[:100]
                assert post(echo, "/one").status == 200
                assert post(echo, "/two").status == 404
            config.write_text(ROUTE.format(path="/two"))
            echo.signal(signal.SIGHUP)
            eventually(lambda: post(echo, "/two").status == 200, "the file is good again")
            echo.signal(signal.SIGTERM)
            code, errors = echo.wait()
    assert code == 0
    for word in ["unknown key routes[0].path", "did you mean listen?", "shards = many",
                 "console.password", "tls.certificate", "dots and brackets"]:
        assert word in errors, errors


def test_a_setting_that_needs_a_restart_is_named(tmp_path):
    config = tmp_path / "boomerang.toml"
    config.write_text("shards = 1\n" + GOOD)
    with Echo(tmp_path / "data", "--config", config) as echo:
        config.write_text("shards = 2\n" + ROUTE.format(path="/two"))
        echo.signal(signal.SIGHUP)
        eventually(lambda: post(echo, "/two").status == 200, "the route is served")
        echo.signal(signal.SIGTERM)
        code, errors = echo.wait()
    assert code == 0
    assert '"settings":"shards"' in errors.replace('": "', '":"'), errors


@pytest.mark.parametrize("command", [["check"], ["openapi"], ["asyncapi"], ["check", "--json"]])
def test_output_that_cannot_be_written_is_a_failure(tmp_path, command):
    config = tmp_path / "boomerang.toml"
    config.write_text(GOOD)
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([BIN / "boomerang", *command, "--config", config], stdout=full,
                              stderr=subprocess.PIPE, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 1
    assert "what was printed could not be written" in done.stderr


def test_help_that_cannot_be_written_is_a_failure():
    with open("/dev/full", "w", encoding="utf-8") as full:
        for words in [["--help"], ["version"], ["keys", "new", "ada"]]:
            done = subprocess.run([BIN / "boomerang", *words], stdout=full, timeout=PATIENCE,
                                  stderr=subprocess.PIPE, text=True, check=False)
            assert done.returncode == 1, words
            assert "could not be written" in done.stderr


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    config = tmp_path / "boomerang.toml"
    config.write_text(GOOD + f'schema = "{pipe}"\n')
    checked = run("check", "--config", config)
    assert checked.returncode == 1
    assert f"{pipe}: is a pipe or a device" in checked.stdout
    checked = run("check", "--config", pipe)
    assert checked.returncode == 2
    assert f"{pipe}: is a pipe or a device" in checked.stderr
    started = run("gateway", "--config", pipe, "--broker", "kafka://127.0.0.1:9")
    assert started.returncode == 2
    assert f"{pipe}: is a pipe or a device" in started.stderr


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    config = tmp_path / "boomerang.toml"
    config.write_text(GOOD)
    started = run("gateway", "--config", config, "--broker", "kafka://127.0.0.1:9", "--listen",
                  "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", tmp_path / "file" / "data")
    assert started.returncode == 2
    assert f"cannot make the data folder {tmp_path}/file/data" in started.stderr
    assert "--data, or give --ticket-secret" in started.stderr
    assert "Not a directory" in started.stderr


def test_a_gateway_says_that_it_needs_kafka(tmp_path):
    config = tmp_path / "boomerang.toml"
    config.write_text(GOOD)
    started = run("gateway", "--config", config)
    assert started.returncode == 2
    assert "--broker kafka://HOST:PORT" in started.stderr
    assert "--role" not in started.stderr
    text = run("gateway", "--help").stdout
    assert "embedded" not in text
    assert "settings below" not in run("openapi", "--help").stdout


def test_exit_codes_of_check_are_those_of_its_help(tmp_path):
    text = run("check", "--help").stdout
    assert re.search(r"^  1  Something in it is wrong", text, re.M), text
    config = tmp_path / "boomerang.toml"
    config.write_text(GOOD)
    assert run("check", "--config", config).returncode == 0
    if os.getuid() != 0:  # Who may read all.
        config.chmod(0)
        assert run("check", "--config", config).returncode == 2


def test_a_second_signal_ends_it_at_once(tmp_path):
    """As docs/deploy.md says: with 128 and the signal's number."""
    config = tmp_path / "boomerang.toml"
    config.write_text(GOOD)
    with service_manager(tmp_path) as manager:
        flags = ["--config", config, "--timeout", "60s"]
        with Echo(tmp_path / "data", *flags, env=manager.environment) as echo:
            manager.hears(b"READY=1\n")
            waiting = echo.connect()
            waiting.request("POST", "/one", b'"fail"', JSON)  # There is no outcome for long.
            eventually(lambda: b"requests_open 1\n" in echo.ask_admin("/metrics").body, "it waits")
            echo.signal(signal.SIGTERM)
            manager.hears(b"STOPPING=1\n")
            echo.signal(signal.SIGTERM)
            code, errors = echo.wait()
            waiting.close()
    assert code == 143, errors
