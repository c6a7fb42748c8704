"""Clients of many gateways, and whether what they saw agrees with the topics and the table.

Each request carries a nonce, which the handler ignores: it tells in the topic which client's
request an event is, also where no answer came back.
"""

import http.client
import json
import random
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import database_content
from client_threads import ClientThreads
from server_process import eventually
from topic_content import DEAD_LETTERS, OUTCOMES, REPLIES, REQUESTS
from users_process import JSON, exchange


@dataclass
class Operation:
    """One request as its client knows it. Written down before it is sent."""

    name: str
    nonce: str
    gateway: str
    begun: float
    ended: float = float("inf")
    answer: object = None  # None as long as nothing whole came back: it may have happened.


@dataclass
class History:
    operations: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, name, nonce, gateway):
        operation = Operation(name, nonce, gateway, time.monotonic())
        with self.lock:
            self.operations.append(operation)
        return operation

    def answered(self, *statuses):
        """Those that have an answer; of these statuses, if any are named."""
        with self.lock:
            found = [one for one in self.operations if one.answer]
        return [one for one in found if not statuses or one.answer.status in statuses]

    def unknown(self):
        with self.lock:
            return [one for one in self.operations if not one.answer]

    def await_more(self, count, *statuses):
        """Waits for that many more answers than there are now."""
        goal = len(self.answered(*statuses)) + count
        eventually(
            lambda: len(self.answered(*statuses)) >= goal, f"{count} more answers {statuses}"
        )


class Load(ClientThreads):
    """Clients that post one request after the other, each to a gateway that takes connections.

    One name in ten is one of five, so that some come again soon. A client whose connection ends
    goes to the next gateway.
    """

    def __init__(self, history, gateways, clients, seed, pause=0.02):
        super().__init__(clients)
        self.history, self.gateways, self.seed, self.pause = history, list(gateways), seed, pause

    def run(self, client):
        chance = random.Random(f"{self.seed}/{client}")
        connection, gateway, turn, count = None, None, client, 0
        while not self.stopping.wait(self.pause):
            if connection is None:
                living = [one for one in self.gateways if one.is_running()]
                gateway, turn = living[turn % len(living)], turn + 1
                connection = gateway.connect()
                try:
                    connection.connect()
                except OSError:
                    connection = None
                    continue
            number = chance.randrange(5 if chance.random() < 0.1 else 20_000)
            count += 1
            nonce = f"{self.seed}/{client}/{count}"
            operation = self.history.begin(f"name {self.seed} {number}", nonce, gateway.name)
            body = json.dumps({"name": operation.name, "nonce": nonce})
            try:
                answer = exchange(connection, "POST", "/users", body, JSON)
                operation.ended, operation.answer = time.monotonic(), answer
                if answer.headers.get("connection", "") == "close":
                    connection = None
            except (OSError, http.client.HTTPException):
                connection = None


def await_quiet(topics, database):
    """Waits until every event is handled, told to all who asked, and committed."""

    def worked_off():
        if topics.lag() > 0:
            return False
        asked = {record.header("ce_id") for record in topics.read(REQUESTS)}
        return asked == set(database_content.inbox(database))

    eventually(worked_off, "every event is handled and committed")


def check(history, topics, database):
    """Everything that must hold once nothing is under way. Gives counts of what was seen.

    The numbers are those of docs/promises.md.
    """
    rows, inbox = database_content.rows(database), database_content.inbox(database)
    events = topics.read(REQUESTS)
    event_of = {event.header("ce_id"): event for event in events}
    row_of_name = {row[1]: row for row in rows}

    # A producer sends again what a dying broker did not acknowledge, and so it may be there twice.
    assert all(event.content == event_of[event.header("ce_id")].content for event in events)
    assert set(inbox) == set(event_of), "promise 1: every event was handled, and nothing else"
    assert not topics.read(DEAD_LETTERS), "no fault of a server is an event's fault"
    created = [
        request for request, (headers, _) in inbox.items() if headers["ce_type"] == "UserCreated"
    ]
    assert len(row_of_name) == len(rows)
    assert sorted(row[2] for row in rows) == sorted(created), "promise 2: one row for each"

    repeated = _check_copies(topics, inbox, event_of)
    statuses = Counter()
    for operation in history.answered():
        statuses[operation.answer.status] += 1
        _check_answer(operation, history, inbox, event_of, row_of_name)
    _check_published(history, event_of.values())
    timed_out = [one.answer.request_id for one in history.answered(504)]
    return {
        "operations": len(history.operations),
        "statuses": dict(statuses),
        "unknown": len(history.unknown()),
        "rows": len(rows),
        "events": len(event_of),
        "repeated_events": len(events) - len(event_of),
        "repeated_outcomes": repeated,
        "timed_out_unpublished": sum(request not in event_of for request in timed_out),
    }


def _check_copies(topics, inbox, event_of):
    """Promise 3: every copy of an outcome is the stored one. Gives how many were not the first."""
    repeated = 0
    for topic in OUTCOMES, REPLIES:
        copies = defaultdict(list)
        for record in topics.read(topic):
            copies[record.header("kafka_correlationId")].append(record)
        assert set(copies) == set(inbox), f"each decision is in {topic}, and nothing else"
        for request, records in copies.items():
            headers, body = inbox[request]
            for record in records:
                assert {name: value.decode() for name, value in record.headers} == headers, request
                assert record.value == body, request
                if topic == REPLIES:
                    address = dict(event_of[request].headers)["kafka_replyPartition"]
                    assert record.partition == int.from_bytes(address, "big"), "its own gateway"
            repeated += len(records) - 1
    return repeated


def _check_answer(operation, history, inbox, event_of, row_of_name):
    answer = operation.answer
    assert answer.status in (201, 409, 503, 504), (operation, answer)
    request = answer.headers.get("x-request-id")
    if answer.status == 503:
        assert request not in event_of, f"promise 5: 503 only if nothing was published: {operation}"
        assert "retry-after" in answer.headers
        return
    if answer.status == 504 and request not in event_of:
        return  # It may have been published, and was not: counted below.
    assert request in inbox, f"promise 1: what was answered is there: {operation}"
    event = event_of[request].json
    assert event["nonce"] == operation.nonce, "promise 4: the answer belongs to this request"
    if answer.status == 504:
        return
    decided, body = inbox[request]
    assert answer.body == body, "promise 3: the answer is the stored outcome"
    assert answer.headers["content-type"] == decided["content-type"]
    assert str(answer.status) == decided["ce_httpstatus"]
    row = row_of_name[operation.name]
    if answer.status == 201:
        assert answer.json == {"id": row[0], "name": operation.name}
        assert row[2] == request, "promise 2: the effect is this request's"
        return
    assert operation.name in answer.json["detail"]
    assert row[2] != request
    holder = event_of[row[2]].json["nonce"]
    [first] = [one for one in history.operations if one.nonce == holder]
    assert first.begun < operation.ended, "who took the name had asked before this was refused"
    seen = first.answer and first.answer.status
    assert seen in (None, 201, 504), "the holder of the name was told so, or was told nothing"


def _check_published(history, events):
    """Each event is one client's request, and no request has two ids."""
    asked = {operation.nonce for operation in history.operations}
    published = Counter(event.json["nonce"] for event in events)
    assert set(published) <= asked
    assert max(published.values(), default=0) <= 1
    refused = {one.nonce for one in history.answered(503)}
    assert not refused & set(published), "promise 5: 503 only if nothing was published"
