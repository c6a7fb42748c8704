"""A MariaDB or PostgreSQL of the test's own, on a free port, in a folder that it may use.

    from database_process import mariadb, postgresql

    def test_something(mariadb): ... mariadb.url ...
"""

import os
import shutil
import signal
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from server_process import ServerProcess


class Database(ServerProcess):
    def __init__(self, kind, data, *flags, port=0):
        super().__init__(kind, data, "--port", str(port), *flags)

    @property
    def url(self):
        """KIND://USER:PASSWORD@HOST:PORT/NAME"""
        return self.said["ready"]

    @property
    def place(self):
        """The same in parts: username, password, hostname, port, path."""
        return urlsplit(self.url)

    def pid(self):
        return int((self.data / "pid").read_text())

    def kill(self):
        os.kill(self.pid(), signal.SIGKILL)


@pytest.fixture
def database_folder():
    """A folder that a user other than root may enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="boomerang-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def mariadb():
    yield from _shared("mariadb")


@pytest.fixture(scope="module")
def postgresql():
    yield from _shared("postgresql")


def _shared(kind):
    with tempfile.TemporaryDirectory(prefix="boomerang-") as folder:
        os.chmod(folder, 0o755)
        with Database(kind, Path(folder) / "data") as database:
            yield database
