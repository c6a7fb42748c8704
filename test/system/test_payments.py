"""The payments demo: a gateway whose routes are in a file, real Kafka, and a worker in Python."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import threading
from pathlib import Path

import pytest

from gateway_double import packages
from gateway_process import FileGateway
from kafka_process import kafka  # noqa: F401: the fixture
from server_process import PATIENCE, eventually
from topic_content import Topics
from users_process import BIN, JSON

DEMO = Path(__file__).parents[2] / "demo/payments"
CONFIG = DEMO / "payments.toml"
GOOD = {"amount": 100, "currency": "EUR", "to": "DE02120300000000202051"}


class Worker:
    """The demo's worker as a process. Its log is FOLDER/worker.log."""

    def __init__(self, folder, kafka):
        self.database = folder / "payments.db"
        command = ["setpriv", "--pdeathsig", "KILL", "--", "/usr/bin/python3", "-u"]
        command += [DEMO / "payments_worker.py", "--bootstrap", kafka.bootstrap]
        command += ["--database", self.database]
        environment = {"PYTHONPATH": packages("python"), "PYTHONDONTWRITEBYTECODE": "1"}
        with open(folder / "worker.log", "ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, env={**os.environ, **environment}
            )

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) == 0

    def execute(self, sql, *values):
        with contextlib.closing(sqlite3.connect(self.database, timeout=PATIENCE)) as database:
            with database:
                return database.execute(sql, values).fetchall()

    def has_accounts(self):
        return self.execute("SELECT 1 FROM sqlite_master WHERE name = 'accounts'")

    def open_account(self, account, balance):
        self.execute("INSERT INTO accounts VALUES (?, ?)", account, balance)

    def payments(self, account):
        sql = "SELECT amount, request_id FROM payments WHERE account = ? ORDER BY number"
        return self.execute(sql, account)

    def balance(self, account):
        return self.execute("SELECT balance FROM accounts WHERE account = ?", account)[0][0]


class Payments:
    """The gateway and the worker."""

    def __init__(self, folder, kafka):
        self.topics = Topics(kafka)
        self.gateway = FileGateway(CONFIG, "g1", folder, kafka, "--timeout", f"{PATIENCE}s")
        self.worker = None
        # The topics are there then, before the worker asks for them.
        eventually(self.gateway.is_ready, "the gateway is ready")
        self.worker = Worker(folder, kafka)
        eventually(self.worker.has_accounts, "the worker has made its tables")

    def close(self):
        for process in (self.gateway.process, self.worker and self.worker.process):
            if process and process.poll() is None:
                process.kill()
                process.wait(PATIENCE)

    def pay(self, account, key, **changes):
        headers = {**JSON, "Idempotency-Key": f'"{key}"'} if key else JSON
        body = json.dumps({**GOOD, **changes})
        return self.gateway.request("POST", f"/accounts/{account}/payments", body, headers)


@pytest.fixture(scope="module")
def payments(kafka, tmp_path_factory):
    with contextlib.closing(Payments(tmp_path_factory.mktemp("payments"), kafka)) as payments:
        yield payments


def check(*flags):
    return subprocess.run(
        [BIN / "boomerang", "check", *flags], capture_output=True, text=True, timeout=PATIENCE
    )


def test_check_finds_no_mistake_in_the_demo():
    done = check("--config", CONFIG)

    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("payments.toml", "payment.schema.json", "accepted.schema.json"):
        assert f"read {DEMO / name}\n" in done.stdout
    assert "POST    /accounts/{account}/payments  payments.requests" in done.stdout
    assert json.loads(check("--config", CONFIG, "--json").stdout)["ok"] is True


def test_check_tells_all_mistakes(tmp_path):
    wrong = CONFIG.read_text().replace("timeout", "timeuot").replace('"POST"', '"GET"')
    file = tmp_path / "payments.toml"
    file.write_text(wrong)

    done = check("--config", file)

    assert done.returncode == 1
    assert "method = GET: expected one of: POST, PUT, PATCH, DELETE" in done.stdout
    assert "unknown key route[0].timeuot; did you mean timeout?" in done.stdout
    assert f"{file}:" in done.stdout
    assert "4 mistakes" in done.stdout  # The two schemas are not there either.
    assert check("--config", tmp_path / "none.toml").returncode == 2


def test_a_gateway_by_itself_is_told_to_use_kafka(tmp_path):
    done = subprocess.run(
        [BIN / "boomerang", "gateway", "--config", CONFIG, "--data", tmp_path / "data"],
        capture_output=True, text=True, timeout=PATIENCE,
    )

    assert done.returncode == 2
    assert "give --broker kafka://HOST:PORT" in done.stderr


def test_a_payment_is_made(payments):
    answer = payments.pay("ada", "first")

    assert answer.status == 201, answer.body
    assert answer.json["account"] == "ada" and answer.json["amount"] == 100
    assert (100, answer.request_id) in payments.worker.payments("ada")


def test_the_route_says_the_status_of_an_outcome(payments):
    refused = payments.pay("nobody", "no account")
    poor = payments.pay("grace", "too much", amount=10_000_000)

    assert (refused.status, poor.status) == (409, 422)
    assert "no account" in refused.json["detail"]
    assert payments.worker.payments("grace") == []


def test_what_the_schema_refuses_is_422_with_pointers(payments):
    before = payments.topics.ends("payments.requests")

    answer = payments.pay("ada", "wrong", amount=0, to="nowhere", colour="red")

    assert answer.status == 422
    assert answer.json["type"] == "/problems/schema-violation"
    assert {error["pointer"] for error in answer.json["errors"]} == {"/amount", "/to", "/colour"}
    assert all(error["detail"] for error in answer.json["errors"])
    assert payments.topics.ends("payments.requests") == before


def test_what_is_no_json_is_400_with_its_place(payments):
    headers = {**JSON, "Idempotency-Key": '"no json"'}
    answer = payments.gateway.request("POST", "/accounts/ada/payments", '{"amount": 1,}', headers)

    assert answer.status == 400
    assert answer.json["type"] == "/problems/invalid-json"
    assert "line 1, column" in answer.json["detail"]


def test_without_an_idempotency_key_it_is_400(payments):
    answer = payments.pay("ada", None)

    assert answer.status == 400
    assert answer.json["type"] == "/problems/idempotency-key-missing"


def test_a_payment_that_is_sent_again_is_made_once(payments):
    payments.worker.open_account("twice", 1000)

    first, second = payments.pay("twice", "k"), payments.pay("twice", "k")

    assert first.status == second.status == 201
    assert first.body == second.body
    assert payments.worker.balance("twice") == 900


def test_payments_of_one_account_keep_their_order(payments):
    """Many at once, more than there is money for: what is paid is what came first in the log."""
    accounts = [f"busy{n}" for n in range(3)]
    for account in accounts:
        payments.worker.open_account(account, 1000)
    answers = {account: [] for account in accounts}

    def pay(account, n):
        answers[account].append(payments.pay(account, f"{account} {n}").status)

    threads = [
        threading.Thread(target=pay, args=(account, n)) for n in range(12) for account in accounts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    records = payments.topics.read("payments.requests")
    for account in accounts:
        assert sorted(answers[account]) == [201] * 10 + [422] * 2
        events = [record for record in records if record.key == account.encode()]
        assert len({event.partition for event in events}) == 1
        asked = [event.header("ce_id") for event in events]
        assert [row[1] for row in payments.worker.payments(account)] == asked[:10]
        assert payments.worker.balance(account) == 0


def test_both_stop_when_they_are_told(payments):
    payments.gateway.stop()
    payments.worker.stop()
