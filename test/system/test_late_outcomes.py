"""An outcome that came too late for its connection is found at the place that the answer named.

Each test is named after its row in docs/conformance.md.
"""

import base64
import contextlib
import os
import random
import sqlite3
import uuid

import pytest

from gateway_double import TopicPartition
from kafka_process import Kafka
from member_process import Member
from surface import SECRET, Later, OneProcess, fresh, fresh_key, same_answer
from surface import surface, together  # noqa: F401: the fixture
from test_other_languages import Worker
from topic_content import DEAD_LETTERS, OUTCOMES, REPLIES, REQUESTS, Topics
from users_process import JSON, Users, eventually, exchange

SEED = os.environ.get("TEST_SEED") or str(random.SystemRandom().randrange(10**9))


def stored(surface, request_id):
    """The status, content type and bytes that the worker has published for a request."""
    found = {
        (one[1]["ce_httpstatus"], one[1]["content-type"], one[2])
        for one in surface.replies()
        if one[0] == request_id
    }
    [(status, content_type, body)] = found
    as_text = [one.decode() if isinstance(one, bytes) else one for one in (status, content_type)]
    return int(as_text[0]), as_text[1], body


def told(answer):
    return answer.status, answer.headers["content-type"], answer.body


@pytest.mark.parametrize("prefer", ["wait=1", "respond-async", "respond-async, wait=1"])
def test_lo1_found_is_what_was_stored(surface, prefer):
    made, taken = fresh("LO1"), fresh("LO1")
    surface.post(taken)

    with surface.held():
        # At once: whoever came after one that waits for long could be refused.
        late = together(2, lambda i: surface.post((made, taken)[i], prefer=prefer))
    found = [surface.ended(answer) for answer in late]

    assert [one.status for one in late] == [202 if "async" in prefer else 504] * 2
    assert [one.status for one in found] == [201, 409]
    for answer, outcome in zip(late, found):
        assert outcome.request_id == answer.request_id
        assert told(outcome) == stored(surface, answer.request_id)
        for gateway in range(len(surface.gateways)):
            for _ in range(2):
                assert same_answer(surface.look(answer, gateway=gateway), outcome)
    surface.warm_up()


def test_lo2_found_after_a_restart(surface):
    with surface.held():
        late = surface.post(fresh("LO2"), prefer="wait=1")
        surface.restart()
        pending = surface.look(late)
        assert pending.status == 200 and pending.headers["x-request-state"] == "pending"
    outcome = surface.ended(late)
    surface.restart()

    found = [surface.ended(late, gateway) for gateway in range(len(surface.gateways))]

    assert outcome.status == 201 and told(outcome) == stored(surface, late.request_id)
    assert all(same_answer(one, outcome) for one in found)
    surface.warm_up()


def test_lo2_found_after_a_stop_in_good_order(tmp_path):
    with OneProcess(tmp_path) as place:
        late = place.post(fresh("LO2"), prefer="respond-async")
        outcome = place.ended(late)
        place.stop()
        place.start()
        assert same_answer(place.ended(late), outcome)
        place.stop()


def test_lo2_who_waits_when_the_gateway_stops_is_told_where_to_look(tmp_path):
    """The drain ends a second after the longest wait; what is left is answered, not cut."""
    with OneProcess(tmp_path, "--timeout", "2s") as place:
        with place.held():
            late = place.post("Ada", prefer="respond-async")
            poll = Later(lambda: place.look(late, prefer="wait=50"))
            eventually(lambda: place.events_of(late.request_id), "the event")
            stop = Later(place.stop)
            told_at_the_end = poll.result()
        stop.result()
        place.start()
        outcome = place.ended(late)

    assert told_at_the_end.status == 200 and told_at_the_end.json["state"] == "pending"
    assert outcome.status == 201 and outcome.json["name"] == "Ada"


