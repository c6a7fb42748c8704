"""A worker on Kafka that does just what a test tells it to, right or wrong."""

import uuid

from gateway_double import Producer
from topic_content import REPLIES, REQUESTS, Topics
from users_process import eventually


class HandMadeWorker:
    def __init__(self, kafka):
        self.topics = Topics(kafka)
        self.producer = Producer({"bootstrap.servers": kafka.bootstrap, "acks": "all"})

    def await_event(self, text):
        """The event with this text in its body, once it is there."""
        return self.await_events(text, 1)[0]

    def await_events(self, text, count):
        """All with this text, once there are that many."""
        wanted = text.encode()

        def found():
            events = [one for one in self.topics.read(REQUESTS) if wanted in one.value]
            return events if len(events) >= count else None

        return eventually(found, f"{count} events of {text}")

    def answer(self, event, status=200, body=b"{}", content_type="application/json", kind="Done",
               **headers):
        """What became of the event. A header of None is left out; others replace what there is."""
        all_headers = {
            "ce_specversion": "1.0",
            "ce_id": str(uuid.uuid4()),
            "ce_source": "/test/worker",
            "ce_type": kind,
            "content-type": content_type,
            "kafka_correlationId": event.header("ce_id"),
            "ce_httpstatus": str(status),
            "ce_payloadhash": event.header("ce_payloadhash"),
            **headers,
        }
        partition = int.from_bytes(dict(event.headers)["kafka_replyPartition"], "big")
        self.producer.produce(
            REPLIES,
            partition=partition,
            key=event.key,
            headers=[(name, value) for name, value in all_headers.items() if value is not None],
            value=body,
        )
        assert self.producer.flush(60) == 0
