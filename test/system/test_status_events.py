"""Server-sent events at the place of an outcome: whoever listens is told when it is there.

Each test is named after its row in docs/conformance.md.
"""

import base64
import contextlib
import json
import socket
from dataclasses import dataclass, field

import pytest

from hand_made_worker import HandMadeWorker
from surface import Later, OneProcess, fresh, on_kafka
from surface import surface, together  # noqa: F401: the fixture
from users_process import JSON, PATIENCE

STREAM = "text/event-stream"


@dataclass
class Event:
    kind: str = "message"
    id: str = None
    data: list = field(default_factory=list)

    @property
    def json(self):
        return json.loads("\n".join(self.data))


def connect_with_small_window(port):
    """As over Ethernet, by a client for which the kernel takes in little that it has not read."""
    connected = socket.socket()
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1460)
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
    connected.connect(("127.0.0.1", port))
    connected.settimeout(PATIENCE)
    return connected


class Stream:
    """What an EventSource does. Source: HTML, section 9.2.6. Use it in a `with`."""

    def __init__(self, users, path, has_small_window=False, **headers):
        self.connection = users.connect()
        if has_small_window:
            self.connection.sock = connect_with_small_window(users.port)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("GET", path, None, {"Accept": STREAM, **named})
        self.response = self.connection.getresponse()
        self.headers = {name.lower(): value for name, value in self.response.getheaders()}
        self.comments = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def next(self):
        """The next event; None at the end."""
        event, is_empty = Event(), True
        while line := self.response.readline():
            text = line.decode().rstrip("\r\n")
            if text.startswith(":"):
                self.comments += 1
            elif text:
                name, _, value = text.partition(":")
                value = value.removeprefix(" ")
                is_empty = False
                if name == "event":
                    event.kind = value
                elif name == "data":
                    event.data.append(value)
                elif name == "id":
                    event.id = value
            elif not is_empty:
                return event
        assert is_empty, "the stream ends between events"
        return None

    def all(self):
        events = []
        while event := self.next():
            events.append(event)
        return events


def listen(surface, answer, gateway=0, **headers):
    return Stream(surface.gateways[gateway], answer.headers["location"], **headers)


def check_completed(event, answer, outcome):
    """The event says what a look says."""
    assert event.kind == "completed" and event.id == "1"
    said = event.json
    assert said["state"] == "completed" and said["request_id"] == answer.request_id
    assert said["status"] == outcome.status and said["body"].encode() == outcome.body
    headers = {name.lower(): value for name, value in said["headers"].items()}
    assert headers["content-type"] == outcome.headers["content-type"]
    assert headers["x-request-id"] == outcome.request_id


@pytest.mark.parametrize("taken", [False, True], ids=["201", "409"])
def test_se1_pending_then_completed_then_the_end(surface, taken):
    name = fresh("SE1")
    if taken:
        surface.post(name)
    gateways = range(len(surface.gateways))

    with contextlib.ExitStack() as stack:
        with surface.held():
            late = surface.post(name, prefer="respond-async")
            streams = [stack.enter_context(listen(surface, late, n)) for n in gateways]
            first = [stream.next() for stream in streams]
        rest = [stream.all() for stream in streams]
    outcome = surface.ended(late)

    assert outcome.status == (409 if taken else 201)
    for stream in streams:
        assert stream.response.status == 200
        assert stream.headers["content-type"] == STREAM
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["x-request-id"] == late.request_id
    for event in first:
        assert (event.kind, event.id) == ("pending", "0")
        assert event.json == {"state": "pending", "request_id": late.request_id}
    for events in rest:
        assert len(events) == 1, "told once, and the stream ends"
        check_completed(events[0], late, outcome)


@on_kafka
def test_se1_body_that_is_no_text(surface):
    surface.kill_worker()
    name, body = fresh("SE1"), b"\xff\xfe\x00\xfb"
    late = surface.post(name, prefer="respond-async")
    worker = HandMadeWorker(surface.kafka)
    worker.answer(worker.await_event(name), status=200, body=body, content_type="image/x")

    with listen(surface, late) as stream:
        said = stream.all()[-1].json
    surface.start_worker()

    assert "body" not in said
    text = said["body_base64url"]
    assert base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) == body
    assert surface.ended(late).body == body, "the first outcome stays"


@on_kafka
def test_se1_long_outcome_arrives_whole_over_a_small_window(surface):
    """Each of its bytes becomes six in JSON: far more than the kernels take in by themselves."""
    surface.kill_worker()
    name, body = fresh("SE1"), b"\x01" * 900_000
    late = surface.post(name, prefer="respond-async")
    with listen(surface, late, has_small_window=True) as stream:
        assert stream.next().kind == "pending"
        worker = HandMadeWorker(surface.kafka)
        worker.answer(worker.await_event(name), body=body, content_type="text/plain")
        events = stream.all()
    surface.start_worker()

    assert [event.kind for event in events] == ["completed"]
    assert events[0].json["body"].encode() == body


