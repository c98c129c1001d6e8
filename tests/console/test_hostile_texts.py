"""Texts that attack whoever shows them, stored in every field that takes one, then shown on every page."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from tests.console.hostile import ATTACKS, body
from tests.console.installed import Installed, installed
from tests.console.screens import address, paths
from tests.console.visits import MODES, sign_in, watched
from tests.minimal import operations

SEED = 20261121
# What must have been stored for the visit to prove anything.
SURE = {
    "createPool", "createCampaign", "createPromotion", "saveProfile", "sendEvent", "createWorkflow",
    "createAudience", "createMessageTemplate", "createKey", "createMember", "createWebhook", "createCatalog",
    "createRecipientList", "createHandbill", "createPromotionTag",
}  # fmt: skip
# They need another's secret, or leave the shop.
LEFT_OUT = {"signIn", "signOut", "signOutEverywhere"}
# Pages of what needs more than calls: a run and its journeys need a worker and somebody to lead.
NOT_MADE = {
    "/workflows/$workflowId/runs/$runId",
    "/workflows/$workflowId/runs/$runId/journeys/$journeyId",
}


@pytest.fixture(scope="module")
def hostile(largesse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    with installed(largesse, tmp_path_factory.mktemp("hostile"), demo=False) as running:
        yield running


@pytest.fixture(scope="module")
def stored(hostile: Installed) -> set[str]:
    """Every POST of the API, its texts attacks; the operations that took theirs."""
    draw = random.Random(SEED)
    taken = set()
    with httpx.Client(base_url=hostile.url, timeout=30) as client:
        document: dict[str, Any] = client.get("/openapi.json").json()
        client.headers["Authorization"] = f"Bearer {hostile.api_key}"
        for operation in operations(document):
            name = operation.described["operationId"]
            content = operation.described.get("requestBody", {}).get("content", {}).get("application/json")
            if operation.method != "POST" or content is None or name in LEFT_OUT or "{" in operation.path:
                continue
            for _ in ATTACKS:
                wish = body(content["schema"], document, draw)
                if client.post(operation.path, json=wish).is_success:
                    taken.add(name)
        redeem(client)
        guess(client)
    return taken


def redeem(client: httpx.Client) -> None:
    """One redemption, which needs a promotion in force; all that a shop says with it is an attack."""
    attack = ATTACKS[0]
    rewards = [{"type": "order_percent", "percent": "10"}]
    promotion = client.post("/v1/promotions", json={"name": attack, "definition": {"rewards": rewards}})
    assert promotion.status_code == 201, promotion.text
    published = client.post(f"/v1/promotions/{promotion.json()['id']}/publications", json={})
    assert published.is_success, published.text
    cart = {"items": [{"sku": attack, "name": attack, "price": 1000}], "currency": "EUR"}
    redeemed = client.post("/v1/redemptions", json={"codes": [], "cart": cart, "order_id": attack})
    assert redeemed.is_success, redeemed.text


def guess(client: httpx.Client) -> None:
    """Somebody whose name is an attack tries codes, of which the worker makes a case of suspected abuse."""
    guesser = client.post(
        "/v1/profiles", json={"custom_id": "guesser", "attributes": {"firstname": ATTACKS[0]}}
    )
    assert guesser.is_success, guesser.text
    cart = {"items": [{"sku": "tea", "price": 1000}], "currency": "EUR"}
    for number in range(12):
        wish = {"codes": [f"NO-{number}"], "cart": cart, "customer": {"id": guesser.json()["id"]}}
        tried = client.post("/v1/redemptions", json={**wish, "order_id": f"guess-{number}"})
        assert tried.is_success, tried.text


def test_attacks_were_stored_in_all_that_the_pages_show(stored: set[str]) -> None:
    assert not SURE - stored


@pytest.fixture(scope="module")
def cookies(browser: Browser, hostile: Installed, stored: set[str]) -> Callable[[], Any]:
    context = browser.new_context(locale="en-GB")
    sign_in(context.new_page(), hostile)
    state = context.storage_state()
    context.close()
    return lambda: state


@pytest.mark.parametrize("path", [path for path in paths() if path not in NOT_MADE])
def test_a_page_shows_attacks_as_text(
    browser: Browser, hostile: Installed, cookies: Callable[[], Any], path: str
) -> None:
    where = address(hostile, path)
    context = browser.new_context(storage_state=cookies(), locale="en-GB", **MODES["light"])
    try:
        page = context.new_page()
        heard = watched(page)
        # The frame of a preview runs no script, and the browser says so.
        heard.expected = re.compile("Blocked script execution in 'about:srcdoc'")
        page.goto(hostile.url + where)
        page.wait_for_load_state("networkidle")
        for hovered in page.locator("#content a:visible").all()[:40]:
            hovered.scroll_into_view_if_needed()
            hovered.hover(force=True)
        heard.check()
    finally:
        context.close()
