"""The broker's contract on real Kafka: one broker, and three; with our librdkafka, and with
Debian's, whose groups are not cooperative."""

import os
import subprocess
from pathlib import Path

import pytest

import librdkafka
from kafka_process import Kafka

BIN = Path(os.environ["TEST_BIN"])


# Another broker than the one that changed a topic's settings can give the old ones for a moment.
ASKS_AT_ONCE = "*TopicsAreAsTheyWereMadeAndChanged*"


def passes(program, servers, library, gtest_filter="*/real:*/cluster"):
    done = subprocess.run(
        [BIN / program, "--gtest_brief=1", f"--gtest_filter={gtest_filter}"],
        env={**os.environ, "BOOMERANG_TEST_KAFKA": servers, **librdkafka.environment(library)},
        capture_output=True, text=True, timeout=600,
    )
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-20000:]
    assert "  PASSED  ] 0 tests" not in done.stdout


@librdkafka.both
class TestOneBroker:
    @pytest.fixture(scope="class")
    def servers(self, tmp_path_factory):
        with Kafka(tmp_path_factory.mktemp("kafka")) as kafka:
            yield kafka.bootstrap

    def test_contract_holds(self, servers, library):
        passes("kafka_contract_test", servers, library)

    def test_topics_are_made_and_changed(self, servers, library):
        passes("broker_kafka_topic_admin_test", servers, library)


@librdkafka.both
class TestThreeBrokers:
    @pytest.fixture(scope="class")
    def servers(self, tmp_path_factory):
        with Kafka(tmp_path_factory.mktemp("kafka"), brokers=3) as kafka:
            yield kafka.bootstrap

    def test_contract_holds(self, servers, library):
        passes("kafka_contract_test", servers, library, f"*/real:-{ASKS_AT_ONCE}")

    def test_group_outlives_members_that_come_and_go(self, servers, library):
        passes("kafka_churn_test", servers, library)
