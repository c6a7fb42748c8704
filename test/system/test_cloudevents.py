"""What `users` writes into Kafka is read by CloudEvents SDKs."""

import pytest

from cloudevents_sdk import in_javascript_sdk, in_python_sdk
from kafka_process import kafka  # noqa: F401: the fixture
from member_process import Member
from server_process import eventually
from topic_content import OUTCOMES, REPLIES, REQUESTS, Topics


@pytest.fixture(scope="module")
def records(kafka, tmp_path_factory):
    """{topic: the one record of a request}; and the request id, as the client was told."""
    topics = Topics(kafka)
    folder = tmp_path_factory.mktemp("users")
    with Member("all", "sole", folder, kafka, "--timeout", "90s") as users:
        eventually(users.is_ready, "it is ready")
        answer = users.post("Grüße", path="/users?x=1")
        assert answer.status == 201
        users.stop()
    found = {topic: topics.read(topic) for topic in (REQUESTS, OUTCOMES, REPLIES)}
    assert [len(one) for one in found.values()] == [1, 1, 1]
    return {topic: one[0] for topic, one in found.items()} | {"answer": answer}


SDKS = pytest.mark.parametrize("read", [in_python_sdk, in_javascript_sdk])


@SDKS
def test_event_of_a_gateway(records, read):
    event, answer = records[REQUESTS], records["answer"]

    attributes, data = read(event)

    assert data == {"name": "Grüße"}
    assert attributes["specversion"] == "1.0"
    assert attributes["id"] == attributes["correlationid"] == answer.request_id
    assert attributes["source"] == "/users/sole"
    assert attributes["type"] == "HTTPRequestReceived"
    assert attributes["subject"] == "/users"
    assert attributes["datacontenttype"] == "application/json"
    assert attributes["httpmethod"] == "POST"
    assert attributes["httptarget"] == "/users?x=1"
    assert attributes["httproute"] == "POST /users"
    assert attributes["time"][:19] == event.header("ce_time")[:19]


@SDKS
@pytest.mark.parametrize("topic", [OUTCOMES, REPLIES])
def test_outcome_of_a_worker(records, read, topic):
    outcome, answer = records[topic], records["answer"]

    attributes, data = read(outcome)

    assert data == answer.json
    assert attributes["specversion"] == "1.0"
    assert attributes["id"] == outcome.header("ce_id")
    assert attributes["source"] == "/users/sole"
    assert attributes["type"] == "UserCreated"
    assert attributes["correlationid"] == attributes["causationid"] == answer.request_id
    assert attributes["httpstatus"] == "201"
    assert attributes["datacontenttype"] == "application/json"
    assert attributes["time"][:19] == outcome.header("ce_time")[:19]


def test_copies_of_an_outcome_are_one(records):
    assert records[OUTCOMES].content == records[REPLIES].content
