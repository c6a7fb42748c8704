"""A worker on Kafka that takes its time: it handles one event after the other, at a rate."""

import json
import threading
import time
import uuid

from gateway_double import Consumer, Producer, TopicPartition
from topic_content import REPLIES, REQUESTS, Topics


class SlowWorker:
    """Handles events in the order in which they came, `each` seconds for one. No inbox: it is for
    tests that send each request once. Use it in a `with`."""

    def __init__(self, kafka, each):
        self.each = each
        settings = {"bootstrap.servers": kafka.bootstrap, "log_level": 0}
        self.producer = Producer({**settings, "acks": "all", "linger.ms": 0})
        self.consumer = Consumer({**settings, "group.id": "slow"})
        ends = Topics(kafka).ends(REQUESTS)
        self.consumer.assign([TopicPartition(REQUESTS, n, end) for n, end in ends.items()])
        self.handled = []  # Nonces, in order.
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join()
        self.consumer.close()
        self.producer.flush(60)

    def _run(self):
        due = time.monotonic()
        while not self.stopping.is_set():
            message = self.consumer.poll(0.05)
            if message is None or message.error():
                due = time.monotonic()
                continue
            due = max(due + self.each, time.monotonic() - 1)
            self.stopping.wait(max(0, due - time.monotonic()))
            self._answer(message)

    def _answer(self, message):
        headers = dict(message.headers())
        nonce = json.loads(message.value())["nonce"]
        self.handled.append(nonce)
        self.producer.produce(
            REPLIES,
            partition=int.from_bytes(headers["kafka_replyPartition"], "big"),
            key=message.key(),
            headers=[
                ("ce_specversion", "1.0"), ("ce_id", str(uuid.uuid4())), ("ce_type", "UserCreated"),
                ("ce_source", "/test/slow"), ("content-type", "application/json"),
                ("ce_httpstatus", "201"), ("kafka_correlationId", headers["ce_id"]),
            ],
            value=json.dumps({"nonce": nonce}).encode(),
        )
        self.producer.poll(0)
