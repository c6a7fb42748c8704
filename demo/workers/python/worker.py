"""A worker for any application, written from docs/contract.md: each event takes effect once, in the
same transaction as its row in the inbox."""

import argparse
import json
import random
import re
import signal
import sqlite3
import time
import uuid
from datetime import datetime, timezone

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer

INBOX = """
CREATE TABLE IF NOT EXISTS inbox (
  request_id TEXT PRIMARY KEY, payload_hash TEXT NOT NULL,
  outcome_headers TEXT NOT NULL, outcome_body BLOB NOT NULL, handled TEXT NOT NULL);
"""
REQUIRED = ["ce_id", "ce_source", "ce_type", "ce_httpmethod", "ce_httptarget", "ce_httproute",
            "ce_payloadhash"]
ATTEMPTS_MAX = 5
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def answer(kind, status, content):
    """What became of an event. With status None the gateway's route says it."""
    return kind, status, "application/json", json.dumps(content).encode()


def problem(kind, status, detail):
    said = {"status": status} if status else {}
    body = json.dumps({"type": "about:blank", **said, "detail": detail}).encode()
    return kind, status, "application/problem+json", body


class Event:
    """A record of the requests topic. `unreadable` says why it is no event, if it is none."""

    def __init__(self, message, source):
        self.message, self.source = message, source
        self.headers = dict(reversed(message.headers() or []))  # The first of one name counts.
        self.key, self.body = message.key(), message.value() or b""
        milliseconds = message.timestamp()[1]
        self.time = datetime.fromtimestamp(milliseconds / 1000, timezone.utc)
        self.id = self.text("kafka_correlationId") or self.text("ce_correlationid")
        self.reply = None
        partition = self.headers.get("kafka_replyPartition") or b""
        if "kafka_replyTopic" in self.headers and len(partition) == 4:
            self.reply = self.text("kafka_replyTopic"), int.from_bytes(partition, "big")
        missing = [name for name in REQUIRED if name not in self.headers]
        self.unreadable = None
        if missing:
            self.unreadable = f"header {missing[0]}: missing"
        elif not UUID.fullmatch(self.text("ce_id")):
            self.unreadable = "header ce_id: no UUID"
        elif "kafka_replyTopic" in self.headers and not self.reply:
            self.unreadable = "header kafka_replyPartition: not 4 bytes"
        else:
            self.id = self.text("ce_id").lower()

    def text(self, name):
        return (self.headers.get(name) or b"").decode(errors="replace")

    def outcome(self, made, attempts, when):
        """The outcome's headers and body, as they are stored and published."""
        kind, status, content_type, body = made
        headers = [
            ("ce_specversion", "1.0"),
            ("ce_id", str(uuid.uuid5(uuid.UUID(self.id), kind))),
            ("ce_source", self.source),
            ("ce_type", kind),
            ("ce_time", when.isoformat(timespec="microseconds").replace("+00:00", "Z")),
            ("content-type", content_type),
            ("ce_correlationid", self.id),
            ("ce_causationid", self.id),
            ("ce_attempts", str(attempts)),
            ("kafka_correlationId", self.id),
        ]
        if status:
            headers.append(("ce_httpstatus", str(status)))
        for name in ("ce_payloadhash", "traceparent"):
            if name in self.headers:
                headers.append((name, self.text(name)))
        return headers, body