def test_se2_who_comes_late_is_told_at_once(surface):
    late = surface.post(fresh("SE2"), prefer="respond-async")
    outcome = surface.ended(late)

    for gateway in range(len(surface.gateways)):
        with listen(surface, late, gateway) as stream:
            events = stream.all()
        assert events[-1].kind == "completed"
        check_completed(events[-1], late, outcome)


def test_se3_who_has_heard_the_end_is_sent_away(surface):
    """204 tells an EventSource not to come again."""
    late = surface.post(fresh("SE3"), prefer="respond-async")
    outcome = surface.ended(late)

    with listen(surface, late, Last_Event_ID="1") as stream:
        assert stream.response.status == 204 and stream.response.read() == b""
    for last in ("0", "", "2", "x"):
        with listen(surface, late, Last_Event_ID=last) as stream:
            check_completed(stream.all()[-1], late, outcome)


def test_se4_gateway_killed_while_somebody_listens(surface):
    with contextlib.ExitStack() as stack:
        with surface.held():
            late = surface.post(fresh("SE4"), prefer="respond-async")
            with listen(surface, late) as cut:
                last = cut.next().id
                surface.restart_gateways()
            stream = stack.enter_context(listen(surface, late, Last_Event_ID=last))
            again = stream.next()
        rest = stream.all()

    assert again.kind == "pending" and len(rest) == 1
    check_completed(rest[0], late, surface.ended(late))
    surface.warm_up()


def test_se5_many_listen(surface):
    names = [fresh("SE5") for _ in range(10)]
    gateways = len(surface.gateways)
    with surface.held():
        late = [surface.post(name, prefer="respond-async") for name in names]

        def hear(i):
            with listen(surface, late[i // 3], i % gateways) as stream:
                return stream.all()

        heard = Later(lambda: together(30, hear))
        looked = surface.look(late[0], prefer="wait=1")
        assert looked.headers["x-request-state"] == "pending" and not heard.is_done()
    for i, events in enumerate(heard.result()):
        assert json.loads(events[-1].json["body"])["name"] == names[i // 3]
        assert events[-1].json["request_id"] == late[i // 3].request_id
    surface.warm_up()


ACCEPT = {
    "text/event-stream": True,
    "TEXT/EVENT-STREAM": True,
    "text/event-stream, */*;q=0.5": True,
    "*/*": False,
    "application/json": False,
    "text/*": False,
    "text/event-stream;q=0": False,
    "application/json, text/event-stream;q=0.5": False,
    "text/event-streams": False,
}


@pytest.mark.parametrize(("accept", "is_stream"), ACCEPT.items(), ids=ACCEPT.keys())
def test_se6_only_who_asks_for_it_by_name_listens(surface, accept, is_stream):
    with surface.held():
        late = surface.post(fresh("SE6"), prefer="respond-async")
        with listen(surface, late, Accept=accept) as stream:
            assert stream.response.status == 200
            assert stream.headers["content-type"] == (STREAM if is_stream else "application/json")
    surface.ended(late)


def test_se6_head_does_not_listen(surface):
    with surface.held():
        late = surface.post(fresh("SE6"), prefer="respond-async")
        head = surface.request("HEAD", late.headers["location"], None, {"Accept": STREAM})
    assert head.status == 200 and head.headers["x-request-state"] == "pending"
    surface.ended(late)


def test_se7_what_is_unknown_is_a_problem(surface):
    late = surface.post(fresh("SE7"), prefer="respond-async")
    with Stream(surface.gateways[0], late.headers["location"] + "x") as stream:
        assert stream.response.status == 404
        assert stream.headers["content-type"] == "application/problem+json"
    surface.ended(late)


def test_se8_silence_is_broken_by_a_comment(tmp_path):
    """So that nobody on the way takes the connection for a dead one."""
    with OneProcess(tmp_path) as place:
        with place.held():
            late = place.post(fresh("SE8"), prefer="respond-async")
            with listen(place, late) as stream:
                assert stream.next().kind == "pending"
                assert stream.response.readline() == b":\n"
        place.ended(late)


def test_se9_stop_ends_the_stream_in_good_order(tmp_path):
    with OneProcess(tmp_path, "--timeout", "2s") as place:
        with place.held():
            late = place.post("Ada", prefer="respond-async")
            with listen(place, late) as stream:
                assert stream.next().kind == "pending"
                stop = Later(place.stop)
                rest = stream.all()
        stop.result()
        place.start()
        outcome = place.ended(late)

    assert rest == [], "it is not told anything else, and comes again"
    assert outcome.status == 201


def test_se10_client_that_goes_away_is_forgotten(surface):
    with surface.held():
        late = surface.post(fresh("SE10"), prefer="respond-async")
        for _ in range(20):
            with listen(surface, late) as stream:
                assert stream.next().kind == "pending"
    assert surface.ended(late).status == 201
    assert surface.request("POST", "/users", '{"name": "%s"}' % fresh("SE10"), JSON).status == 201
