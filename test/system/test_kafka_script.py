"""scripts/kafka: it starts, answers, keeps what it was given, and leaves nothing behind."""

import json
import socket
import subprocess

import pytest

from gateway_double import AdminClient, KafkaException
from kafka_process import Kafka, kafka  # noqa: F401: the fixture
from server_process import PATIENCE, SCRIPTS, eventually, processes_of


def kcat(bootstrap, *arguments, text=None):
    return subprocess.run(
        ["kcat", "-b", bootstrap, *arguments],
        input=text, capture_output=True, text=True, timeout=PATIENCE,
    )


def metadata(bootstrap, *arguments):
    done = kcat(bootstrap, "-L", "-J", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def produce(bootstrap, topic, text, *settings):
    done = kcat(bootstrap, "-P", "-t", topic, "-X", "acks=all", *settings, text=text)
    assert done.returncode == 0, done.stderr


def consume(bootstrap, topic):
    done = kcat(bootstrap, "-C", "-t", topic, "-o", "beginning", "-e", "-q")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def refused(data, *flags):
    done = subprocess.run(
        [SCRIPTS / "kafka", "--data", data, *flags],
        capture_output=True, text=True, timeout=PATIENCE,
    )
    assert done.returncode == 2 and done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


AUTO_CREATE = ["--set", "auto.create.topics.enable=true"]


def test_answers_where_it_says(kafka):
    brokers = metadata(kafka.bootstrap)["brokers"]

    assert [broker["name"] for broker in brokers] == [kafka.bootstrap]


def test_makes_no_topic_by_accident(kafka):
    done = kcat(kafka.bootstrap, "-C", "-t", "mistyped", "-e")

    assert done.returncode != 0
    assert "mistyped" not in [topic["topic"] for topic in metadata(kafka.bootstrap)["topics"]]


def test_second_start_on_the_same_folder_is_refused(kafka):
    line = refused(kafka.data, "--port", "0")

    assert str(kafka.data) in line and str(kafka.process.pid) in line
    assert metadata(kafka.bootstrap)["brokers"], "the first is not disturbed"


def test_taken_port_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = refused(tmp_path / "data", "--port", str(port))

    assert f"--port {port}" in line


def test_folder_keeps_its_number_of_brokers(tmp_path):
    (tmp_path / "made.json").write_text('{"cluster": "x", "brokers": 3, "user": {}}')

    assert "brokers" in refused(tmp_path, "--port", "0", "--brokers", "1")


def test_sasl_without_a_user_is_refused(tmp_path):
    assert "--user" in refused(tmp_path, "--security", "sasl_plaintext")


def test_records_outlive_a_stop(tmp_path):
    with Kafka(tmp_path, *AUTO_CREATE) as kafka:
        produce(kafka.bootstrap, "letters", "a\nb\n")
        code, errors = kafka.stop()
    assert (code, errors) == (0, "")
    assert processes_of(tmp_path) == [], "nothing is left running"

    with Kafka(tmp_path) as kafka:
        assert consume(kafka.bootstrap, "letters") == ["a", "b"]


def test_broker_dies_with_a_killed_script_and_the_next_start_waits_for_it(tmp_path):
    with Kafka(tmp_path, *AUTO_CREATE) as kafka:
        produce(kafka.bootstrap, "letters", "a\n")
        kafka.process.kill()
        kafka.process.wait(PATIENCE)
        with Kafka(tmp_path) as again:
            assert consume(again.bootstrap, "letters") == ["a"]
    eventually(lambda: processes_of(tmp_path) == [], "nothing is left running")


def test_killed_broker_is_reported_and_starts_again(tmp_path):
    with Kafka(tmp_path, *AUTO_CREATE) as kafka:
        produce(kafka.bootstrap, "letters", "a\n")
        old = kafka.pid()
        kafka.kill()
        eventually(lambda: old not in processes_of(tmp_path), "it is dead")
        kafka.start_the_dead()

        assert kafka.pid() != old
        assert consume(kafka.bootstrap, "letters") == ["a"]
        code, errors = kafka.stop()
    assert code == 0
    assert "broker-1 ended with -9" in errors


def test_two_of_three_brokers_serve(tmp_path):
    with Kafka(tmp_path, *AUTO_CREATE, brokers=3) as kafka:
        produce(kafka.bootstrap, "letters", "a\n")
        topic = metadata(kafka.bootstrap, "-t", "letters")["topics"][0]
        leader = topic["partitions"][0]["leader"]
        assert len(topic["partitions"][0]["replicas"]) == 3

        kafka.kill(leader)
        produce(kafka.bootstrap, "letters", "b\n", "-X", "message.timeout.ms=120000")
        assert consume(kafka.bootstrap, "letters") == ["a", "b"]

        kafka.start_the_dead()
        eventually(
            lambda: len(metadata(kafka.addresses[leader])["brokers"]) == 3, "all three are back"
        )
        code, _ = kafka.stop()
    assert code == 0
    assert processes_of(tmp_path) == []


def test_paused_broker_is_replaced_and_comes_back(tmp_path):
    with Kafka(tmp_path, *AUTO_CREATE, brokers=3) as kafka:
        produce(kafka.bootstrap, "letters", "a\n")
        leader = metadata(kafka.bootstrap, "-t", "letters")["topics"][0]["partitions"][0]["leader"]

        kafka.pause(leader)
        others = ",".join(kafka.addresses[broker] for broker in kafka.brokers if broker != leader)
        eventually(
            lambda: metadata(others, "-t", "letters")["topics"][0]["partitions"][0]["leader"]
            not in (leader, -1),
            "another broker leads",
        )
        produce(others, "letters", "b\n", "-X", "message.timeout.ms=120000")
        kafka.resume(leader)
        assert consume(others, "letters") == ["a", "b"]


@pytest.mark.parametrize("security", ["ssl", "sasl_plaintext", "sasl_ssl"])
def test_only_clients_that_prove_who_they_are_get_in(tmp_path, security):
    with Kafka(tmp_path, "--security", security, "--user", "alice:secret") as kafka:
        good = ["-X", f"security.protocol={security}"]
        bad = list(good)
        if security.endswith("ssl"):
            good += ["-X", f"ssl.ca.location={kafka.ca}"]
            bad += ["-X", "ssl.ca.location=/etc/ssl/certs/ca-certificates.crt"]
        if security.startswith("sasl"):
            plain = ["-X", "sasl.mechanism=PLAIN", "-X", "sasl.username=alice"]
            good += [*plain, "-X", "sasl.password=secret"]
            bad += [*plain, "-X", "sasl.password=guess"]

        assert metadata(kafka.bootstrap, *good)["brokers"][0]["name"] == kafka.bootstrap
        assert kcat(kafka.bootstrap, "-L", "-m", "3", *bad).returncode != 0
        assert kcat(kafka.bootstrap, "-L", "-m", "3").returncode != 0, "no plaintext"


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-256", "SCRAM-SHA-512"])
def test_scram_users_are_those_of_the_command_line(scram, mechanism):
    # Not by kcat: Debian's librdkafka 2.0.2 repeats the client's nonce, which Kafka 4 refuses.
    def brokers(password):
        return AdminClient(
            {
                "bootstrap.servers": scram.bootstrap,
                "security.protocol": "sasl_plaintext",
                "sasl.mechanism": mechanism,
                "sasl.username": "alice",
                "sasl.password": password,
                "log_level": 0,
            }
        ).list_topics(timeout=10).brokers

    assert len(brokers("secret")) == 1
    with pytest.raises(KafkaException):
        brokers("guess")


@pytest.fixture(scope="module")
def scram(tmp_path_factory):
    flags = ["--security", "sasl_plaintext", "--user", "alice:secret", "--user", "bob:hidden"]
    with Kafka(tmp_path_factory.mktemp("scram"), *flags) as kafka:
        yield kafka
