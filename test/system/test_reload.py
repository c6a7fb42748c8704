"""Routes, keys and certificates are read anew on SIGHUP, and nobody notices but by what changed."""

import http.client
import json
import signal
import socket
import ssl
import subprocess

import pytest

from client_threads import ClientThreads
from service_manager import service_manager
from users_process import JSON, PATIENCE, Users, eventually, exchange

ROUTE = """
[[route]]
path = "{path}"
topic = "echo.requests"
outcomes_topic = "echo.outcomes"
"""


class Echo(Users):
    program = "echo_application"


def certificate(folder, name, days=2):
    """Makes a self-signed certificate for localhost, and gives the names of both files."""
    files = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", str(days), "-subj", f"/CN={name}", "-addext",
         "subjectAltName=DNS:localhost", "-out", files[0], "-keyout", files[1]],
        check=True, capture_output=True,
    )
    return files


def post(echo, path, body=b'{"n": 1}'):
    return echo.request("POST", path, body, JSON)


class Load(ClientThreads):
    """Requests one after the other on kept connections."""

    def __init__(self, echo, path, clients=4):
        super().__init__(clients)
        self.echo, self.path = echo, path
        self.answers, self.broken = [], []

    def run(self, client):
        connection = self.echo.connect()
        while not self.stopping.is_set():
            try:
                self.answers.append(exchange(connection, "POST", self.path, b"{}", JSON).status)
            except (OSError, http.client.HTTPException) as error:
                self.broken.append(error)
                connection = self.echo.connect()


def test_routes_are_read_anew_and_no_request_is_dropped(tmp_path):
    config = tmp_path / "boomerang.toml"
    config.write_text(ROUTE.format(path="/one"))
    with Echo(tmp_path / "data", "--config", config) as echo:
        with Load(echo, "/one") as load:
            eventually(lambda: len(load.answers) > 20, "requests are answered")
            for number in range(5):
                path = f"/added{number}"
                assert post(echo, path).status == 404
                config.write_text(ROUTE.format(path="/one") + ROUTE.format(path=path))
                echo.signal(signal.SIGHUP)
                eventually(lambda p=path: post(echo, p).status == 200, f"{path} is served")
            before = len(load.answers)
            eventually(lambda: len(load.answers) > before + 20, "requests are still answered")
        assert set(load.answers) == {200}
        assert load.broken == []
        assert post(echo, "/added0").status == 404, "it is no longer in the file"
        echo.stop()


def test_a_mistake_in_the_file_changes_nothing(tmp_path):
    config = tmp_path / "boomerang.toml"
    config.write_text(ROUTE.format(path="/one"))
    with Echo(tmp_path / "data", "--config", config) as echo:
        config.write_text(ROUTE.format(path="/two") + "tiemout = '1s'\n")
        echo.signal(signal.SIGHUP)
        # The next change is taken, so the one before has been looked at.
        config.write_text(ROUTE.format(path="/one") + "tiemout = '1s'\n")
        echo.signal(signal.SIGHUP)
        assert post(echo, "/one").status == 200
        assert post(echo, "/two").status == 404
        config.write_text(ROUTE.format(path="/three"))
        echo.signal(signal.SIGHUP)
        eventually(lambda: post(echo, "/three").status == 200, "the file is good again")
        echo.signal(signal.SIGTERM)
        code, errors = echo.wait()
        assert code == 0
        assert "the configuration was not taken" in errors
        assert "tiemout" in errors and "timeout" in errors


def common_name(echo):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", echo.port), timeout=PATIENCE) as plain:
        with context.wrap_socket(plain) as secure:
            der = secure.getpeercert(binary_form=True)
    text = subprocess.run(["openssl", "x509", "-inform", "DER", "-noout", "-subject"], input=der,
                          capture_output=True, check=True).stdout.decode()
    return text.split("CN = ")[1].strip()


def test_certificates_are_read_anew_and_open_connections_go_on(tmp_path):
    certificate_file, key_file = certificate(tmp_path, "first")
    with Users(tmp_path / "data", "--tls-certificate", certificate_file, "--tls-key", key_file) as it:
        trusting = ssl.create_default_context(cafile=str(certificate_file))
        kept = http.client.HTTPSConnection("localhost", it.port, timeout=PATIENCE, context=trusting)
        kept.request("POST", "/", json.dumps({"name": "Ada"}), JSON)
        answer = kept.getresponse()
        assert answer.status == 201
        answer.read()
        assert common_name(it) == "first"

        second = certificate(tmp_path, "second")
        key_file.write_bytes(second[1].read_bytes())  # Of another certificate: a mistake.
        it.signal(signal.SIGHUP)
        certificate_file.write_bytes(second[0].read_bytes())
        it.signal(signal.SIGHUP)
        eventually(lambda: common_name(it) == "second", "the new certificate is shown")

        kept.request("POST", "/", json.dumps({"name": "Ada"}), JSON)
        answer = kept.getresponse()
        assert answer.status == 409, "the connection goes on"
        answer.read()
        it.stop()


@pytest.mark.parametrize("version, is_spoken", [("TLSv1_1", False), ("TLSv1_2", True),
                                                ("TLSv1_3", True)])
def test_versions_of_tls(tmp_path, version, is_spoken):
    certificate_file, key_file = certificate(tmp_path, "localhost")
    with Users(tmp_path / "data", "--tls-certificate", certificate_file, "--tls-key", key_file) as it:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(certificate_file)
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
        connection = http.client.HTTPSConnection("localhost", it.port, timeout=PATIENCE,
                                                 context=context)
        if is_spoken:
            connection.request("POST", "/", json.dumps({"name": "Ada"}), JSON)
            assert connection.getresponse().status == 201
        else:
            with pytest.raises(ssl.SSLError):
                connection.request("POST", "/", json.dumps({"name": "Ada"}), JSON)
        connection.close()
        it.stop()


def test_systemd_is_told_of_every_change(tmp_path):
    with service_manager(tmp_path) as manager:
        with Users(tmp_path / "data", env=manager.environment) as users:
            manager.hears(b"READY=1\n")
            assert users.post("Ada").status == 201
            users.signal(signal.SIGHUP)
            manager.hears(b"RELOADING=1\nMONOTONIC_USEC=")
            manager.hears(b"READY=1\n")
            users.signal(signal.SIGTERM)
            manager.hears(b"STOPPING=1\n")
            code, errors = users.wait()
            assert code == 0, errors
