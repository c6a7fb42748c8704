"""`boomerang gateway` with routes from a file, as a process on Kafka."""

import os
import subprocess

from member_process import Member
from users_process import BIN, eventually


class RoutedGateway(Member):
    """Serves the routes of that text. Use it in a `with`."""

    def __init__(self, name, folder, kafka, routes, *flags):
        self.role, self.name = "gateway", name
        self.log, config = folder / f"{name}.log", folder / f"{name}.toml"
        config.write_text(routes)
        # It ends with the test, however that ends.
        command = ["setpriv", "--pdeathsig", "KILL", "--", BIN / "boomerang", "gateway"]
        command += ["--config", config, "--instance", name, "--data", folder / name]
        command += ["--broker", f"kafka://{kafka.bootstrap}", "--listen", "127.0.0.1:0"]
        command += ["--admin", "127.0.0.1:0", *flags]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, env=os.environ
            )
        os.set_blocking(self.process.stdout.fileno(), False)
        self.banner = ""
        self.port = self._read_port()
        self.admin_port = self._port_of("Health")
        eventually(self.is_ready, f"{name} is ready")
