"""Ten times more is asked than can be done: what is accepted is answered in time, and the rest is
refused before anything of it is in the log. Speed is compared only within one run."""

import http.client
import json
import os
import random
from collections import Counter

import pytest

from client_threads import ClientThreads
from kafka_process import kafka  # noqa: F401: the fixture
from member_process import Member
from slow_worker import SlowWorker
from surface import OneProcess, together
from topic_content import REQUESTS, Topics
from users_process import JSON, eventually, exchange

SEED = os.environ.get("TEST_SEED") or str(random.SystemRandom().randrange(10**9))
EACH = 0.05  # Seconds that an event takes.
CLIENTS_ENOUGH, CLIENTS_TOO_MANY = 4, 120
GOAL = 120  # Events in each phase.


class Clients(ClientThreads):
    """Each sends one request after the other. Who is refused comes again a moment later: much
    sooner than it is asked to, which is what makes it too many."""

    def __init__(self, gateway, count, phase, answers, pause=0.2):
        super().__init__(count)
        self.gateway, self.phase, self.answers, self.pause = gateway, phase, answers, pause

    def run(self, client):
        connection = self.gateway.connect()
        count = 0
        while not self.stopping.is_set():
            count += 1
            nonce = f"{SEED}/{self.phase}/{client}/{count}"
            body = json.dumps({"name": nonce, "nonce": nonce})
            try:
                answer = exchange(connection, "POST", "/users", body, JSON)
            except (OSError, http.client.HTTPException):
                answer = None
            self.answers[nonce] = answer
            if answer is None or answer.headers.get("connection") == "close":
                connection.close()
                connection = self.gateway.connect()
            if answer is not None and answer.status == 503:
                self.stopping.wait(self.pause)
        connection.close()


def in_time(answers, nonces):
    """The share of what was handled whose client heard of it."""
    return sum(answers[one] is not None and answers[one].status == 201 for one in nonces) / len(nonces)


def test_ten_times_too_much_is_refused_before_it_is_published(kafka, tmp_path):
    print(f"TEST_SEED={SEED}")
    answers = {}
    flags = ["--timeout", "2s", "--shards", "2"]
    with Member("gateway", "g1", tmp_path, kafka, *flags) as gateway:
        eventually(gateway.is_ready, "the gateway is ready")
        with SlowWorker(kafka, EACH) as worker:
            with Clients(gateway, CLIENTS_ENOUGH, "enough", answers):
                eventually(lambda: len(worker.handled) >= GOAL, "a while with enough to do")
            enough = list(worker.handled)
            before = len(answers)
            with Clients(gateway, CLIENTS_TOO_MANY, "too many", answers):
                eventually(lambda: len(worker.handled) >= len(enough) + 2 * GOAL, "a while with more")
            eventually(
                lambda: len(worker.handled) == len(Topics(kafka).read(REQUESTS)), "all is handled"
            )
            too_many = worker.handled[len(enough):]
        gateway.stop()
        events = Topics(kafka).read(REQUESTS)

    published = Counter(event.json["nonce"] for event in events)
    statuses = Counter(answer and answer.status for answer in answers.values())
    print(dict(statuses), len(answers) - before, in_time(answers, enough), in_time(answers, too_many))
    assert set(statuses) <= {201, 503, 504}
    assert max(published.values()) == 1
    for nonce, answer in answers.items():
        if answer.status == 503:
            assert nonce not in published, "503 only if nothing was published"
            assert int(answer.headers["retry-after"]) >= 1
            assert answer.headers["content-type"] == "application/problem+json"
        else:
            assert nonce in published
        if answer.status == 201:
            assert answer.json == {"nonce": nonce}
        if answer.status == 504:
            assert answer.headers["location"].startswith("/requests/")
    assert statuses[503] > len(too_many), "more was refused than was done"
    assert in_time(answers, enough) == 1, "with enough to do, all is in time"
    # The first that came too many were let in before it was known how long they would wait.
    assert in_time(answers, too_many[GOAL:]) > 0.8, "with too much, what is accepted is in time"


def test_refused_while_held_back_and_served_afterwards(tmp_path):
    """The database is away for a moment: those who would wait in vain are told so at once."""
    with OneProcess(tmp_path) as place:
        with place.held():
            slow = place.post("slow", prefer="wait=1")
        assert place.ended(slow).status == 201, "now it is known that outcomes can take a while"
        with place.held():
            answers = together(200, lambda i: place.post(f"first {i}", prefer="wait=1"))
            answers += together(100, lambda i: place.post(f"then {i}", prefer="wait=1"))
        timed_out = [one for one in answers if one.status == 504]
        ended = [place.ended(one) for one in timed_out]
        after = together(20, lambda i: place.post(f"after {i}"))
        events = {request for request, _ in place.events()}
        place.stop()

    assert {one.status for one in answers} == {503, 504}
    for one in answers:
        assert (one.request_id in events) == (one.status == 504)
        assert one.status == 504 or int(one.headers["retry-after"]) >= 1
    assert all(one.status == 201 for one in ended), "what was accepted is done"
    assert [one.status for one in after] == [201] * 20, "and nobody is refused any more"
