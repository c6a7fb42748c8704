"""What lies in the topics of the users demo, and who reads them."""

import time
from collections import defaultdict

from gateway_double import AdminClient, Consumer, Record, TopicPartition
from server_process import PATIENCE

from confluent_kafka import ConsumerGroupTopicPartitions  # noqa: E402: found by gateway_double
from confluent_kafka import KafkaException
from confluent_kafka.admin import ConfigResource

REQUESTS, OUTCOMES = "users.requests", "users.outcomes"
DEAD_LETTERS, REPLIES = "users.dead_letters", "boomerang.replies"
GROUP = "boomerang.users.requests"


class Topics:
    def __init__(self, kafka):
        self.settings = {"bootstrap.servers": kafka.bootstrap, "log_level": 0}
        self.admin = AdminClient(self.settings)

    def ends(self, topic):
        """{partition: the offset after its last record}"""
        consumer = Consumer({**self.settings, "group.id": "none"})
        try:
            partitions = consumer.list_topics(topic, PATIENCE).topics[topic].partitions
            return {
                n: consumer.get_watermark_offsets(TopicPartition(topic, n), PATIENCE)[1]
                for n in partitions
            }
        finally:
            consumer.close()

    def read(self, topic):
        """Every record that is there now, by partition and offset."""
        ends = {n: end for n, end in self.ends(topic).items() if end > 0}
        records = []
        consumer = Consumer({**self.settings, "group.id": "none"})
        try:
            consumer.assign([TopicPartition(topic, n, 0) for n in ends])
            left = dict(ends)
            deadline = time.monotonic() + PATIENCE
            while left:
                assert time.monotonic() < deadline, f"{topic} has no records up to {left}"
                for message in consumer.consume(1000, 0.2):
                    assert not message.error(), message.error()
                    records.append((message.partition(), message.offset(), message))
                    if message.offset() + 1 >= ends[message.partition()]:
                        left.pop(message.partition(), None)
        finally:
            consumer.close()
        records.sort(key=lambda record: record[:2])
        return [
            Record(topic, partition, message.key(), message.headers() or [], message.value())
            for partition, _, message in records
        ]

    def _partitions(self, topic):
        return self.admin.list_topics(topic, PATIENCE).topics[topic].partitions

    def leaders(self, topic):
        """{partition: number of the broker that leads it; -1 for nobody}"""
        return {n: one.leader for n, one in self._partitions(topic).items()}

    def in_sync(self):
        """Whether every copy of the topics that we read has all that its leader has."""
        topics = REQUESTS, OUTCOMES, REPLIES, DEAD_LETTERS
        partitions = [one for topic in topics for one in self._partitions(topic).values()]
        return all(sorted(one.isrs) == sorted(one.replicas) for one in partitions)

    def configuration(self, topic):
        resource = ConfigResource(ConfigResource.Type.TOPIC, topic)
        [answer] = self.admin.describe_configs([resource]).values()
        return {name: entry.value for name, entry in answer.result().items()}

    def lag(self):
        """How many records of the requests topic the group has not committed yet."""
        ends = self.ends(REQUESTS)
        asked = ConsumerGroupTopicPartitions(GROUP, [TopicPartition(REQUESTS, n) for n in ends])
        [answer] = self.admin.list_consumer_group_offsets([asked]).values()
        committed = {one.partition: max(one.offset, 0) for one in answer.result().topic_partitions}
        assert all(committed[n] <= ends[n] for n in ends), "nothing is committed before it is there"
        return sum(ends[n] - committed[n] for n in ends)

    def members(self):
        """{instance: the partitions that its members have}; None while the group moves them."""
        try:
            [answer] = self.admin.describe_consumer_groups([GROUP]).values()
            group = answer.result()
        except KafkaException:
            return None
        if group.state.name != "STABLE":
            return None
        found = defaultdict(set)
        for member in group.members:
            name = member.client_id.rsplit("/", 1)[-1]
            found[name] |= {one.partition for one in member.assignment.topic_partitions}
        return dict(found)
