"""The JSON of the console, as its pages ask for it."""

import http.client
import json
import re
from contextlib import contextmanager

from users_process import PATIENCE, exchange


def console_url(process):
    return re.search(r"Console +(\S+)", process.banner)[1]


def connect(process):
    # Also where the banner names no console, as nobody would be shown it.
    port = int(re.search(r"Health +\S+:(\d+)/", process.banner)[1])
    return http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)


def ask(process, path, headers=None, method="GET"):
    """The answer to a path below /console/."""
    connection = connect(process)
    try:
        return exchange(connection, method, f"/console/{path}", None, headers)
    finally:
        connection.close()


def told(process, path):
    """What the answer says; it must be a good one."""
    answer = ask(process, f"api/{path}")
    assert answer.status == 200, answer
    return answer.json


@contextmanager
def events(process, path):
    """What comes by a stream, one after another: (name, data)."""
    connection = connect(process)
    try:
        connection.request("GET", f"/console/api/{path}")
        response = connection.getresponse()
        assert response.status == 200, response.read()
        yield _read_events(response)
    finally:
        connection.close()


def _read_events(response):
    name = None
    while line := response.readline():
        field, _, value = line.decode().rstrip("\n").partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def first(stream, condition):
    """The data of the first event that is so."""
    for _, data in stream:
        if condition(data):
            return data
    raise AssertionError("the stream ended")
