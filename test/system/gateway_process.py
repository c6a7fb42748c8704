"""`boomerang gateway` as a process, with the routes of a file."""

import os
import re
import select
import subprocess
import time

from member_process import Member
from server_process import PATIENCE
from users_process import BIN


class FileGateway(Member):
    """Its log is FOLDER/NAME.log."""

    def __init__(self, config, name, folder, kafka, *flags):
        self.role, self.name = "gateway", name
        self.log = folder / f"{name}.log"
        # It ends with the test, however that ends.
        command = ["setpriv", "--pdeathsig", "KILL", "--", BIN / "boomerang", "gateway"]
        command += ["--config", config, "--instance", name]
        command += ["--broker", f"kafka://{kafka.bootstrap}"]
        command += ["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", folder / name]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*command, *flags], stdout=subprocess.PIPE, stderr=log, env=os.environ
            )
        os.set_blocking(self.process.stdout.fileno(), False)
        self.banner = ""
        self.port = self._read_port()
        self.admin_port = self._port_of("Health")

    def _read_port(self):
        deadline = time.monotonic() + PATIENCE
        while not re.search(r"Health .*\n", self.banner):
            left = max(deadline - time.monotonic(), 0)
            ready, _, _ = select.select([self.process.stdout], [], [], left)
            chunk = self.process.stdout.read() if ready else None
            assert chunk, f"no banner of {self.name}: {self.banner}\n{self.log.read_text()}"
            self.banner += chunk.decode()
        return self._port_of("Gateway")
