"""What a process says it has done is what it did, in a form that Prometheus takes."""

import json
import re
import subprocess
from pathlib import Path

from users_process import JSON, Users, eventually

DOCUMENTED = Path(__file__).parents[2] / "docs/deploy.md"


def scrape(users):
    """{name with labels: value}, of a text that Prometheus' own tool finds nothing wrong with."""
    answer = users.ask_admin("/metrics")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    text = answer.body.decode()
    checked = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True,
                             text=True)
    assert (checked.returncode, checked.stderr) == (0, ""), text
    return {name: float(value) for name, value in re.findall(r"^(\w+(?:{.*})?) (\S+)$", text, re.M)}


def test_counts_are_those_of_the_requests(tmp_path):
    with Users(tmp_path / "data", "--handler-delay", "1500ms") as users:
        assert users.post("Ada").status == 201
        assert users.post("Ada").status == 409
        assert users.request("POST", "/users", "{}", JSON).status == 422
        assert users.request("POST", "/nowhere", "{}", JSON).status == 404
        late = users.request("POST", "/users", '{"name": "Grace"}', {**JSON, "Prefer": "wait=1"})
        later = users.request(
            "POST", "/users", '{"name": "Alan"}', {**JSON, "Prefer": "respond-async, wait=0"}
        )
        assert (late.status, later.status) == (504, 202)
        for answer in late, later:
            found = users.request("GET", answer.headers["location"], None, {"Prefer": "wait=20"})
            assert found.status == 201
        # Those who wait for an outcome may hear of it a moment before it is counted.
        eventually(lambda: scrape(users)["boomerang_requests_open"] == 0, "nothing is open")
        seen = scrape(users)
        on_the_public_port = users.request("GET", "/metrics")
        users.stop()

    assert on_the_public_port.status == 404
    gateway = {name.removeprefix("boomerang_"): value for name, value in seen.items()}
    assert gateway["ready"] == 1
    assert gateway["requests_accepted_total"] == 4
    assert gateway["requests_answered_total"] == 2
    assert gateway["requests_refused_total"] == 2
    assert gateway["requests_timed_out_total"] == gateway["requests_deferred_total"] == 1
    assert gateway["late_outcomes_total"] == 2
    of_worker = '{topic="users.requests",worker="1"}'
    assert gateway["events_handled_total" + of_worker] == 4
    assert gateway["dead_letters_total" + of_worker] == 0
    of_route = 'boomerang_request_duration_seconds_%s{route="POST /users",status="%s"%s}'
    for status in "201", "409", "422", "504", "202":
        assert seen[of_route % ("count", status, "")] == 1
        assert seen[of_route % ("bucket", status, ',le="+Inf"')] == 1
    assert 1.5 <= seen[of_route % ("sum", "201", "")] < 5
    assert seen[of_route % ("bucket", "201", ',le="1"')] == 0
    documented = set(re.findall(r"^\| `(boomerang_\w+)` \|", DOCUMENTED.read_text(), re.M))
    of_histogram = re.compile(r"(_seconds)_(bucket|count|sum)$")
    assert {of_histogram.sub(r"\1", name.split("{")[0]) for name in seen} == documented


def test_answered_is_not_late_however_many_event_loops_there_are(tmp_path):
    """A key may be awaited on any of them."""
    with Users(tmp_path / "data", "--shards", "4") as users:
        for number in range(3):
            answer = users.request("POST", "/users", json.dumps({"name": f"Ada {number}"}),
                                   {**JSON, "Idempotency-Key": f'"{number}"'})
            assert answer.status == 201
        eventually(lambda: scrape(users)["boomerang_requests_open"] == 0, "nothing is open")
        seen = scrape(users)
        users.stop()
    assert seen["boomerang_requests_answered_total"] == 3
    assert seen["boomerang_late_outcomes_total"] == 0
