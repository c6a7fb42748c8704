"""A Kafka of the test's own: one broker or three, on free ports, in a temporary folder.

A test file that needs only some Kafka shares one over all its tests:

    from kafka_process import kafka

    def test_something(kafka): ... kafka.bootstrap ...
"""

import os
import signal
from pathlib import Path

import pytest

from server_process import ServerProcess, eventually


class Kafka(ServerProcess):
    def __init__(self, data, *flags, brokers=1, port=0):
        super().__init__(
            "kafka", data, "--port", str(port), "--brokers", str(brokers), "--short-lived", *flags
        )
        self.brokers = range(1, brokers + 1)
        self.killed = []

    @property
    def bootstrap(self):
        """HOST:PORT, of every broker."""
        return self.said["ready"]

    @property
    def addresses(self):
        """HOST:PORT of each broker by its number, which is also its node id."""
        return dict(zip(self.brokers, self.bootstrap.split(",")))

    @property
    def ca(self):
        """The file with the certificate of the authority, when run with TLS."""
        return self.said["ca"]

    def pid(self, broker=1):
        return int((self.data / f"broker-{broker}/pid").read_text())

    def kill(self, broker=1):
        self.killed.append(self.pid(broker))
        os.kill(self.killed[-1], signal.SIGKILL)

    def pause(self, broker=1):
        """It keeps its connections and answers nothing, as behind a broken network."""
        os.kill(self.pid(broker), signal.SIGSTOP)

    def resume(self, broker=1):
        os.kill(self.pid(broker), signal.SIGCONT)

    def start_the_dead(self):
        """Starts every broker that was killed, and waits until all answer."""
        # One that is still dying would be taken for one that runs: the script has to miss it first.
        for pid in self.killed:
            eventually(lambda: not Path(f"/proc/{pid}").exists(), f"{pid} has ended")
        self.killed.clear()
        self.process.send_signal(signal.SIGUSR1)
        self.wait_until_ready()


@pytest.fixture(scope="module")
def kafka(tmp_path_factory):
    with Kafka(tmp_path_factory.mktemp("kafka")) as kafka:
        yield kafka
