"""Idempotency-Key: a request with the same key is the same request, whatever happens in between.

Each test is named after its row in docs/conformance.md, which says where the standard
leaves the choice to us.
"""

import json
import os
import signal
import sqlite3
import uuid

import pytest

from surface import Later, fresh, fresh_key, on_kafka, problem, same_answer
from surface import surface, together  # noqa: F401: the fixture
from users_process import eventually

SECONDS_OF_A_DAY = 24 * 60 * 60


def published(surface, request_id):
    return len(surface.events_of(request_id))


def await_published(surface, count, key_of_name):
    """Waits until that many events have this name in their body."""

    def there():
        return sum(key_of_name.encode() in body for _, body in surface.events()) >= count

    eventually(there, f"{count} events of {key_of_name}")


def test_ik5_first_request_has_one_effect(surface):
    name = fresh("IK5")

    answer = surface.post(name, key=fresh_key())

    assert answer.status == 201
    assert [row[2] for row in surface.rows_of(name)] == [answer.request_id]
    assert published(surface, answer.request_id) == 1


def test_ik6_repeated_after_completion(surface):
    name, key = fresh("IK6"), fresh_key()

    first = surface.post(name, key=key)
    repeats = [surface.post(name, key=key) for _ in range(3)]

    assert first.status == 201
    assert all(same_answer(repeat, first) for repeat in repeats)
    assert len(surface.rows_of(name)) == 1


def test_ik6_other_key_is_another_request(surface):
    name = fresh("IK6")

    assert surface.post(name, key=fresh_key()).status == 201
    assert surface.post(name, key=fresh_key()).status == 409, "the name is taken by the first"


def test_ik7_refusal_of_the_application_is_repeated(surface):
    name, key = fresh("IK7"), fresh_key()
    surface.post(name)

    refused = surface.post(name, key=key)
    repeat = surface.post(name, key=key)

    assert refused.status == 409 and name in refused.json["detail"]
    assert same_answer(repeat, refused)


def test_ik8_fifty_at_once_are_one(surface):
    """They are all on their way before the first is handled: they join it."""
    name, key = fresh("IK8"), fresh_key()
    gateways = len(surface.gateways)

    with surface.held():
        answers = Later(
            lambda: together(50, lambda i: surface.post(name, key=key, gateway=i % gateways))
        )
        await_published(surface, 50, name)
        assert not answers.is_done()
    answers = answers.result()

    assert answers[0].status == 201
    assert all(same_answer(answer, answers[0]) for answer in answers)
    assert len(surface.rows_of(name)) == 1
    surface.warm_up()


