"""The users demo in Python: what to do about an event. worker.py is the rest."""

import json
import uuid

from worker import answer, main, problem


class Users:
    """Makes users, each name once."""

    name = "users"
    schema = """
CREATE TABLE IF NOT EXISTS users (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, request_id TEXT NOT NULL);
"""

    def handle(self, database, event):
        try:
            name = json.loads(event.body)["name"]
        except (ValueError, TypeError, KeyError):
            return problem("UserRefused", 400, 'Send an object such as {"name": "Ada"}.')
        if not isinstance(name, str) or not name.strip() or len(name) > 200:
            return problem("UserRefused", 422, '"name" must be a string of 1 to 200 characters.')
        user = {"id": str(uuid.uuid5(uuid.UUID(event.id), "User")), "name": name}
        added = database.execute(
            "INSERT INTO users VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
            [user["id"], name, event.id],
        )
        if added.rowcount == 0:
            return problem("UserDuplicated", 409, f'A user named "{name}" exists already.')
        return answer("UserCreated", 201, user)


if __name__ == "__main__":
    main(Users())
