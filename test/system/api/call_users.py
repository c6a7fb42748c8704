"""Makes users through the client that was generated for them, and prints what it gave.

call_users.py URL NAME ...
"""

import json
import sys

from users_client import Client
from users_client.api.requests import get_request
from users_client.api.root import post_root
from users_client.api.users import post_users
from users_client.models import NewUser


def told(response):
    parsed = response.parsed
    return {
        "status": response.status_code,
        "type": type(parsed).__name__,
        "members": parsed.to_dict(),
        "request_id": response.headers["x-request-id"],
    }


with Client(sys.argv[1], timeout=60) as client:
    for name in sys.argv[2:]:
        for call in (post_users, post_root):
            print(json.dumps(told(call.sync_detailed(client=client, body=NewUser(name=name)))))
    never = get_request.sync_detailed("never-issued", client=client)
    print(json.dumps({"status": never.status_code, "type": type(never.parsed).__name__}))
