"""The payments demo: what to do about an event. The rest is demo/workers/python/worker.py."""

import json
import sys
import uuid
from pathlib import Path
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "workers/python"))

from worker import answer, main, problem  # noqa: E402: found there


class Payments:
    """Pays from accounts that have enough. The route of the gateway says the statuses."""

    name = "payments"
    schema = """
CREATE TABLE IF NOT EXISTS accounts (
  account TEXT PRIMARY KEY, balance INTEGER NOT NULL CHECK (balance >= 0));
CREATE TABLE IF NOT EXISTS payments (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0), paid_to TEXT NOT NULL, request_id TEXT NOT NULL);
INSERT OR IGNORE INTO accounts VALUES ('ada', 100000), ('grace', 5000);
"""

    def handle(self, database, event):
        account = unquote(event.text("ce_subject").split("/")[2])
        payment = json.loads(event.body)  # As payment.schema.json has it.
        amount = payment["amount"]
        known = database.execute("SELECT balance FROM accounts WHERE account = ?", [account])
        row = known.fetchone()
        if row is None:
            return problem("PaymentRefused", None, f'There is no account "{account}".')
        balance = row[0] - amount
        if balance < 0:
            return problem("InsufficientFunds", None, "The account has less than that.")
        made = {
            "id": str(uuid.uuid5(uuid.UUID(event.id), "Payment")),
            "account": account,
            "amount": amount,
            "balance": balance,
        }
        database.execute("UPDATE accounts SET balance = ? WHERE account = ?", [balance, account])
        database.execute(
            "INSERT INTO payments (id, account, amount, paid_to, request_id)"
            " VALUES (?, ?, ?, ?, ?)",
            [made["id"], account, amount, payment["to"], event.id],
        )
        return answer("PaymentAccepted", None, made)


if __name__ == "__main__":
    main(Payments())
