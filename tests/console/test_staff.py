"""Who did something is told by name, and what a member of the staff sold and tried is found."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from playwright.sync_api import expect

from tests.console.installed import Installed
from tests.console.made import post, word
from tests.console.visits import Visit, sign_in


def test_a_case_about_a_member_leads_to_what_he_sold_and_tried(
    visit: Callable[..., Visit], shop: Installed
) -> None:
    case: dict[str, Any] = shop.first("/v1/fraud-cases", kind="staff")
    member = case["subject"]
    page = visit(f"/fraud/{case['id']}").page
    for way, table, expected in (
        ("Redemptions made by this member", "Redemptions", "/v1/redemptions"),
        ("Codes tried that do not exist", "Rejected attempts", "/v1/rejections"),
    ):
        page.get_by_role("link", name=way).click()
        wanted = {"member_id": member["id"], "limit": "200"}
        found: Any = shop.get(expected, **wanted)["items"]
        assert found
        assert len(found) < len(shop.get(expected, limit=200)["items"])  # type: ignore[arg-type]
        shown = page.get_by_role("table", name=table, exact=True).get_by_role("row")
        expect(shown).to_have_count(len(found) + 1)  # the head is a row too
        by = page.get_by_role("combobox", name="By").or_(page.get_by_role("textbox", name="By"))
        expect(by).to_have_value(member["name"])
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(member["name"])


def test_filters_are_folded_away_on_a_phone_and_say_how_many_are_used(
    visit: Callable[..., Visit], shop: Installed
) -> None:
    page = visit("/redemptions?state=redeemed", "phone").page
    code = page.get_by_role("textbox", name="Code")
    expect(code).to_be_hidden()
    page.get_by_role("button", name="Filters: 1 used").click()
    code.fill("NOBODY-HAS-THIS")
    expect(page.get_by_text("Nothing fits the filters")).to_be_visible()
    expect(page.get_by_role("button", name="Filters: 2 used")).to_have_attribute("aria-expanded", "true")


def test_a_version_says_by_name_who_published_it(visit: Callable[..., Visit], shop: Installed) -> None:
    rewards = [{"type": "order_percent", "percent": "10"}]
    definition = {"access": {"type": "generic_code", "code": word()}, "rewards": rewards}
    made = post(shop, "/v1/promotions", {"name": word(), "definition": definition})
    post(shop, f"/v1/promotions/{made['id']}/publications", {})
    keys: Any = shop.get("/v1/actors")["items"]
    names = [one["name"] for one in keys if one["actor"].startswith("api_key:")]
    page = visit(f"/promotions/{made['id']}?tab=versions").page
    told = page.get_by_text(re.compile("^Published .* by "))
    expect(told).to_have_text(re.compile(f"by ({'|'.join(map(re.escape, names))})$"))


def test_who_may_not_know_names_reads_what_it_was(visit: Callable[..., Visit], shop: Installed) -> None:
    name = word()
    member = {
        "email": f"{name}@shop.example",
        "password": word() + word(),
        "permissions": ["PROMOTIONS_PROMOTION_READ", "PROMOTIONS_REDEMPTION_READ"],
    }
    post(shop, "/v1/members", member)
    promotion = shop.first("/v1/promotions", search="Winter, 10 %")["id"]
    opened = visit("/sign-in", storage_state=None)
    opened.heard.expected = re.compile("403")  # other things that the page asks for
    sign_in(opened.page, replace(shop, email=member["email"], password=member["password"]))
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    opened.page.goto(f"/promotions/{promotion}?tab=versions")
    expect(opened.page.get_by_text(re.compile("^Published .* by the demo data$"))).to_be_visible()
    opened.page.goto("/redemptions")
    expect(opened.page.get_by_role("table", name="Redemptions", exact=True)).to_be_visible()
    assert not [url for url in asked if "/v1/actors" in url]
