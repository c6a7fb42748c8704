"""Programs under test, the load on them, and what it says. Shared by what compares."""

import os
import platform
import re
import resource
import select
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from servers import ROOT, cpu_seconds

BIN = ROOT / "build/release/bin"
STARTUP_SECONDS = 30


@dataclass
class Sample:
    rate: float
    p50_ms: float
    p99_ms: float
    requests: int
    errors: int = 0
    cpu_us: float = 0  # Of the program, for each request.
    load_us: float = 0  # Of wrk: no part of what is measured, but on the same cores.


class Program:
    """One process under test. It has started when it has said where it listens, and is ready if it
    has a page for that."""

    def __init__(self, program, *arguments, env=None):
        self.process = subprocess.Popen(
            [BIN / program, *arguments],
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._deadline = time.monotonic() + STARTUP_SECONDS
        self._banner = ""
        os.set_blocking(self.process.stdout.fileno(), False)

    def port(self):
        return self._find(r"(?m)^(?:  Gateway   )?http://127\.0\.0\.1:(\d+)")

    def wait_until_ready(self):
        port = self._find(r"Health    http://127\.0\.0\.1:(\d+)")
        page = f"http://127.0.0.1:{port}/readyz"
        while True:
            try:
                with urllib.request.urlopen(page, timeout=5):
                    return
            except (urllib.error.URLError, TimeoutError) as why:
                self._check_alive(why)
                time.sleep(0.05)

    def _find(self, pattern):
        while not (found := re.search(pattern, self._banner)):
            self._check_alive(self._banner)
            select.select([self.process.stdout], [], [], 0.1)
            self._banner += (self.process.stdout.read() or b"").decode()
        return int(found[1])

    def _check_alive(self, why):
        if time.monotonic() > self._deadline or self.process.poll() is not None:
            sys.exit(f"compare: {' '.join(map(str, self.process.args))} did not start: {why}")

    def cpu_seconds(self):
        return cpu_seconds(self.process.pid)

    def close(self):
        self.process.terminate()
        self.process.wait()


def load(port, connections, seconds, run):
    """Runs wrk for a while and reads what it says. `run` keeps the names apart."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s",
         "--timeout", "30s", "--script", ROOT / "bench/post.lua", f"http://127.0.0.1:{port}"],
        env={**os.environ, "BENCH_RUN": run},
        capture_output=True,
        text=True,
        check=True,
    )
    line = re.search(r"^BENCH (.*)$", done.stdout, re.MULTILINE)[1]
    requests, duration_us, p50_us, p99_us, errors, not_2xx = map(int, line.split())
    # wrk counts the 409 of a repeated name as an error of status; they are wanted.
    unwanted = errors + max(0, not_2xx - requests // 9)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Sample(requests / duration_us * 1e6, p50_us / 1e3, p99_us / 1e3, requests, unwanted,
                  load_us=seconds * 1e6 / max(requests, 1))


def floor(servers, connections, seconds):
    """What Kafka and its client do at best for as many round trips at once."""
    done = subprocess.run([BIN / "kafka_ping_pong", servers, str(connections), str(seconds)],
                          capture_output=True, text=True, check=True)
    rate, p50, p99 = re.search(r": (\d+)/s, p50 ([\d.]+) ms, p99 ([\d.]+) ms",
                               done.stdout).groups()
    return Sample(float(rate), float(p50), float(p99), round(float(rate) * seconds))


def folder_for_data():
    """Beside the build: a folder in memory would make every sync free."""
    path = ROOT / "build/bench"
    path.mkdir(parents=True, exist_ok=True)
    return path


def disk_syncs_per_second():
    """What one fdatasync after another gives here, for a second: the floor of every commit."""
    with tempfile.NamedTemporaryFile(dir=folder_for_data()) as file:
        count, end = 0, time.monotonic() + 1
        while time.monotonic() < end:
            file.write(b"x" * 512)
            file.flush()
            os.fdatasync(file.fileno())
            count += 1
        return count


def machine():
    """The load is that of the last minute: what else the machine does."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return (f"{os.cpu_count()} cores, {model[1] if model else platform.machine()}, "
            f"load {os.getloadavg()[0]:.1f}")


def median(samples, field):
    return statistics.median(getattr(sample, field) for sample in samples)


def ratio_text(ratios):
    each = ", ".join(f"{ratio:.1f}" for ratio in ratios)
    return f"**{statistics.median(ratios):.2f}** ({each})"
