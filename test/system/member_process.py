"""The gateways and workers of one users application, as processes that share a Kafka."""

import http.client
import os
import re
import select
import signal
import subprocess
import time

from server_process import PATIENCE, eventually
from topic_content import Topics
from users_process import BIN, Users


class Member(Users):
    """`users --role ROLE --instance NAME` on free ports. Its log is FOLDER/NAME.log."""

    def __init__(self, role, name, folder, kafka, *flags):
        self._start([BIN / "users", "--role", role], role, name, folder, kafka, *flags)

    def _start(self, program, role, name, folder, kafka, *flags):
        self.role, self.name = role, name
        self.log = folder / f"{name}.log"
        # It ends with the test, however that ends.
        command = ["setpriv", "--pdeathsig", "KILL", "--", *program]
        command += ["--instance", name, "--broker", f"kafka://{kafka.bootstrap}"]
        command += ["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", folder / name]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*command, *flags], stdout=subprocess.PIPE, stderr=log, env=os.environ
            )
        os.set_blocking(self.process.stdout.fileno(), False)
        self.banner = ""
        self.port = self._read_port()

    def _read_port(self):
        deadline = time.monotonic() + PATIENCE
        while not re.search(r"Health .*\n", self.banner):
            left = max(deadline - time.monotonic(), 0)
            ready, _, _ = select.select([self.process.stdout], [], [], left)
            chunk = self.process.stdout.read() if ready else None
            assert chunk, f"no banner of {self.name}: {self.banner}\n{self.log.read_text()}"
            self.banner += chunk.decode()
        return None if self.role == "worker" else self._port_of("Gateway")

    def _port_of(self, line):
        return int(re.search(rf"{line} +http://127\.0\.0\.1:(\d+)", self.banner)[1])

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def is_ready(self):
        return self.health()[0] == 200

    def is_running(self):
        return self.process.poll() is None

    def stop(self):
        self.signal(signal.SIGTERM)
        self.ended()

    def ended(self):
        code = self.process.wait(PATIENCE)
        assert code == 0, f"exit code {code} of {self.name}\n{self.log.read_text()}"

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE)


class Application:
    """Members that share a Kafka and a database. All that still run are killed at the end."""

    def __init__(self, folder, kafka, database, timeout="5s"):
        self.folder, self.kafka, self.database, self.timeout = folder, kafka, database, timeout
        self.topics = Topics(kafka)
        self.members = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for member in self.living():
            member.signal(signal.SIGCONT)
            member.kill()

    def gateway(self, name):
        return self._start("gateway", name, "--timeout", self.timeout, "--shards", "1")

    def worker(self, name):
        return self._start("worker", name, "--database", self.database.url, "--workers", "2")

    def _start(self, role, name, *flags):
        member = Member(role, name, self.folder, self.kafka, *flags)
        self.members.append(member)
        return member

    def living(self):
        return [member for member in self.members if member.is_running()]

    def await_ready(self):
        eventually(lambda: all(one.is_ready() for one in self.living()), "all are ready")

    def await_workers(self, *names):
        """Waits until exactly these share all partitions."""

        def shared():
            members = self.topics.members()
            return members is not None and set(members) == set(names) and all(members.values())

        eventually(shared, f"the group is {names}")

    def stop(self):
        """Gateways first, so that nobody is left without a worker."""
        for member in sorted(self.living(), key=lambda member: member.role):
            member.stop()
