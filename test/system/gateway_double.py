"""What a gateway does on Kafka, by hand: events as docs/contract.md says, and what comes back."""

import hashlib
import json
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass

from server_process import PATIENCE, SCRIPTS, eventually


def packages(language):
    """The folder with the packages of that language, installed the first time."""
    done = subprocess.run(
        [SCRIPTS / "worker_packages", language], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


sys.path.insert(0, packages("python"))

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition  # noqa: E402, F401
from confluent_kafka.admin import AdminClient, NewTopic, OffsetSpec  # noqa: E402


@dataclass
class Record:
    topic: str
    partition: int
    key: bytes
    headers: list  # Of (name, bytes), in order.
    value: bytes

    def header(self, name):
        found = [value for header, value in self.headers if header == name]
        return found[0].decode() if found else None

    @property
    def content(self):
        """What must be the same in every copy."""
        return self.key, self.headers, self.value

    @property
    def json(self):
        return json.loads(self.value)


def payload_hash(*parts):
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def event_headers(request_id, body, reply):
    headers = [
        ("ce_specversion", "1.0"),
        ("ce_id", request_id),
        ("ce_source", "/boomerang/gateway/test"),
        ("ce_type", "HTTPRequestReceived"),
        ("ce_time", "2026-01-31T23:59:59.123456Z"),
        ("ce_subject", "/users"),
        ("content-type", "application/json"),
        ("ce_correlationid", request_id),
        ("ce_expirytime", "2026-02-01T00:00:04.123456Z"),
        ("ce_httpmethod", "POST"),
        ("ce_httptarget", "/users?x=1"),
        ("ce_httproute", "POST /users"),
        ("ce_payloadhash", payload_hash(b"POST", b"POST /users", body)),
        ("http_accept-language", "it"),
        ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
    ]
    if reply:
        topic, partition = reply
        headers.append(("kafka_replyTopic", topic))
        headers.append(("kafka_replyPartition", partition.to_bytes(4, "big")))
    return [*headers, ("kafka_correlationId", request_id)]


class GatewayDouble:
    """Topics of its own on a Kafka; publishes events and reads what comes back."""

    REPLY_PARTITION = 5

    def __init__(self, kafka):
        self.bootstrap = kafka.bootstrap
        self.prefix = uuid.uuid4().hex[:8]
        self.requests, self.outcomes = f"{self.prefix}.requests", f"{self.prefix}.outcomes"
        self.replies, self.dead_letters = f"{self.prefix}.replies", f"{self.prefix}.dead_letters"
        self.reply = self.replies, self.REPLY_PARTITION
        # As many partitions for outcomes as for requests: a key must choose the same in both.
        self.partitions = {self.requests: 6, self.outcomes: 6}
        self.partitions |= {self.replies: 8, self.dead_letters: 1}
        self.admin = AdminClient({"bootstrap.servers": self.bootstrap})
        topics = [NewTopic(name, count, 1) for name, count in self.partitions.items()]
        for made in self.admin.create_topics(topics).values():
            made.result()
        self.producer = Producer(
            {"bootstrap.servers": self.bootstrap, "partitioner": "murmur2_random", "acks": "all"}
        )
        self.consumers, self.seen = {}, {}
        self.next = {}  # {(topic, partition): the first offset that was not read yet}

    def close(self):
        for consumer in self.consumers.values():
            consumer.close()

    def publish(self, name, request_id=None, key=None, reply="ours"):
        """The event that `name` shall be a user. Gives the request id."""
        request_id = request_id or str(uuid.uuid4())
        body = json.dumps({"name": name}).encode()
        headers = event_headers(request_id, body, self.reply if reply == "ours" else reply)
        self.append(key or request_id, headers, body)
        return request_id

    def append(self, key, headers, body, partition=-1):
        self.producer.produce(
            self.requests, key=key, headers=headers, value=body, partition=partition
        )
        assert self.producer.flush(60) == 0

    def read(self, topic):
        """Every record that is there now."""
        ends = self._ends(topic)
        if topic not in self.consumers:
            consumer = Consumer({"bootstrap.servers": self.bootstrap, "group.id": "none"})
            consumer.assign([TopicPartition(topic, n, 0) for n in ends])
            self.consumers[topic], self.seen[topic] = consumer, []
        deadline = time.monotonic() + PATIENCE
        while any(self.next.get((topic, n), 0) < end for n, end in ends.items()):
            assert time.monotonic() < deadline, f"{topic} has no records up to {ends}"
            for message in self.consumers[topic].consume(1000, 0.1):
                assert not message.error(), message.error()
                self.next[topic, message.partition()] = message.offset() + 1
                self.seen[topic].append(
                    Record(topic, message.partition(), message.key(), message.headers() or [],
                           message.value())
                )
        return self.seen[topic]

    def _ends(self, topic):
        """{partition: the offset after its last record}"""
        asked = {TopicPartition(topic, n): OffsetSpec.latest()
                 for n in range(self.partitions[topic])}

        def answers():
            told = self.admin.list_offsets(asked, request_timeout=PATIENCE)
            try:
                return {place.partition: one.result().offset for place, one in told.items()}
            except KafkaException:  # Of a topic that was just made, not every leader knows it yet.
                return None

        return eventually(answers, f"{topic} is known to all its leaders")

    def await_all(self, topic, request_id, count=1):
        """The records of that request, once there are at least `count`."""

        def found(records):
            records = [
                record for record in records if record.header("kafka_correlationId") == request_id
            ]
            return records if len(records) >= count else None

        return found(self.seen.get(topic, [])) or eventually(
            lambda: found(self.read(topic)), f"{count} of {request_id} in {topic}"
        )

    def answer(self, request_id, count=1):
        """The last reply of at least `count`."""
        return self.await_all(self.replies, request_id, count)[-1]
