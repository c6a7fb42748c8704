"""scripts/mariadb and scripts/postgresql: what was committed stays, whatever ends the server."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from database_content import printed
from database_process import Database, database_folder  # noqa: F401: the fixture
from server_process import PATIENCE, SCRIPTS, eventually, processes_of

KINDS = pytest.mark.parametrize("kind", ["mariadb", "postgresql"])


def sql(database, statement):
    return printed(database, statement).split()


@KINDS
def test_committed_rows_outlive_a_stop_and_a_kill(kind, database_folder):
    data = database_folder / "data"
    with Database(kind, data) as database:
        sql(database, "CREATE TABLE letter (name VARCHAR(10) PRIMARY KEY)")
        sql(database, "INSERT INTO letter VALUES ('a')")
        code, errors = database.stop()
    assert (code, errors) == (0, "")
    assert processes_of(data) == []

    with Database(kind, data) as database:
        sql(database, "INSERT INTO letter VALUES ('b')")
        database.kill()
        database.process.communicate(timeout=PATIENCE)
        assert database.process.returncode == 1, "the script says that its server died"

    with Database(kind, data) as database:
        sql(database, "INSERT INTO letter VALUES ('c')")
        database.process.kill()
        database.process.communicate(timeout=PATIENCE)

    with Database(kind, data) as database:
        assert sql(database, "SELECT name FROM letter ORDER BY name") == ["a", "b", "c"]
    eventually(lambda: processes_of(data) == [], "nothing is left running")


@KINDS
def test_names_are_told_apart_byte_by_byte(kind, database_folder):
    with Database(kind, database_folder / "data") as database:
        sql(database, "CREATE TABLE letter (name VARCHAR(10) PRIMARY KEY)")
        sql(database, "INSERT INTO letter VALUES ('a'), ('A'), ('a '), ('á')")

        assert sql(database, "SELECT count(*) FROM letter") == ["4"]


@KINDS
def test_user_password_and_name_are_those_asked_for(kind, database_folder):
    flags = ["--user", "alice", "--password", "secret", "--name", "users"]
    with Database(kind, database_folder / "data", *flags) as database:
        place = database.place
        assert (place.scheme, place.username, place.password) == (kind, "alice", "secret")
        assert place.path == "/users"
        assert sql(database, "SELECT 1") == ["1"]


@KINDS
def test_server_does_not_run_as_root(kind, database_folder):
    with Database(kind, database_folder / "data") as database:
        status = Path(f"/proc/{database.pid()}/status").read_text()

    [user] = [line.split()[1:] for line in status.splitlines() if line.startswith("Uid:")]
    assert "0" not in user


@KINDS
def test_what_is_in_the_way_is_told_in_one_line(kind, database_folder):
    def refusal(*flags):
        done = subprocess.run(
            [SCRIPTS / kind, *flags], capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 2 and done.stdout == ""
        assert len(done.stderr.splitlines()) == 1, done.stderr
        return done.stderr

    data = database_folder / "data"
    with Database(kind, data) as database:
        assert str(database.process.pid) in refusal("--data", data)
        assert sql(database, "SELECT 1") == ["1"], "the first is not disturbed"
    assert "--name" in refusal("--data", data, "--name", "another")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert port in refusal("--data", database_folder / "new", "--port", port)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")
@KINDS
def test_folder_that_the_server_may_not_enter_is_told(kind, database_folder):
    (database_folder / "private").mkdir(mode=0o700)
    done = subprocess.run(
        [SCRIPTS / kind, "--data", database_folder / "private/data", "--port", "0"],
        capture_output=True, text=True, timeout=PATIENCE,
    )
    assert done.returncode == 2
    assert "may not go" in done.stderr
