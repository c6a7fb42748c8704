"""What clients did and saw, and whether the table and the log agree with it.

The numbers are those of docs/promises.md: each check names the promise it proves.
"""

import http.client
import json
import random
import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from client_threads import ClientThreads
from users_process import JSON, exchange


@dataclass
class Operation:
    """One request as its client knows it. Written down before it is sent."""

    name: str
    answer: object = None  # None as long as nothing whole came back: it may have happened.


@dataclass
class History:
    operations: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, name):
        operation = Operation(name)
        with self.lock:
            self.operations.append(operation)
        return operation

    def answered(self):
        return [operation for operation in self.operations if operation.answer]

    def unknown(self):
        return [operation for operation in self.operations if not operation.answer]


class Load(ClientThreads):
    """Clients that post until they are stopped or the server is gone. Some names come again."""

    def __init__(self, users, history, clients, seed):
        super().__init__(clients)
        self.users, self.history, self.seed = users, history, seed
        self.names = [f"name {seed} {i}" for i in range(10_000)]

    def run(self, client):
        random_numbers = random.Random(f"{self.seed}/{client}")
        connection = self.users.connect()
        while not self.stopping.is_set():
            # The square makes low numbers likely: they meet themselves again.
            name = self.names[int(random_numbers.random() ** 2 * len(self.names))]
            operation = self.history.begin(name)
            try:
                operation.answer = exchange(
                    connection, "POST", "/users", json.dumps({"name": name}), JSON
                )
            except (OSError, http.client.HTTPException):
                return


def check(history, users):
    """Everything that must hold once the demo has caught up. Gives counts of what was seen."""
    rows = users.rows()
    requests, outcomes, inbox = users.requests(), users.outcomes(), users.inbox()
    row_of_name = {row[1]: row for row in rows}
    row_of_request = {row[2]: row for row in rows}
    request_ids = [record.headers["ce_id"] for record in requests]
    copies = defaultdict(list)
    for record in outcomes:
        copies[record.headers["ce_correlationid"]].append(record)

    # Promise 2, once in effect: by the table's own keys, and by count against the decisions.
    assert len(row_of_name) == len(rows) and len(row_of_request) == len(rows)
    created = {
        request for request, (headers, _) in inbox.items() if headers["ce_type"] == "UserCreated"
    }
    assert created == set(row_of_request), "one row for each UserCreated, and no other"

    # The log has each request once, and nothing in the table came from elsewhere.
    assert len(set(request_ids)) == len(request_ids)
    assert set(inbox) == set(request_ids), "promise 1: every event was handled"

    # Promise 3: each decision is published, and all its copies are the same.
    assert set(copies) == set(inbox), "no decision without an outcome, no outcome without one"
    for request, records in copies.items():
        headers, body = inbox[request]
        for record in records:
            assert record.headers == headers and record.value == body, request

    statuses = Counter()
    for operation in history.answered():
        answer = operation.answer
        statuses[answer.status] += 1
        if answer.status == 503:
            assert answer.request_id not in inbox, "promise 5: 503 only if nothing was published"
            continue
        assert answer.status in (201, 409, 504), answer
        assert answer.request_id in inbox, "promise 1: what was answered is in the log"
        if answer.status == 504:
            continue
        decided, body = inbox[answer.request_id]
        assert answer.body == body, "promise 3: the answer is the stored outcome"
        assert answer.headers["content-type"] == decided["content-type"]
        row = row_of_name[operation.name]
        if answer.status == 201:
            assert answer.json == {"id": row[0], "name": operation.name}, "promise 4: no cross-talk"
            assert row[2] == answer.request_id, "promise 2: the effect is this request's"
        else:
            assert operation.name in answer.json["detail"], "promise 4: no cross-talk"
            assert row[2] != answer.request_id

    return {
        "operations": len(history.operations),
        "statuses": dict(statuses),
        "unknown": len(history.unknown()),
        "rows": len(rows),
        "events": len(requests),
        "repeated_outcomes": len(outcomes) - len(copies),
    }
