"""A server started by one of scripts/kafka, scripts/mariadb, scripts/postgresql, scripts/stack."""

import os
import select
import signal
import subprocess
import time
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "scripts"
PATIENCE = 180  # Seconds that anything may take on a loaded machine before it counts as hung.


class ServerProcess:
    """The script as a child, with its data in `data`. Use it in a `with`."""

    def __init__(self, script, data, *flags):
        self.data = Path(data)
        # It ends with the test, however that ends.
        guard = ["setpriv", "--pdeathsig", "TERM", "--"]
        self.command = [*guard, SCRIPTS / script, "--data", self.data, *flags]
        self.process = None

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=False
        )
        os.set_blocking(self.process.stdout.fileno(), False)
        self._unread = b""
        try:
            self.wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate(timeout=PATIENCE)

    def wait_until_ready(self):
        """Reads the script's lines up to `ready`, and keeps what they say: {first word: rest}."""
        self.said, self.lines = {}, []
        deadline = time.monotonic() + PATIENCE
        while "ready" not in self.said:
            while b"\n" in self._unread:
                line, self._unread = self._unread.split(b"\n", 1)
                word, _, rest = line.decode().partition(" ")
                self.said[word] = rest
                self.lines.append(line.decode())
                if word == "ready":
                    return
            left = max(deadline - time.monotonic(), 0)
            ready, _, _ = select.select([self.process.stdout], [], [], left)
            chunk = self.process.stdout.read() if ready else None
            if not chunk:
                self.process.kill()
                _, errors = self.process.communicate(timeout=PATIENCE)
                raise AssertionError(f"{self.data} did not start: {errors.decode()}")
            self._unread += chunk

    def stop(self):
        """Asks it to stop, and gives the exit code and what it wrote to standard error."""
        self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors.decode()


def processes_of(folder):
    """The pids of all processes whose command line names the folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(folder).encode() in command:
                found.append(int(entry.name))
    return found


def eventually(condition, what):
    """Asks again until `condition` holds."""
    deadline = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < deadline, f"not within {PATIENCE} s: {what}"
        select.select([], [], [], 0.05)
    return result
