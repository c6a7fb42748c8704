"""Prefer: how long a client waits, and what it is told when it will not wait (RFC 7240).

Each test is named after its row in docs/conformance.md. What is slow here is held back by the test,
so that the order of events proves what was waited for, and clocks only bound from below.
"""

import time

import pytest

from surface import Later, OneProcess, fresh, surface  # noqa: F401: the fixture
from users_process import JSON, eventually

LONG = "wait=50"  # Less than the gateway's own limit, more than any test holds the worker back.


def applied(answer):
    return answer.headers.get("preference-applied")


def pending(answer):
    assert answer.status == 202, answer
    assert answer.headers["location"].startswith("/requests/")
    assert answer.headers["retry-after"].isdigit()
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/json"
    assert answer.json == {"state": "pending", "request_id": answer.request_id}
    return answer


def is_published(surface, name):
    return eventually(
        lambda: [one for one, body in surface.events() if name.encode() in body], "the event"
    )


def test_pr1_respond_async_is_202_at_once(surface):
    """No event can be handled meanwhile, so it was not the outcome that was waited for."""
    name = fresh("PR1")

    with surface.held():
        answer = pending(surface.post(name, prefer="respond-async"))
        assert surface.events_of(answer.request_id), "it is in the log before the client is told"
        assert not surface.rows_of(name)
    outcome = surface.ended(answer)

    assert applied(answer) == "respond-async"
    assert outcome.status == 201 and outcome.json["name"] == name
    assert len(surface.rows_of(name)) == 1
    assert len(surface.events_of(answer.request_id)) == 1


def test_pr2_outcome_within_the_wait_is_the_answer(surface):
    name = fresh("PR2")

    with surface.held():
        answer = Later(lambda: surface.post(name, prefer=f"respond-async, {LONG}"))
        is_published(surface, name)
        assert not answer.is_done(), "it is not answered at once"
    answer = answer.result()

    assert answer.status == 201 and answer.json["name"] == name
    assert applied(answer) is None


def test_pr2_refusal_within_the_wait_is_the_answer(surface):
    name = fresh("PR2")
    surface.post(name)

    assert surface.post(name, prefer=f"respond-async, {LONG}").status == 409


def test_pr3_wait_that_is_over_is_202(surface):
    with surface.held():
        began = time.monotonic()
        answer = pending(surface.post(fresh("PR3"), prefer="respond-async, wait=1"))
        assert time.monotonic() - began >= 1
    assert surface.ended(answer).status == 201
    assert applied(answer) == "respond-async, wait=1"


def test_pr4_wait_alone_is_504_with_a_way_to_the_outcome(surface):
    name = fresh("PR4")

    with surface.held():
        began = time.monotonic()
        answer = surface.post(name, prefer="wait=1")
        assert time.monotonic() - began >= 1
        assert not surface.rows_of(name), "the client's time was up, not the worker quick"
    outcome = surface.ended(answer)

    assert answer.status == 504 and "1s" in answer.json["detail"]
    assert applied(answer) == "wait=1"
    assert outcome.status == 201 and outcome.request_id == answer.request_id


def test_pr5_wait_is_cut_to_the_servers(tmp_path):
    with OneProcess(tmp_path, "--timeout", "1s") as place:
        with place.held():
            for wait in ("wait=99999", "respond-async, wait=99999"):
                answer = place.post(fresh("PR5"), prefer=wait)
                assert answer.status == (202 if "async" in wait else 504)
                assert "wait" not in (applied(answer) or ""), "it was not the client's that counted"


NO_WAIT = ["0", "-1", "1.5", "abc", "1e9", '""', "", "9" * 40, "0x5", "+1", " ", "1 2"]


@pytest.mark.parametrize("value", NO_WAIT)
def test_pr6_wait_of_no_use_is_as_none(surface, value):
    name = fresh("PR6")

    answer = surface.post(name, prefer=f"wait={value}")

    assert answer.status == 201 and answer.json["name"] == name
    assert applied(answer) is None


