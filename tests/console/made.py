"""What tests make through the API before they open the browser; named so that nothing else is called so."""

from uuid import uuid4

import httpx

from tests.console.installed import Installed


def word() -> str:
    """A word that nothing in the shop has in it yet."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in uuid4().hex[:10])


def post(shop: Installed, path: str, body: object) -> dict[str, object]:
    """What the API answers to something new."""
    headers = {"Authorization": f"Bearer {shop.api_key}"}
    answer = httpx.post(shop.url + path, json=body, headers=headers, timeout=30)
    assert answer.is_success, answer.text
    told: dict[str, object] = answer.json()
    return told


def customer(shop: Installed, firstname: str, lastname: str) -> int:
    """A customer of this name; the number."""
    named = {"firstname": firstname, "lastname": lastname}
    known = f"{firstname}.{lastname}@example.com".lower()
    told = post(shop, "/v1/profiles", {"email": known, "attributes": named})
    assert isinstance(told["id"], int)
    return told["id"]
