"""What is a key in Idempotency-Key, and what is none: rows IK2 to IK4 of docs/conformance.md."""

import json
import uuid

import pytest

from surface import fresh, fresh_key, problem, same_answer
from surface import surface  # noqa: F401: the fixture


def test_ik2_quoted_key_is_accepted(surface):
    name = fresh("IK2")
    answer = surface.post(name, key=f'"{uuid.uuid4()}"')

    assert answer.status == 201 and answer.json["name"] == name


def test_ik3_bare_word_is_refused_rather_than_guessed_at(surface):
    word = uuid.uuid4().hex
    before = len(surface.events())

    said = problem(surface.post(fresh("IK3"), key=word), 400)

    assert "quotation marks" in said["detail"]
    assert word not in json.dumps(said), "what a client sent is not sent back"
    assert len(surface.events()) == before, "nothing was published"


MALFORMED = {
    "empty": '""',
    "too-long": '"' + "k" * 256 + '"',
    "unterminated": '"k',
    "nothing": "",
    "control": '"a\tb"',
    "not-ascii": '"\u00e9"',
    "integer": "17",
    "decimal": "1.5",
    "boolean": "?1",
    "bytes": ":aGVsbG8=:",
    "list": '"a", "b"',
    "inner-list": '("a")',
    "date": "@1659578233",
    "bad-escape": '"a\\b"',
    "bad-parameter": '"a";X=1',
    "something-after": '"a" b',
}


@pytest.mark.parametrize("key", MALFORMED.values(), ids=MALFORMED.keys())
def test_ik4_anything_but_one_string_is_400(surface, key):
    name = fresh("IK4")
    before = len(surface.events())

    problem(surface.post(name, key=key), 400)

    assert len(surface.events()) == before and not surface.rows_of(name)


def test_ik4_two_lines_are_400(surface):
    users = surface.gateways[0]
    body = json.dumps({"name": fresh("IK4")}).encode()
    head = (b"POST /users HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            b"Connection: close\r\nIdempotency-Key: \"a\"\r\nIdempotency-Key: \"a\"\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body))

    assert users.raw(head + body).startswith(b"HTTP/1.1 400 ")


def test_ik4_longest_key_and_every_printable_character(surface):
    text = "".join(chr(code) for code in range(0x20, 0x7F))
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    longest = '"' + (uuid.uuid4().hex + "k" * 255)[:255] + '"'

    for key in (f'"{uuid.uuid4().hex}{escaped}"', longest):
        name = fresh("IK4")
        first, again = surface.post(name, key=key), surface.post(name, key=key)
        assert first.status == 201 and same_answer(first, again)


def test_ik4_parameters_are_ignored(surface):
    name, key = fresh("IK4"), fresh_key()

    first = surface.post(name, key=key)

    for form in (f"{key};x=1", f'{key}; a; b="c"', f"  {key}  "):
        assert same_answer(surface.post(name, key=form), first), form
