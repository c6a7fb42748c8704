"""systemd, as far as a process sees it."""

import contextlib
import socket

from users_process import PATIENCE


class ServiceManager:
    def __init__(self, listening, path):
        self._listening = listening
        self.environment = {"NOTIFY_SOCKET": str(path)}

    def hears(self, text):
        """The next that the process says; it begins with `text`."""
        said = self._listening.recv(1000)
        assert said.startswith(text), said
        return said


@contextlib.contextmanager
def service_manager(folder):
    path = folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(path))
        listening.settimeout(PATIENCE)
        yield ServiceManager(listening, path)
