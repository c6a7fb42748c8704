"""The servers that a comparison needs, each from its script, in a folder of its own."""

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    """Of one process and its children, while they live."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    total = 0
    for one in [pid, *children]:
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:  # A child that has ended meanwhile.
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


class Server:
    """What scripts/NAME runs, on a free port: `url` is what it said it is ready at."""

    def __init__(self, script, folder, *arguments):
        folder.mkdir()
        folder.chmod(0o755)  # A database that root starts runs as somebody else.
        self.folder = folder
        self.process = subprocess.Popen(
            [ROOT / "scripts" / script, "--data", folder, "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        if not line.startswith("ready "):
            raise SystemExit(f"compare: scripts/{script} did not start: {line}")
        self.url = line.split()[1]

    def cpu_seconds(self):
        pids = [int(path.read_text()) for path in self.folder.glob("**/pid")]
        return sum(cpu_seconds(pid) for pid in pids)

    def close(self):
        self.process.terminate()
        self.process.wait()


class Database(Server):
    def commits(self):
        """A number that every transaction which writes raises by one."""
        url = urlsplit(self.url)
        if url.scheme == "postgresql":
            sql = "SELECT txid_snapshot_xmax(txid_current_snapshot())"
            return int(self._ask(["psql", "--no-psqlrc", "-At", "-c", sql, self.url]))
        client = ["mariadb", "--no-defaults", f"--host={url.hostname}", f"--port={url.port}",
                  f"--user={url.username}", f"--password={url.password}", "-N"]
        return int(self._ask([*client, "-e", "SHOW GLOBAL STATUS LIKE 'Com_commit'"]).split()[1])

    @staticmethod
    def _ask(command):
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
