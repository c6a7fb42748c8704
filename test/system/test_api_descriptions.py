"""The API descriptions are good OpenAPI and AsyncAPI to those who read them, and they are true.

The documents are those of test/describe/golden, which a unit test compares with the code.
"""

import functools
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from users_process import BIN, PATIENCE, Users

ROOT = Path(__file__).parents[2]
API = Path(__file__).parent / "api"
GOLDEN = ROOT / "test/describe/golden"
PYTHON = "/usr/bin/python3"
OPENAPI = [GOLDEN / "users_openapi.json", GOLDEN / "bank_openapi.json"]
ASYNCAPI = [GOLDEN / "users_asyncapi.json", GOLDEN / "bank_asyncapi.json"]


@functools.cache
def packages(group):
    command = [ROOT / "scripts/worker_packages", group]
    return Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


def run(command, path=(), **more):
    """The finished process, with its output as text. `path` are folders for Python to look in."""
    folders = [str(packages("api-python")), *map(str, path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(folders),
                   "NODE_PATH": str(packages("api-javascript")), "NO_COLOR": "1"}
    return subprocess.run(list(map(str, command)), capture_output=True, text=True,
                          env=environment, timeout=10 * PATIENCE, **more)


def json_lines(finished):
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return [json.loads(line) for line in finished.stdout.splitlines()]


@pytest.mark.parametrize("document", OPENAPI, ids=lambda path: path.stem)
def test_openapi_is_valid(document):
    finished = run([PYTHON, "-m", "openapi_spec_validator", document])

    assert finished.returncode == 0, finished.stdout + finished.stderr


# Good schemas of draft 7 that are none of OpenAPI's as they are written.
SCHEMAS = [
    {"items": [{"type": "string"}, True], "additionalItems": {"items": [{}]}},
    {"items": [], "dependencies": {"a": ["b"], "c": {"required": ["d"]}}},
    {"definitions": {"x y": {}, "ü": {}, "a~b/c%": {}},
     "properties": {"p": {"$ref": "#/definitions/x%20y"}, "q": {"$ref": "#/definitions/%C3%BC"},
                    "r": {"$ref": "#/definitions/a~0b~1c%25"}}},
    {"items": [{"type": "null"}, {"$ref": "#/items/0"}], "properties": {"items": {"type": "array"}},
     "enum": [{"items": [1]}], "default": {"items": [1]}},
    {"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://a.example/s",
     "allOf": [{"$ref": "#/definitions/a", "title": "One"}],
     "definitions": {"a": True, "b": False}},
    functools.reduce(lambda inner, _: {"properties": {"a": inner}}, range(45), True),
]


def described_file(folder, schemas):
    """What `boomerang openapi` and `boomerang asyncapi` say of routes with these schemas."""
    routes = ""
    for i, schema in enumerate(schemas):
        (folder / f"{i}.json").write_text(json.dumps(schema, ensure_ascii=False))
        routes += (f'[[route]]\npath = "/r{i}"\ntopic = "a.requests"\n'
                   f'outcomes_topic = "a.outcomes"\nschema = "{i}.json"\noutcome_schemas.Done{i} = "{i}.json"\n')
    config = folder / "routes.toml"
    config.write_text(routes)
    for kind in ("openapi", "asyncapi"):
        finished = run([BIN / "boomerang", kind, "--config", config])
        assert finished.returncode == 0, finished.stderr
        (folder / f"{kind}.json").write_text(finished.stdout)
    return folder / "openapi.json", folder / "asyncapi.json"


def dangling(whole, part):
    """The references of a part that lead nowhere in the whole, as a simple reader follows them."""
    if isinstance(part, list):
        return [one for element in part for one in dangling(whole, element)]
    if not isinstance(part, dict):
        return []
    found = [one for member in part.values() for one in dangling(whole, member)]
    if isinstance(reference := part.get("$ref"), str):
        target = whole
        for token in reference.removeprefix("#/").split("/"):
            target = target.get(token) if isinstance(target, dict) else None
        found += [reference] if target is None else []
    return found


def test_schemas_of_a_file_are_valid_in_the_descriptions(tmp_path):
    openapi, asyncapi = described_file(tmp_path, SCHEMAS)

    valid = run([PYTHON, "-m", "openapi_spec_validator", openapi])
    [read] = json_lines(run(["node", API / "read_asyncapi.js", asyncapi]))

    assert valid.returncode == 0, valid.stdout + valid.stderr
    assert read[str(asyncapi)]["problems"] == []
    for document in (openapi, asyncapi):
        whole = json.loads(document.read_text())
        assert dangling(whole, whole) == []


def test_linter_finds_nothing_to_say():
    spectral = packages("api-javascript") / "@stoplight/spectral-cli/dist/index.js"

    finished = run(["node", spectral, "lint", "--ruleset", API / "spectral.yaml",
                    "--fail-severity", "hint", *OPENAPI, *ASYNCAPI])

    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "No results" in finished.stdout


def test_broken_openapi_is_found(tmp_path):
    document = json.loads(OPENAPI[0].read_text())
    del document["components"]["responses"]["PostUsers-201"]["description"]
    broken = tmp_path / "broken_openapi.json"
    broken.write_text(json.dumps(document))

    assert run([PYTHON, "-m", "openapi_spec_validator", broken]).returncode != 0


def test_asyncapi_is_read_by_its_parser():
    [found] = json_lines(run(["node", API / "read_asyncapi.js", *ASYNCAPI]))

    users, bank = (found[str(file)] for file in ASYNCAPI)
    assert users["problems"] == bank["problems"] == []
    assert users["operations"]["receivePostUsers"] == {
        "action": "receive",
        "channels": ["users.requests"],
        "messages": ["HTTPRequestReceived"],
        "correlation": ["$message.header#/kafka_correlationId"],
        "reply": {
            "address": "$message.header#/kafka_replyTopic",
            "messages": ["UserCreated", "UserDuplicated", "UserRefused", "RequestFailed",
                         "RequestMismatch"],
        },
    }
    payment = bank["operations"]["receivePostAccountsByAccountPayments"]
    assert payment["messages"] == ["PaymentOrdered"]
    assert payment["reply"]["topic"] == "boomerang.replies"
    assert bank["operations"]["send_payments.dead_letters"]["messages"] == ["DeadLetter"]


def generated_client(document, folder, name):
    """Generates a package called `name` in `folder`. Gives what the generator had to say."""
    config = folder / "generator.yaml"
    config.write_text("post_hooks: []\n")  # Nobody reads it, so it needs no formatting.
    finished = run([PYTHON, "-m", "openapi_python_client", "generate", "--path", document,
                    "--output-path", folder / name, "--meta", "none", "--config", config])
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout + finished.stderr


def test_generated_client_makes_users(tmp_path):
    said = generated_client(OPENAPI[0], tmp_path, "users_client")
    assert "WARNING" not in said, said

    with Users(tmp_path / "data") as users:
        url = f"http://127.0.0.1:{users.port}"
        command = [PYTHON, API / "call_users.py", url, "Ada", "Grüße"]
        *calls, never = json_lines(run(command, path=[tmp_path]))
        rows = users.rows()
        users.stop()

    assert [(one["status"], one["type"]) for one in calls] == [(201, "User"), (409, "Problem")] * 2
    for made, (key, name, request_id) in zip(calls[::2], rows, strict=True):
        assert made["members"] == {"id": key, "name": name}
        assert made["request_id"] == request_id
    for refused in calls[1::2]:
        assert refused["members"]["status"] == 409
        assert refused["members"]["detail"]
    assert never == {"status": 404, "type": "Problem"}


def test_generated_client_knows_each_answer(tmp_path):
    said = generated_client(OPENAPI[1], tmp_path, "bank_client")
    unsupported = re.findall(r"Unsupported content type (\S+)", said)
    assert unsupported == ["text/csv"] * said.count("WARNING"), said

    lines = json_lines(run([PYTHON, API / "call_bank.py"], path=[tmp_path]))

    for sent in lines[::2]:
        assert sent["path"] == "/accounts/a1/payments"
        assert sent["body"] == {"amount": {"cents": 100, "currency": "EUR"}, "to": "Ada"}
        assert sent["fields"]["idempotency-key"] == '"k1"'
        assert sent["fields"]["x-channel"] == "branch"
    assert [(one["status"], one["type"]) for one in lines[1::2]] == [
        (201, "Payment"), (202, "PendingRequest"), (404, "Problem"), (409, "LackOfFunds"),
        (503, "Problem"),
    ]
    assert lines[7]["members"]["balance_cents"] == 7


def without(described, *parameters):
    """The description without some parameters of its operations."""
    for item in described["paths"].values():
        for operation in item.values():
            operation["parameters"] = [
                one for one in operation["parameters"]
                if one.get("$ref", "").rsplit("/", 1)[-1] not in parameters
            ]
    return described


def conformance(document, users, *flags):
    """Sends what the description allows and what it does not, and compares every answer with it."""
    return run([PYTHON, "-m", "schemathesis.cli", "run", document, "--no-color",
                "--url", f"http://127.0.0.1:{users.port}", "--seed", "20260131",
                "--max-examples", "15", "--generation-database", "none",
                "--request-timeout", "120",
                "--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all", *flags], cwd=users.data.parent)


def test_every_answer_is_described(tmp_path):
    document = tmp_path / "described.json"
    with Users(tmp_path / "data", "--timeout", "60s") as users:
        served = users.request("GET", "/openapi.json")
        assert served.status == 200
        # OpenAPI cannot say that a key is good for one request only, nor that return=minimal leaves
        # the body out. Both have tests of their own.
        document.write_text(json.dumps(without(served.json, "Idempotency-Key", "Prefer")))
        finished = conformance(document, users, "--checks", "all")
        made = len(users.rows())
        users.stop()

    assert finished.returncode == 0, finished.stdout + finished.stderr
    tested = re.search(r"(\d+) generated", finished.stdout)
    assert tested and int(tested[1]) > 50, finished.stdout
    assert made >= 2, "requests as they should be were among them"


def test_an_answer_that_is_not_described_is_found(tmp_path):
    document = tmp_path / "described.json"
    described = without(json.loads(OPENAPI[0].read_text()), "Idempotency-Key", "Prefer")
    for path in ("/users", "/"):
        del described["paths"][path]["post"]["responses"]["201"]
    document.write_text(json.dumps(described))

    with Users(tmp_path / "data", "--timeout", "60s") as users:
        finished = conformance(document, users, "--checks", "status_code_conformance",
                               "--max-failures", "1")
        users.stop()

    assert finished.returncode == 1, finished.stdout + finished.stderr
    assert "Undocumented status code" in finished.stdout, finished.stdout
