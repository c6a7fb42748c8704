"""Our Kafka client against brokers that ask for encryption and for a password."""

import os
import subprocess
from pathlib import Path

import pytest

import librdkafka
from kafka_process import Kafka
from users_process import Users, eventually

BIN = Path(os.environ["TEST_BIN"])
FOREIGN_CA = "/etc/ssl/certs/ca-certificates.crt"
# Records are appended and read, groups are joined, shared and left.
CONTRACT = "*KeyDecides*/real:*CommittedOffset*/real:*MembersShare*/real"


def run(program, kafka, library, properties, **more):
    lines = "\n".join(f"{name}={value}" for name, value in properties.items())
    environment = {
        **os.environ,
        "BOOMERANG_TEST_KAFKA": kafka.bootstrap,
        "BOOMERANG_TEST_KAFKA_PROPERTIES": lines,
        **librdkafka.environment(library),
        **more,
    }
    done = subprocess.run(
        [BIN / program, "--gtest_brief=1", f"--gtest_filter={CONTRACT}:*/cluster"],
        env=environment, capture_output=True, text=True, timeout=300,
    )
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-20000:]
    assert "  PASSED  ] 0 tests" not in done.stdout
    return done.stdout + done.stderr


def serves(kafka, library, properties):
    run("kafka_contract_test", kafka, library, properties)


def refuses(kafka, library, properties, why):
    said = run(
        "kafka_refusal_test", kafka, library, properties, BOOMERANG_TEST_KAFKA_REFUSAL=why
    )
    assert properties.get("sasl.password", "no password") not in said


@librdkafka.both
class TestEncryption:
    @pytest.fixture(scope="class")
    def kafka(self, tmp_path_factory):
        with Kafka(tmp_path_factory.mktemp("tls"), "--security", "ssl") as kafka:
            yield kafka

    def test_broker_of_the_named_authority_is_trusted(self, kafka, library):
        serves(kafka, library, {"security.protocol": "ssl", "ssl.ca.location": kafka.ca})

    def test_broker_of_another_authority_is_not(self, kafka, library):
        properties = {"security.protocol": "ssl", "ssl.ca.location": FOREIGN_CA}
        refuses(kafka, library, properties, "certificate")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    flags = ["--security", "sasl_ssl", "--user", "alice:secret-of-alice"]
    with Kafka(tmp_path_factory.mktemp("sasl"), *flags) as kafka:
        yield kafka


def login(kafka, mechanism, password):
    return {
        "security.protocol": "sasl_ssl",
        "ssl.ca.location": kafka.ca,
        "sasl.mechanism": mechanism,
        "sasl.username": "alice",
        "sasl.password": password,
    }


# SCRAM on Kafka 4 only works with our library: docs/decisions/0013.
mechanisms = pytest.mark.parametrize(
    "mechanism,library",
    [("PLAIN", "debian"), ("PLAIN", "ours"),
     ("SCRAM-SHA-256", "ours"), ("SCRAM-SHA-512", "ours")],
)


@mechanisms
def test_right_password_is_let_in(guarded, mechanism, library):
    serves(guarded, library, login(guarded, mechanism, "secret-of-alice"))


@mechanisms
def test_users_serves_with_its_password_in_a_file(guarded, mechanism, library, tmp_path):
    secret = tmp_path / "password"
    secret.write_text("secret-of-alice\n")
    properties = login(guarded, mechanism, "")
    del properties["sasl.password"]
    config = tmp_path / "users.toml"
    config.write_text(
        f'[broker]\nurl = "kafka://{guarded.bootstrap}"\n[broker.kafka]\n'
        + "".join(f'{name} = "{value}"\n' for name, value in properties.items())
        + f'"sasl.password" = {{ file = "{secret}" }}\n'
    )
    environment = librdkafka.environment(library)
    flags = ["--config", config, "--timeout", "60s"]
    with Users(tmp_path / "data", *flags, env=environment) as users:
        eventually(lambda: users.health()[0] == 200, "ready")
        name = f"{mechanism} {library}"  # The topics are shared with the other cases.
        assert [users.post(name).status for _ in range(2)] == [201, 409]
        users.stop()


@mechanisms
def test_wrong_password_is_told(guarded, mechanism, library):
    refuses(guarded, library, login(guarded, mechanism, "a-guess"), "uthentication failed")