def test_lo3_many_that_wait_each_hear_their_own(surface):
    names = [fresh("LO3") for _ in range(30)]
    gateways = len(surface.gateways)
    with surface.held():
        late = together(30, lambda i: surface.post(names[i], prefer="respond-async"))
        polls = Later(
            lambda: together(
                60, lambda i: surface.look(late[i // 2], prefer="wait=50", gateway=i % gateways)
            )
        )
        looked = surface.look(late[0], prefer="wait=1")
        assert looked.json["state"] == "pending" and not polls.is_done()
    for i, found in enumerate(polls.result()):
        assert found.status == 201 and found.json["name"] == names[i // 2]
        assert found.request_id == late[i // 2].request_id
    surface.warm_up()


def changed(text, chance):
    """Another text than that ticket, most of which still look like one."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    kind = chance.randrange(7)
    at = chance.randrange(len(text))
    if kind == 0:  # One character is another one.
        other = chance.choice(alphabet.replace(text[at], ""))
        return text[:at] + other + text[at + 1 :]
    if kind == 1:  # Cut.
        return text[:at]
    if kind == 2:  # Longer.
        return text + "".join(chance.choices(alphabet, k=chance.randrange(1, 500)))
    if kind == 3:  # One bit of what it is made of.
        whole = bytearray(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        return base64.urlsafe_b64encode(whole).decode().rstrip("=")
    if kind == 4:  # Random, of the same length.
        return "".join(chance.choices(alphabet, k=len(text)))
    if kind == 5:  # Two neighbours change places, or a character is gone.
        swapped = text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
        return swapped if swapped != text else text[:at] + text[at + 1 :]
    return text[:at] + chance.choice("%=+~.!*/ä é".replace(" ", "%20")) + text[at:]


def test_lo4_what_was_not_issued_is_404(surface):
    print(f"TEST_SEED={SEED}")
    chance = random.Random(SEED)
    with surface.held():
        late = surface.post(fresh("LO4"), prefer="respond-async")
    outcome = surface.ended(late)
    root, _, ticket = late.headers["location"].rpartition("/")
    others = {changed(ticket, chance) for _ in range(600)} - {ticket}
    others |= {"", ".", "..", "x", str(uuid.UUID(late.request_id)), ticket + "/", ticket + "="}
    connection = surface.gateways[0].connect()
    bodies = set()

    for other in sorted(others):
        path = f"{root}/{other}".encode("utf-8").decode("latin-1")
        answer = ask_raw(connection, path)
        assert answer.status in (404, 400), (other, answer)
        bodies.add((answer.status, answer.json["detail"]))
        if answer.headers.get("connection") == "close":
            connection.close()
    connection.close()

    assert len({one for one in bodies if one[0] == 404}) == 1, "nothing tells how near one was"
    assert same_answer(surface.look(late), outcome), "the true one is there as before"


def ask_raw(connection, path):
    """Python's client refuses paths that it takes for mistakes."""
    connection._validate_path = lambda url: None
    connection._encode_request = lambda request: request.encode("latin-1")
    return exchange(connection, "GET", path)


def test_lo4_ticket_of_another_application_is_404(tmp_path):
    """It is signed with another secret."""
    with OneProcess(tmp_path / "one") as one, OneProcess(tmp_path / "two") as two:
        late = one.post("Ada", prefer="respond-async")
        assert one.ended(late).status == 201
        problem_of_404(two.look(late))


def problem_of_404(answer):
    assert answer.status == 404, answer
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.json


def test_lo4_former_secret_opens_and_the_next_restart_without_it_does_not(tmp_path):
    first, second = "first-" * 8, "second-" * 8
    with Users(tmp_path, "--ticket-secret", first) as users:
        late = users.request("POST", "/users", '{"name": "Ada"}',
                             {**JSON, "Prefer": "respond-async"})
        path = late.headers["location"]
        users.stop()

    with Users(tmp_path, "--ticket-secret", second, "--former-ticket-secret", first) as users:
        found = users.request("GET", path, None, {"Prefer": "wait=20"})
        users.stop()
    with Users(tmp_path, "--ticket-secret", second) as users:
        lost = users.request("GET", path)
        users.stop()

    assert late.status == 202 and found.status == 201 and found.json["name"] == "Ada"
    problem_of_404(lost)


def test_lo5_past_retention_is_410(surface):
    late = surface.post(fresh("LO5"), prefer="respond-async")
    outcome = surface.ended(late)
    surface.post(fresh("LO5"))  # The newest entry of a partition always stays.

    drop_replies(surface)
    surface.restart_gateways()

    gone = surface.look(late)
    assert outcome.status == 201
    assert gone.status == 410, gone
    assert gone.headers["content-type"] == "application/problem+json"
    assert gone.json["status"] == 410
    surface.warm_up()


def drop_replies(surface):
    """What retention does, at once: everything but the newest entry goes."""
    if surface.kind == "kafka":
        ends = {
            TopicPartition(REPLIES, n, end) for n, end in surface.topics.ends(REPLIES).items() if end
        }
        for dropped in surface.topics.admin.delete_records(list(ends)).values():
            dropped.result()
        return
    surface.stop()
    with contextlib.closing(sqlite3.connect(surface.data / "log/relaxed.db")) as database:
        with database:
            table = f'"{OUTCOMES}/0"'
            database.execute(f"DELETE FROM {table} WHERE offset < (SELECT max(offset) FROM {table})")
    surface.start()


def test_lo6_head_is_get_without_its_content(surface):
    with surface.held():
        late = surface.post(fresh("LO6"), prefer="respond-async")
        pairs = [(surface.look(late), surface.look(late, method="HEAD"))]
    surface.ended(late)
    pairs.append((surface.look(late), surface.look(late, method="HEAD")))
    missing = late.headers["location"] + "x"
    pairs.append((surface.look(missing), surface.look(missing, method="HEAD")))

    assert [pair[0].status for pair in pairs] == [200, 201, 404]
    for get, head in pairs:
        assert head.status == get.status and head.body == b""
        assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_lo6_other_methods_are_405(surface, method):
    late = surface.post(fresh("LO6"), prefer="respond-async")

    answer = surface.request(method, late.headers["location"])

    assert answer.status == 405
    assert {"GET", "HEAD"} <= {one.strip() for one in answer.headers["allow"].split(",")}
    surface.ended(late)


def test_lo7_nothing_is_stored_on_the_way(surface):
    with surface.held():
        late = surface.post(fresh("LO7"), prefer="respond-async")
        pending = surface.look(late)
    ended = surface.ended(late)
    path = late.headers["location"]
    heard = surface.request("GET", path, None, {"Accept": "text/event-stream", "Last-Event-ID": "1"})
    refused = [surface.look(path + "x"), surface.look(path, method="DELETE"), heard]

    assert [answer.status for answer in refused] == [404, 405, 204]
    for answer in (late, pending, ended, *refused):
        assert answer.headers["cache-control"] == "no-store"
        if answer is not late:
            assert "Last-Event-ID" in answer.headers["vary"]


def test_lo8_client_that_goes_away_changes_nothing(surface):
    """It gives up waiting, at the request and at the status resource."""
    name, key = fresh("LO8"), fresh_key()
    with surface.held():
        gone = surface.gateways[0].connect()
        gone.request("POST", "/users", '{"name": "%s"}' % name, {**JSON, "Idempotency-Key": key})
        eventually(lambda: any(name.encode() in body for _, body in surface.events()), "the event")
        gone.close()
        late = surface.post(name, key=key, prefer="respond-async")
        poll = surface.gateways[0].connect()
        poll.request("GET", late.headers["location"], None, {"Prefer": "wait=50"})
        poll.close()

    assert surface.ended(late).status == 201
    assert same_answer(surface.post(name, key=key), surface.ended(late))
    assert len(surface.rows_of(name)) == 1


class DemoTopics:
    """Those of the users demo, as Worker wants them."""

    prefix = "late_outcomes"
    requests, outcomes, dead_letters = REQUESTS, OUTCOMES, DEAD_LETTERS

    def __init__(self, kafka):
        self.bootstrap = kafka.bootstrap


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_lo9_outcome_of_a_worker_in_another_language(language, tmp_path):
    """There is none at first; then it works off what was asked, and all who ask find it."""
    with Kafka(tmp_path / "kafka") as kafka, contextlib.ExitStack() as stack:
        gateways = [
            stack.enter_context(
                Member("gateway", name, tmp_path, kafka, "--ticket-secret", SECRET)
            )
            for name in ("g1", "g2")
        ]
        for gateway in gateways:
            eventually(gateway.is_ready, "the gateway is ready")

        def post(name, **fields):
            return gateways[0].request("POST", "/users", '{"name": "%s"}' % name, {**JSON, **fields})

        late = [post("Ada", Prefer="wait=1"), post("Ada", Prefer="respond-async"),
                post("Grace", Prefer="respond-async", **{"Idempotency-Key": '"k"'})]
        with Worker(language, DemoTopics(kafka), tmp_path):
            found = [
                [eventually(lambda: completed(gateway, answer), "it is there") for answer in late]
                for gateway in gateways
            ]
            again = post("Grace", **{"Idempotency-Key": '"k"'})
            other = post("Mary", **{"Idempotency-Key": '"k"'})
        copies = {one.header("kafka_correlationId"): one for one in Topics(kafka).read(OUTCOMES)}

    assert [one.status for one in late] == [504, 202, 202]
    for answers in found:
        assert sorted(one.status for one in answers[:2]) == [201, 409]
        assert answers[2].status == 201
        for answer, outcome in zip(late, answers):
            copy = copies[answer.request_id]
            assert outcome.body == copy.value
            assert outcome.headers["content-type"] == copy.header("content-type")
            assert str(outcome.status) == copy.header("ce_httpstatus")
    assert same_answer(again, found[0][2])
    assert other.status == 422


def completed(gateway, answer):
    found = gateway.request("GET", answer.headers["location"], None, {"Prefer": "wait=20"})
    return found if found.headers["x-request-state"] == "completed" else None