def test_ik8_fifty_at_once_while_all_runs(surface):
    names = [fresh("IK8") for _ in range(5)]
    keys = [fresh_key() for _ in names]
    gateways = len(surface.gateways)

    def one(i):
        return surface.post(names[i % 5], key=keys[i % 5], gateway=i // 5 % gateways)

    answers = together(50, one)

    for n, name in enumerate(names):
        mine = answers[n::5]
        assert mine[0].status == 201 and mine[0].json["name"] == name
        assert all(same_answer(answer, mine[0]) for answer in mine)
        assert len(surface.rows_of(name)) == 1


def test_ik9_other_payload_in_flight(surface):
    name, other, key = fresh("IK9"), fresh("IK9"), fresh_key()

    with surface.held():
        first = Later(lambda: surface.post(name, key=key))
        await_published(surface, 1, name)
        second = Later(lambda: surface.post(other, key=key))
        await_published(surface, 1, other)
        assert not first.is_done(), "the first is not disturbed"

    assert first.result().status == 201
    problem(second.result(), 422)
    assert not surface.rows_of(other)


def test_ik9_other_payload_that_comes_first_after_a_restart_changes_nothing(surface):
    """Which of two was the first is known to the inbox, whatever a gateway has seen of them."""
    name, other, key = fresh("IK9"), fresh("IK9"), fresh_key()
    first = surface.post(name, key=key)
    surface.restart()

    with surface.held():
        second = Later(lambda: surface.post(other, key=key))
        await_published(surface, 1, other)
        again = Later(lambda: surface.post(name, key=key))
        await_published(surface, 2, name)

    assert same_answer(again.result(), first)
    problem(second.result(), 422)
    assert not surface.rows_of(other)


def test_ik9_other_payload_in_flight_at_another_gateway(surface):
    name, other, key = fresh("IK9"), fresh("IK9"), fresh_key()
    another = len(surface.gateways) - 1

    with surface.held():
        first = Later(lambda: surface.post(name, key=key))
        await_published(surface, 1, name)
        second = Later(lambda: surface.post(other, key=key, gateway=another))
        if another:
            await_published(surface, 1, other)

    assert first.result().status == 201
    problem(second.result(), 422)
    assert not surface.rows_of(other)


def test_ik9_other_payload_after_completion(surface):
    name, other, key = fresh("IK9"), fresh("IK9"), fresh_key()
    first = surface.post(name, key=key)

    for gateway in range(len(surface.gateways)):
        problem(surface.post(other, key=key, gateway=gateway), 422)

    assert same_answer(surface.post(name, key=key), first), "the first answer stays"
    assert not surface.rows_of(other)


def test_ik9_other_payload_after_a_restart(surface):
    name, other, key = fresh("IK9"), fresh("IK9"), fresh_key()
    first = surface.post(name, key=key)
    surface.restart()

    problem(surface.post(other, key=key), 422)

    assert same_answer(surface.post(name, key=key), first)
    assert not surface.rows_of(other)
    surface.warm_up()


@pytest.mark.parametrize("again", ['{"name":"%s"}', '{"name": "%s" }', '{"x": 1, "name": "%s"}'])
def test_ik10_payload_is_compared_byte_for_byte(surface, again):
    name, key = fresh("IK10"), fresh_key()
    assert surface.post(name, key=key).status == 201

    said = problem(surface.post(name, key=key, body=again % name), 422)

    assert "payload" in said["detail"]


def test_ik10_query_is_part_of_the_payload(surface):
    name, key = fresh("IK10"), fresh_key()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    body = json.dumps({"name": name})
    first = surface.request("POST", "/users?x=1", body, headers)

    again = surface.request("POST", "/users?x=1", body, headers)

    assert first.status == 201 and same_answer(again, first)
    problem(surface.request("POST", "/users?x=2", body, headers), 422)


def test_ik11_two_paths_of_one_route_share_their_keys(surface):
    """The scope of a key is the route, and both paths are one."""
    name, key = fresh("IK11"), fresh_key()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    body = json.dumps({"name": name})

    first = surface.request("POST", "/users", body, headers)
    again = surface.request("POST", "/", body, headers)

    assert first.status == 201 and same_answer(again, first)


def test_ik11_paths_are_one_with_a_query_too(surface):
    headers = {"Content-Type": "application/json", "Idempotency-Key": fresh_key()}
    body = json.dumps({"name": fresh("IK11")})

    first = surface.request("POST", "/users?x=1", body, headers)

    assert first.status == 201
    assert same_answer(surface.request("POST", "/?x=1", body, headers), first)
    problem(surface.request("POST", "/?x=2", body, headers), 422)


@pytest.mark.parametrize("prefer", ["wait=1", "respond-async"])
def test_ik13_repeated_after_504_or_202(surface, prefer):
    name, key = fresh("IK13"), fresh_key()

    with surface.held():
        told_to_wait = surface.post(name, key=key, prefer=prefer)
        assert told_to_wait.status == (504 if prefer == "wait=1" else 202)
        joined = Later(lambda: surface.post(name, key=key))
        await_published(surface, 2, name)
        assert not joined.is_done(), "it waits for the first"
    joined = joined.result()
    afterwards = surface.post(name, key=key)

    assert joined.status == 201
    assert joined.request_id == told_to_wait.request_id
    assert same_answer(afterwards, joined)
    assert same_answer(surface.ended(told_to_wait), joined)
    assert len(surface.rows_of(name)) == 1
    surface.warm_up()


REFUSED = {
    "400-body": ("POST", "/users", "{", {"Content-Type": "application/json"}, 400),
    "422-body": ("POST", "/users", "{}", {"Content-Type": "application/json"}, 422),
    "415": ("POST", "/users", '{"name": "x"}', {"Content-Type": "text/plain"}, 415),
    "405": ("PUT", "/users", "{}", {"Content-Type": "application/json"}, 405),
    "404": ("POST", "/nowhere", "{}", {"Content-Type": "application/json"}, 404),
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED.keys())
def test_ik14_refusal_does_not_use_up_the_key(surface, refused):
    method, path, body, headers, status = refused
    name, key = fresh("IK14"), fresh_key()

    answer = surface.request(method, path, body, {**headers, "Idempotency-Key": key})
    assert answer.status == status

    corrected = surface.post(name, key=key)
    assert corrected.status == 201 and corrected.json["name"] == name


def test_ik14_body_over_the_limit_does_not_use_up_the_key(surface):
    name, key = fresh("IK14"), fresh_key()
    head = ("POST /users HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: {key}\r\nContent-Length: 2097152\r\n\r\n")

    assert surface.gateways[0].raw(head.encode()).startswith(b"HTTP/1.1 413 ")

    assert surface.post(name, key=key).status == 201


def test_ik14_half_a_request_does_not_use_up_the_key(surface):
    name, key = fresh("IK14"), fresh_key()
    head = ("POST /users HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: {key}\r\nContent-Length: 100\r\n\r\n{{")
    before = len(surface.events())

    surface.gateways[0].raw(head.encode(), half_close=True)

    assert len(surface.events()) == before
    assert surface.post(name, key=key).status == 201


@on_kafka
def test_ik14_broker_away_does_not_use_up_the_key(surface):
    name, key = fresh("IK14"), fresh_key()

    def post():
        return surface.post(name, key=key, prefer="wait=2")

    surface.kafka.kill()
    try:
        refused = eventually(lambda: is_503(post()), "the broker is missed")
    finally:
        surface.kafka.start_the_dead()
    answer = eventually(lambda: is_201(post()), "the key is taken")

    assert refused.headers["retry-after"]
    assert answer.json["name"] == name and len(surface.rows_of(name)) == 1
    for member in [*surface.gateways, surface.worker]:
        eventually(member.is_ready, "all are ready again")


def is_503(answer):
    assert answer.status in (503, 504), answer
    return answer if answer.status == 503 else None


def is_201(answer):
    assert answer.status in (201, 503, 504), answer
    return answer if answer.status == 201 else None


def test_ik16_forgotten_key_is_a_new_request(surface):
    """The inbox forgets after 14 days. Here the row is made older than that."""
    name, key = fresh("IK16"), fresh_key()
    first = surface.post(name, key=key)
    assert first.status == 201 and first.request_id in surface.inbox()
    age_inbox(surface, first.request_id, days=13)
    surface.restart_worker()
    assert same_answer(surface.post(name, key=key), first), "13 days are not enough"

    age_inbox(surface, first.request_id, days=15)
    surface.restart_worker()
    eventually(lambda: first.request_id not in surface.inbox(), "the inbox forgets")

    again = surface.post(name, key=key)
    assert again.status == 409, "it was carried out anew, and the name was taken"
    assert again.request_id == first.request_id
    surface.warm_up()


def age_inbox(surface, request_id, days):
    microseconds = days * SECONDS_OF_A_DAY * 1_000_000
    database = sqlite3.connect(surface.database, timeout=60)
    with database:
        database.execute(
            "UPDATE boomerang_inbox SET handled = strftime('%s') * 1000000 - ? "
            "WHERE request_id = ?",
            [microseconds, uuid.UUID(request_id).bytes],
        )
    database.close()


@pytest.mark.parametrize("killed", ["gateway", "worker", "both"])
def test_ik17_killed_after_completion(surface, killed):
    name, key = fresh("IK17"), fresh_key()
    first = surface.post(name, key=key)

    restart(surface, killed)

    assert first.status == 201
    assert same_answer(surface.post(name, key=key), first)
    assert len(surface.rows_of(name)) == 1
    surface.warm_up()


@pytest.mark.parametrize("killed", ["gateway", "worker", "both"])
def test_ik17_killed_in_flight(surface, killed):
    name, key = fresh("IK17"), fresh_key()

    with surface.held():
        cut = Later(lambda: lost_or(lambda: surface.post(name, key=key)))
        await_published(surface, 1, name)
        told_to_wait = surface.post(name, key=key, prefer="respond-async")
        assert told_to_wait.status == 202
        restart(surface, killed)
    again = surface.post(name, key=key)

    assert again.status == 201 and again.request_id == told_to_wait.request_id
    assert len(surface.rows_of(name)) == 1
    cut = cut.result()
    assert cut is None or same_answer(cut, again)
    surface.warm_up()


def restart(surface, which):
    {"gateway": surface.restart_gateways, "worker": surface.restart_worker,
     "both": surface.restart}[which]()


def lost_or(act):
    """What it gives, or None if the connection ended before that."""
    try:
        return act()
    except OSError:
        return None


@on_kafka
def test_ik17_worker_away_between_first_and_repeat(surface):
    """On Kafka, a gateway goes on without a worker."""
    name, key = fresh("IK17"), fresh_key()
    surface.kill_worker()
    first = surface.post(name, key=key, prefer="wait=1")
    second = surface.post(name, key=key, prefer="respond-async, wait=1", gateway=1)

    surface.start_worker()

    assert (first.status, second.status) == (504, 202)
    assert first.request_id == second.request_id
    answer = surface.ended(first, gateway=1)
    assert answer.status == 201 and same_answer(surface.ended(second), answer)
    assert same_answer(surface.post(name, key=key), answer)
    surface.warm_up()


@on_kafka
def test_ik17_worker_asleep_in_the_middle(surface):
    """A worker that is stopped, and goes on, has done nothing twice."""
    name, key = fresh("IK17"), fresh_key()

    os.kill(surface.worker.process.pid, signal.SIGSTOP)
    first = surface.post(name, key=key, prefer="wait=1")
    second = surface.post(name, key=key, prefer="wait=1", gateway=1)
    os.kill(surface.worker.process.pid, signal.SIGCONT)

    assert (first.status, second.status) == (504, 504)
    assert same_answer(surface.ended(first), surface.ended(second, gateway=1))
    assert len(surface.rows_of(name)) == 1
    surface.warm_up()


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_ik18_ignored_where_nothing_is_changed(surface, method):
    """A malformed one would be 400 if it were looked at."""
    for path in ("/users", "/nowhere"):
        without = surface.request(method, path)
        answer = surface.request(method, path, None, {"Idempotency-Key": "malformed"})
        assert answer.status == without.status != 400