class Worker:
    def __init__(self, application, options):
        self.application, self.options = application, options
        self.name = f"{application.name} worker:"
        self.database = sqlite3.connect(options.database, isolation_level=None, timeout=30)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.executescript(INBOX + application.schema)
        # Such as brokers that are away: they are tried again for ever, and we only tell.
        shared = {"bootstrap.servers": options.bootstrap,
                  "error_cb": lambda error: print(self.name, error, flush=True)}
        self.producer = Producer(
            {**shared, "acks": "all", "enable.idempotence": True,
             "partitioner": "murmur2_random", "topic.metadata.propagation.max.ms": 5000}
        )
        self.consumer = Consumer(
            {**shared, "group.id": options.group, "auto.offset.reset": "earliest",
             "enable.auto.commit": False, "session.timeout.ms": 10000,
             # A topic that was not known when we subscribed is found so soon, not in 5 minutes.
             "topic.metadata.refresh.interval.ms": 5000}
        )
        self.stopping = False

    def run(self):
        self.consumer.subscribe([self.options.requests])
        while not self.stopping:
            message = self.consumer.poll(0.5)
            if message is None:
                continue
            if message.error():
                print(self.name, message.error(), flush=True)  # Tried again by itself.
                continue
            self.settle(Event(message, f"/{self.application.name}/worker/python"))
            try:
                self.consumer.commit(message=message, asynchronous=False)
            except KafkaException as lost:  # The partition is another's, who reads it again.
                print(self.name, "not committed:", lost, flush=True)
        self.consumer.close()

    def settle(self, event):
        """Has the event handled, and returns when everything about it is published."""
        if event.unreadable:
            self.bury(event, 0, event.unreadable)
            if UUID.fullmatch(event.id):
                self.publish(event, *event.outcome(failed(), 0, event.time))
            return
        for attempt in range(1, ATTEMPTS_MAX + 1):
            known = self.database.execute(
                "SELECT payload_hash, outcome_headers, outcome_body FROM inbox"
                " WHERE request_id = ?",
                [event.id],
            ).fetchone()
            if known:
                return self.answer_again(event, *known)
            try:
                outcome = self.handle(event, attempt)
                return self.publish(event, *outcome)
            except Failed as failure:
                cause = failure
                if attempt < ATTEMPTS_MAX:
                    time.sleep(0.1 * 2 ** (attempt - 1) * random.uniform(0.5, 1))
        outcome = event.outcome(failed(), ATTEMPTS_MAX, datetime.now(timezone.utc))
        self.remember(event, outcome)
        self.bury(event, ATTEMPTS_MAX, str(cause))
        self.publish(event, *outcome)

    def handle(self, event, attempt):
        """Effect and inbox row in one transaction."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            made = self.application.handle(self.database, event)
            outcome = event.outcome(made, attempt, datetime.now(timezone.utc))
            self.remember(event, outcome)
        except Exception as error:
            self.database.execute("ROLLBACK")
            raise Failed(repr(error)) from error
        self.database.execute("COMMIT")
        return outcome

    def remember(self, event, outcome):
        headers, body = outcome
        row = [event.id, event.text("ce_payloadhash"), json.dumps(headers), body, headers[4][1]]
        self.database.execute("INSERT INTO inbox VALUES (?, ?, ?, ?, ?)", row)

    def answer_again(self, event, payload_hash, headers, body):
        if payload_hash != event.text("ce_payloadhash"):
            detail = "This idempotency key was used before for a request with another payload."
            mismatch = problem("RequestMismatch", 422, detail)
            return self.publish(event, *event.outcome(mismatch, 0, event.time), for_all=False)
        headers = [tuple(header) for header in json.loads(headers)]
        if ("ce_type", "RequestFailed") in headers:
            self.bury(event, ATTEMPTS_MAX, "given up in an earlier delivery")
        self.publish(event, headers, body)

    def publish(self, event, headers, body, for_all=True):
        if event.reply:
            topic, partition = event.reply
            self.produce(topic, event.key, headers, body, partition=partition)
        if for_all and not (event.reply and event.reply[0] == self.options.outcomes):
            self.produce(self.options.outcomes, event.key, headers, body)
        self.wait()

    def bury(self, event, attempts, cause):
        message = event.message
        headers = (message.headers() or []) + [
            ("boomerang_topic", message.topic()),
            ("boomerang_partition", str(message.partition())),
            ("boomerang_offset", str(message.offset())),
            ("boomerang_attempts", str(attempts)),
            ("boomerang_cause", cause.encode()[:500]),
            ("boomerang_failed_at", datetime.now(timezone.utc).isoformat()),
        ]
        self.produce(self.options.dead_letters, message.key(), headers, message.value())
        self.wait()

    def produce(self, topic, key, headers, value, **place):
        nowhere = (KafkaError._UNKNOWN_TOPIC, KafkaError._UNKNOWN_PARTITION,
                   KafkaError.UNKNOWN_TOPIC_OR_PART)

        def acknowledged(error, _):
            if error and not (place and error.code() in nowhere):  # A reply that leads nowhere.
                self.lost = error

        self.producer.produce(
            topic, key=key, value=value, headers=headers, on_delivery=acknowledged, **place
        )

    def wait(self):
        """Until all is acknowledged. If something is not we stop: the inbox has it."""
        self.lost = None
        if self.producer.flush(60) > 0 or self.lost:
            raise SystemExit(f"{self.name} an outcome was not acknowledged: {self.lost}")


class Failed(Exception):
    pass


def failed():
    return problem("RequestFailed", 500, "The request was accepted but could not be carried out.")


def main(application):
    name = application.name
    parser = argparse.ArgumentParser(description=application.__doc__)
    parser.add_argument("--bootstrap", default="127.0.0.1:9093")
    parser.add_argument("--database", default=f"{name}.db")
    parser.add_argument("--group", default=name)
    parser.add_argument("--requests", default=f"{name}.requests")
    parser.add_argument("--outcomes", default=f"{name}.outcomes")
    parser.add_argument("--dead-letters", default=f"{name}.dead_letters")
    worker = Worker(application, parser.parse_args())

    def stop(*_):
        worker.stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.run()
