"""Pays through the client that was generated for the bank, and prints what was sent and read.

The bank is this file: it answers with each status that its description has for a payment.
"""

import json

import httpx

from bank_client import AuthenticatedClient
from bank_client.api.accounts import patch_accounts_by_id, post_accounts_by_account_payments
from bank_client.api.statements import post_statements
from bank_client.models import Money, MoneyCurrency, PatchAccountsByAccountBody, PaymentOrder

PROBLEM = "application/problem+json"
ANSWERS = [
    (201, "application/json", {"id": "p1", "state": "booked"}),
    (202, "application/json", {"state": "pending", "request_id": "r1", "ticket": "t1"}),
    (404, PROBLEM, {"title": "Not Found", "status": 404}),
    (409, PROBLEM, {"title": "Conflict", "balance_cents": 7}),
    (503, PROBLEM, {"title": "Service Unavailable", "status": 503, "detail": "Later."}),
]
answers = iter(ANSWERS)


def bank(request):
    status, content_type, body = next(answers)
    print(json.dumps({"path": request.url.path, "fields": dict(request.headers),
                      "body": json.loads(request.content)}))
    return httpx.Response(status, headers={"Content-Type": content_type}, json=body)


client = AuthenticatedClient("http://bank.example", token="x")
client.set_httpx_client(httpx.Client(base_url="http://bank.example",
                                     transport=httpx.MockTransport(bank)))
order = PaymentOrder(amount=Money(cents=100, currency=MoneyCurrency.EUR), to="Ada")
for _ in ANSWERS:
    response = post_accounts_by_account_payments.sync_detailed(
        "a1", client=client, body=order, idempotency_key='"k1"', x_channel="branch"
    )
    print(json.dumps({"status": response.status_code, "type": type(response.parsed).__name__,
                      "members": response.parsed.to_dict()}))
