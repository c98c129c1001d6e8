"""Ctrl+K from anywhere: whatever the workspace has is found by name, opened by Enter, and left by Escape."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.console.installed import Installed
from tests.console.made import customer, post, word
from tests.console.visits import Visit


@dataclass(frozen=True)
class Things:
    """What there is to be found, each with a word of its own."""

    code: str
    pool: str
    pool_id: str
    customer: str
    customer_id: int
    promotion: str
    promotion_id: str


@pytest.fixture(scope="module")
def things(shop: Installed) -> Things:
    pool, code, last, promotion = (word() for _ in range(4))
    made = post(shop, "/v1/pools", {"name": f"Pool {pool}"})
    post(shop, f"/v1/pools/{made['id']}/codes", {"code": code.upper()})
    offer = post(shop, "/v1/promotions", {"name": f"Promotion {promotion}", "definition": {}})
    return Things(
        code=code.upper(),
        pool=f"Pool {pool}",
        pool_id=str(made["id"]),
        customer=f"Wanda {last.title()}",
        customer_id=customer(shop, "Wanda", last.title()),
        promotion=f"Promotion {promotion}",
        promotion_id=str(offer["id"]),
    )


def test_a_code_is_found_and_enter_shows_it_in_its_pool(visit: Callable[..., Visit], things: Things) -> None:
    page = visit("/").page
    search(page, things.code)
    expect(found(page, "Codes", things.code)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/pools/{things.pool_id}\?.*{things.code}"))
    expect(page.get_by_role("heading", name=things.pool)).to_be_visible()
    expect(page.get_by_role("table").get_by_text(things.code)).to_be_visible()


def test_a_customer_is_found_by_name(visit: Callable[..., Visit], things: Things) -> None:
    page = visit("/").page
    search(page, things.customer)
    expect(found(page, "Customers", things.customer)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/customers/{things.customer_id}")
    expect(page.get_by_role("heading", name=things.customer)).to_be_visible()


def test_a_pool_is_found(visit: Callable[..., Visit], things: Things) -> None:
    page = visit("/").page
    search(page, things.pool)
    expect(found(page, "Code pools", things.pool)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/pools/{things.pool_id}")


def test_a_promotion_is_found(visit: Callable[..., Visit], things: Things) -> None:
    page = visit("/").page
    search(page, things.promotion)
    expect(found(page, "Promotions", things.promotion)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/promotions/{things.promotion_id}")


def test_pages_and_commands_are_found(visit: Callable[..., Visit]) -> None:
    page = visit("/").page
    search(page, "webho")
    expect(found(page, "Pages", "Webhooks")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/webhooks")
    search(page, "redeem a code")
    expect(found(page, "Commands", "Redeem a code by hand")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/till")


def test_escape_closes_the_search_and_gives_the_focus_back(visit: Callable[..., Visit]) -> None:
    page = visit("/pools").page
    name = page.get_by_role("textbox", name="Filter pools…", exact=True)
    name.focus()
    box = search(page, "anything")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(name).to_be_focused()
    name.press_sequentially("free")
    expect(name).to_have_value("free")


def test_enter_never_opens_what_was_found_for_other_words(
    visit: Callable[..., Visit], things: Things
) -> None:
    page = visit("/").page
    box = search(page, things.customer)
    expect(found(page, "Customers", things.customer)).to_be_visible()
    page.route(lambda url: "/v1/search" in url, lambda _: None)
    with page.expect_request(lambda request: asks_for(request, things.pool)):
        box.fill(things.pool)
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    assert "/customers" not in page.url


def asks_for(request: Request, words: str) -> bool:
    return "/v1/search" in request.url and words.split()[-1] in request.url


def test_who_is_faster_than_the_search_finds_it_open(visit: Callable[..., Visit]) -> None:
    page = visit("/").page
    kept: list[Route] = []
    page.route(re.compile(r"/Search-.*\.js$"), lambda route: kept.append(route))  # noqa: PLW0108  is marked
    page.reload()
    expect(page.locator("main h1")).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_have_count(0)
    for one in kept:
        one.continue_()
    expect(page.get_by_role("textbox", name="Search", exact=True)).to_be_focused()
    assert kept


def search(page: Page, words: str) -> Locator:
    """Opens the search and types."""
    expect(page.locator("main h1")).to_be_visible()
    page.keyboard.press("Control+k")
    box = page.get_by_role("textbox", name="Search", exact=True)
    expect(box).to_be_focused()
    box.fill(words)
    return box


def found(page: Page, kind: str, name: str) -> Locator:
    """A line of the search, among those of its kind."""
    lines = page.get_by_role("dialog").get_by_role("group", name=kind, exact=True)
    return lines.get_by_role("button", name=name).first
