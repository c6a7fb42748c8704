"""What the users demo has written into a MariaDB or a PostgreSQL."""

import json
import os
import subprocess
import uuid

from server_process import PATIENCE

# Each column as hexadecimal digits, so that no text can be taken for a separator.
COLUMNS = {
    "mariadb": {"text": "HEX({})", "bytes": "HEX({})", "id": "HEX({})"},
    "postgresql": {
        "text": "encode(convert_to({}, 'UTF8'), 'hex')",
        "bytes": "encode({}, 'hex')",
        "id": "replace({}::text, '-', '')",
    },
}


def rows(database):
    """[(id, name, request id)]"""
    found = _read(database, "users", [("id", "text"), ("name", "text"), ("request_id", "text")])
    return [tuple(column.decode() for column in row) for row in found]


def inbox(database):
    """{request id: (headers of the outcome, its body)}"""
    found = _read(
        database,
        "boomerang_inbox",
        [("request_id", "id"), ("outcome_headers", "text"), ("outcome_body", "bytes")],
    )
    return {str(uuid.UUID(bytes=row[0])): (json.loads(row[1]), row[2]) for row in found}


def _read(database, table, columns):
    forms = COLUMNS[database.place.scheme]
    selected = ", ' ', ".join(forms[form].format(name) for name, form in columns)
    lines = printed(database, f"SELECT CONCAT({selected}) FROM {table}")
    return [[bytes.fromhex(column) for column in line.split(" ")] for line in lines.splitlines()]


def printed(database, statement):
    """What the statement gives, as the database's own client prints it."""
    place = database.place
    secret = {}
    if place.scheme == "mariadb":
        client = ["mariadb", "--no-defaults", "-h", place.hostname, "-P", str(place.port)]
        client += ["-u", place.username, "-N", "-B", "-e", statement, place.path[1:]]
        secret = {"MYSQL_PWD": place.password}
    else:
        client = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement]
        client += [database.url]
    done = subprocess.run(
        client, capture_output=True, text=True, timeout=PATIENCE, env={**os.environ, **secret}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
