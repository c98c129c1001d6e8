"""Who reads Polish is not left with English: forms, their help, and what the server finds wrong."""

import re
from collections.abc import Callable
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.installed import Installed
from tests.console.test_catalog_texts import NAMED_BY_TYPE, as_looked_up, catalog, help_texts
from tests.console.visits import Visit

SAID = ".mantine-InputWrapper-description, .lg-choice p, .lg-rule-settings > p, .lg-pick p, .lg-wrong"


def english() -> set[str]:
    """Every sentence of help that the API has."""
    variants = catalog()["families"]
    by_type = {as_looked_up(each["help"]) for family in NAMED_BY_TYPE for each in variants[family]}
    return {*help_texts(), *by_type}


def read(place: Page | Locator) -> set[str]:
    """What stands under fields and in lists of things to choose."""
    return {text.strip() for text in place.locator(SAID).all_inner_texts()} - {""}


@pytest.fixture
def polish(visit: Callable[..., Visit]) -> Callable[[str], Page]:
    return lambda path: visit(path, locale="pl-PL").page


def test_a_promotion_its_rules_and_its_rewards_are_explained_in_polish(
    polish: Callable[[str], Page], shop: Installed
) -> None:
    items = shop.get("/v1/promotions?limit=50")["items"]
    assert isinstance(items, list)
    found = next(item for item in items if item["status"] == "active" and item["definition"]["rules"])
    page = polish(f"/promotions/{found['id']}")
    seen = set()
    for tab, button in (("Ogólne", None), ("Reguły", "Dodaj regułę"), ("Nagrody", "Dodaj nagrodę"),
                        ("Limity", None), ("Kody", None), ("Harmonogram", None)):  # fmt: skip
        page.get_by_role("tab", name=re.compile(f"^{tab}")).click()
        expect(page.get_by_role("tab", name=re.compile(f"^{tab}"))).to_have_attribute("aria-selected", "true")
        page.wait_for_load_state("networkidle")
        for more in page.get_by_role("button", name=re.compile("^Jeszcze")).all():
            more.click()
        if button is not None:
            page.get_by_role("button", name=button, exact=True).first.click()
            expect(page.get_by_role("dialog")).to_be_visible()
        seen |= read(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
    assert len(seen) > 90, "rules, rewards and settings are explained"
    assert not seen & english()


def test_nodes_and_what_is_wrong_with_them_are_explained_in_polish(
    polish: Callable[[str], Page], shop: Installed
) -> None:
    kinds = ("audience", "outgoing_integration", "event_filter", "email_alert", "delay", "assign_code")
    nodes = [{"id": kind, "type": kind, "title": kind, "position": {"x": 0, "y": 0}} for kind in kinds]
    answer = httpx.post(
        f"{shop.url}/v1/workflows",
        json={"name": f"Po polsku {uuid4().hex[:8]}", "graph": {"nodes": nodes, "edges": []}},
        headers={"Authorization": f"Bearer {shop.api_key}"},
    )
    page = polish(f"/workflows/{answer.json()['id']}?view=list")
    seen: set[str] = set()
    for kind in kinds:
        page.get_by_role("button", name=f"Ustawienia węzła {kind}").click()
        drawer = page.get_by_role("dialog", name=kind)
        expect(drawer.locator(".lg-fields").first).to_be_visible()
        for more in drawer.get_by_role("button", name=re.compile("^Jeszcze")).all():
            more.click()
        seen |= read(drawer)
        drawer.get_by_role("button", name="Zastosuj").click()
        expect(drawer).to_be_hidden()
    assert len(seen) > 20
    assert not seen & english()
    strip = page.get_by_role("alert").filter(has_text="Powiedz, kto bierze udział")
    expect(strip).to_be_visible()
    told = page.locator("main").inner_text()
    assert "is missing" not in told
    assert "say " not in told


def test_what_is_refused_is_refused_in_polish(
    polish: Callable[[str], Page], visit: Callable[..., Visit]
) -> None:
    opened = visit("/audiences/00000000-0000-7000-8000-000000000000", locale="pl-PL")
    opened.heard.expected = re.compile("404")
    expect(opened.page.get_by_role("alert")).to_contain_text("Nie ma takiej grupy odbiorców.")


def test_rows_that_are_not_taken_are_explained_in_polish(
    polish: Callable[[str], Page], shop: Installed
) -> None:
    rows = "code,expires\r\nA B C,2027-03-31\r\nPL-1,31.03.2027\r\n,2027-03-31\r\n"
    with httpx.Client(base_url=shop.url, headers={"Authorization": f"Bearer {shop.api_key}"}) as client:
        pool = client.post("/v1/pools", json={"name": f"Po polsku {uuid4().hex[:8]}"}).json()["id"]
        file = {"file": ("kody.csv", rows.encode(), "text/csv")}
        sent = {"options": '{"columns": {"expires_at": "expires"}}'}
        answer = client.post(f"/v1/pools/{pool}/imports", files=file, data=sent)
    assert answer.is_success, answer.text
    page = polish(f"/imports/{answer.json()['id']}")
    reasons = page.locator('[data-label="Problem"]')
    expect(reasons.first).to_be_visible(timeout=30_000)
    assert [told.strip() for told in reasons.all_inner_texts()] == [
        "Znak 2 kodu to odstęp; usuń go.",
        "to nie jest data w postaci 2027-03-31 ani 2027-03-31T18:00:00+02:00",
        "w tym wierszu nie ma kodu",
    ]