@pytest.mark.parametrize("value", ["0", "-1", "abc", "1.5"])
def test_pr6_wait_of_no_use_leaves_respond_async(surface, value):
    with surface.held():
        answer = pending(surface.post(fresh("PR6"), prefer=f"wait={value}, respond-async"))
    assert applied(answer) == "respond-async"
    assert surface.ended(answer).status == 201


def test_pr6_largest_wait_is_a_wait(surface):
    name = fresh("PR6")

    with surface.held():
        answer = Later(lambda: surface.post(name, prefer="respond-async, wait=" + "9" * 40))
        is_published(surface, name)
    assert answer.result().status in (201, 202)


FORMS = {
    "unknown-before": 'frobnicate=7; x="y,z", respond-async',
    "quoted-comma": 'a="respond-async, wait=9", respond-async',
    "empty-elements": ",, ,respond-async,",
    "parameters": 'respond-async; x; y="z"',
    "spaces": "  respond-async  ",
    "broken-before": "=5, respond-async",
    "handling": "handling=lenient, respond-async",
}


@pytest.mark.parametrize("prefer", FORMS.values(), ids=FORMS.keys())
def test_pr7_what_is_unknown_is_ignored(surface, prefer):
    with surface.held():
        answer = pending(surface.post(fresh("PR7"), prefer=prefer))
    assert applied(answer) == "respond-async"
    surface.ended(answer)


def test_pr7_nothing_known_is_nothing_asked(surface):
    answer = surface.post(fresh("PR7"), prefer='frobnicate=7; x="respond-async"')

    assert answer.status == 201 and applied(answer) is None


def test_pr8_first_of_two_counts(surface):
    with surface.held():
        answer = surface.post(fresh("PR8"), prefer="wait=1, wait=50")
    assert answer.status == 504 and applied(answer) == "wait=1"
    surface.ended(answer)


def test_pr8_first_counts_also_if_it_is_of_no_use(surface):
    name = fresh("PR8")

    with surface.held():
        answer = Later(lambda: surface.post(name, prefer="wait=soon, wait=1"))
        is_published(surface, name)
    assert answer.result().status == 201


def test_pr8_lines_combine(surface):
    with surface.held():
        answer = pending(with_two_lines(surface.gateways[0], "wait=1", "respond-async"))
    assert applied(answer) == "respond-async, wait=1"
    surface.ended(answer)


def with_two_lines(users, *lines):
    from users_process import Answer

    connection = users.connect()
    body = b'{"name": "%s"}' % fresh("PR8").encode()
    connection.putrequest("POST", "/users")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(len(body)))
    for line in lines:
        connection.putheader("Prefer", line)
    connection.endheaders(body)
    response = connection.getresponse()
    fields = {name.lower(): value for name, value in response.getheaders()}
    answer = Answer(response.status, fields, response.read())
    connection.close()
    return answer


@pytest.mark.parametrize("prefer", ["RESPOND-ASYNC", "Respond-Async, WAIT=1"])
def test_pr9_names_have_no_case(surface, prefer):
    with surface.held():
        answer = pending(surface.post(fresh("PR9"), prefer=prefer))
    assert applied(answer).startswith("respond-async")
    surface.ended(answer)


def test_pr10_minimal_leaves_out_what_was_made(surface):
    name = fresh("PR10")

    answer = surface.post(name, prefer="return=minimal")

    assert answer.status == 201 and answer.body == b""
    assert "content-type" not in answer.headers
    assert applied(answer) == "return=minimal"
    assert len(surface.rows_of(name)) == 1


def test_pr10_an_error_is_told_in_full(surface):
    name = fresh("PR10")
    surface.post(name)

    answer = surface.post(name, prefer="return=minimal")

    assert answer.status == 409 and name in answer.json["detail"]
    assert applied(answer) is None


def test_pr10_both_are_as_none_or_the_first(surface):
    for prefer in ("return=representation", "return=representation, return=minimal"):
        name = fresh("PR10")
        answer = surface.post(name, prefer=prefer)
        assert answer.status == 201 and answer.json["name"] == name
        assert applied(answer) in (None, "return=representation")


def test_pr11_only_what_was_applied_is_named(surface):
    with surface.held():
        answer = pending(
            surface.post(
                fresh("PR11"),
                prefer='respond-async; x=1, return=minimal, wait=1; y="2", handling=strict, z',
            )
        )
    assert applied(answer) == "respond-async, wait=1"
    surface.ended(answer)
    assert applied(surface.post(fresh("PR11"))) is None
    assert applied(surface.post(fresh("PR11"), prefer="handling=strict")) is None


def test_pr12_answers_vary_with_it(surface):
    """Whether or not the client has used it."""
    name = fresh("PR12")
    answers = [
        surface.post(name),
        surface.post(name),
        surface.post(fresh("PR12"), prefer="return=minimal"),
        surface.post("x", body="{"),
    ]
    with surface.held():
        answers.append(surface.post(fresh("PR12"), prefer="wait=1"))
        answers.append(surface.post(fresh("PR12"), prefer="respond-async"))
        answers.append(surface.look(answers[-1]))
        answers.append(surface.look(answers[-2], prefer="wait=1"))
    answers.append(surface.ended(answers[-3]))

    assert [answer.status for answer in answers] == [201, 409, 201, 400, 504, 202, 200, 200, 201]
    for answer in answers:
        named = [one.strip().lower() for one in answer.headers["vary"].split(",")]
        assert "prefer" in named, answer


def test_pr13_long_poll_hears_the_outcome(surface):
    name = fresh("PR13")

    with surface.held():
        answer = pending(surface.post(name, prefer="respond-async"))
        for gateway in range(len(surface.gateways)):
            found = surface.look(answer, gateway=gateway)
            assert found.status == 200 and found.headers["x-request-state"] == "pending"
            assert found.headers["retry-after"].isdigit()
        polls = [
            Later(lambda n=n: surface.look(answer, prefer=LONG, gateway=n))
            for n in range(len(surface.gateways))
        ]
        looked = surface.look(answer, prefer="wait=1")
        assert not any(poll.is_done() for poll in polls)
    for poll in polls:
        found = poll.result()
        assert found.status == 201 and found.json["name"] == name
        assert found.headers["x-request-state"] == "completed"
        assert applied(found) == LONG
    assert looked.headers["x-request-state"] == "pending"


def test_pr13_long_poll_ends_with_the_wait(surface):
    with surface.held():
        answer = pending(surface.post(fresh("PR13"), prefer="respond-async"))
        began = time.monotonic()
        found = surface.look(answer, prefer="wait=2")
        assert time.monotonic() - began >= 2
    assert found.status == 200 and found.json["state"] == "pending"
    assert found.headers["retry-after"].isdigit()
    surface.ended(answer)


def test_pr13_wait_over_the_limit_is_not_called_applied(surface):
    answer = surface.post(fresh("PR13"), prefer="respond-async")
    surface.ended(answer)

    assert applied(surface.look(answer, prefer="wait=60")) == "wait=60"
    assert applied(surface.look(answer, prefer="wait=61")) is None


def test_pr13_other_preferences_are_ignored_there(surface):
    with surface.held():
        answer = pending(surface.post(fresh("PR13"), prefer="respond-async"))
        for prefer in ("respond-async", "wait=0", "wait=x", "return=minimal, wait=-1"):
            found = surface.look(answer, prefer=prefer)
            assert found.status == 200 and found.json["state"] == "pending"
            assert applied(found) is None
    surface.ended(answer)


def test_plain_request_is_answered_as_without_any_of_this(surface):
    """The service as it was before: one request, one answer, and no field that must be known."""
    answer = surface.request("POST", "/users", '{"name": "%s"}' % fresh("plain"), JSON)

    assert answer.status == 201
    assert "location" not in answer.headers and "x-request-state" not in answer.headers
