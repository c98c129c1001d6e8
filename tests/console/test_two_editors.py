"""Two people draw the same workflow at once: nobody's work is overwritten unseen."""

import re
from collections.abc import Callable
from uuid import uuid4

import httpx
from playwright.sync_api import Page, expect

from tests.console.installed import Installed
from tests.console.visits import Visit


def made(shop: Installed) -> str:
    """The id of a new workflow of one node."""
    graph = {
        "nodes": [{"id": "end", "type": "end", "title": "Begun", "position": {"x": 0, "y": 0}}],
        "edges": [],
    }
    answer = httpx.post(
        f"{shop.url}/v1/workflows",
        json={"name": f"Drawn by two {uuid4().hex[:8]}", "kind": "profile", "graph": graph},
        headers={"Authorization": f"Bearer {shop.api_key}"},
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def add_end(page: Page, title: str) -> None:
    """One more node, of this name."""
    page.get_by_role("button", name="Add node", exact=True).click()
    picker = page.get_by_role("dialog", name="Add a node")
    picker.get_by_label("Find a node…").fill("End")
    picker.get_by_role("button", name=re.compile("^End")).first.click()
    drawer = page.get_by_role("dialog").last
    drawer.get_by_label("Name of the node").fill(title)
    drawer.get_by_role("button", name="Apply").click()
    expect(page.locator(".react-flow__node", has_text=title)).to_be_visible()


def titles(shop: Installed, workflow: str) -> set[str]:
    graph = shop.get(f"/v1/workflows/{workflow}")["graph"]
    assert isinstance(graph, dict)
    return {node["title"] for node in graph["nodes"]}


def in_conflict(visit: Callable[..., Visit], shop: Installed) -> tuple[str, Page]:
    """A workflow that a colleague changed, and the page of somebody who changed it too and is told so."""
    workflow = made(shop)
    mine, theirs = (visit(f"/workflows/{workflow}") for _ in range(2))
    mine.heard.expected = re.compile("409")
    for opened in (mine, theirs):
        expect(opened.page.locator(".react-flow__node")).to_have_count(1)
    add_end(theirs.page, "Theirs")
    expect(theirs.page.get_by_text("Saved", exact=True)).to_be_visible()
    add_end(mine.page, "Mine")
    expect(mine.page.get_by_text("Somebody else changed this draft meanwhile")).to_be_visible()
    assert titles(shop, workflow) == {"Begun", "Theirs"}
    return workflow, mine.page


def test_one_goes_on_with_theirs_and_undo_brings_ones_own_back(
    visit: Callable[..., Visit], shop: Installed
) -> None:
    workflow, page = in_conflict(visit, shop)
    page.get_by_role("button", name="Go on with theirs").click()
    expect(page.locator(".react-flow__node", has_text="Theirs")).to_be_visible()
    expect(page.locator(".react-flow__node", has_text="Mine")).to_be_hidden()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(page.locator(".react-flow__node", has_text="Mine")).to_be_visible()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert titles(shop, workflow) == {"Begun", "Mine"}


def test_one_keeps_ones_own(visit: Callable[..., Visit], shop: Installed) -> None:
    workflow, page = in_conflict(visit, shop)
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.get_by_text("Somebody else changed this draft meanwhile")).to_be_hidden()
    assert titles(shop, workflow) == {"Begun", "Mine"}


def test_two_marketers_at_the_same_promotion(visit: Callable[..., Visit], shop: Installed) -> None:
    made = httpx.post(
        f"{shop.url}/v1/promotions",
        json={
            "name": f"Edited by two {uuid4().hex[:8]}",
            "definition": {"rewards": [{"type": "order_percent", "percent": "10"}]},
        },
        headers={"Authorization": f"Bearer {shop.api_key}"},
    ).json()
    address = f"/promotions/{made['id']}?tab=schedule"
    mine, theirs = (visit(address) for _ in range(2))
    mine.heard.expected = re.compile("409")
    for opened, day in ((theirs, "2031-01-01T00:00"), (mine, "2032-01-01T00:00")):
        opened.page.get_by_label(re.compile("^(Good from|From)")).first.fill(day)
        opened.page.get_by_role("button", name="Save draft").click()
        saved = opened.page.get_by_text("The draft is saved.").or_(opened.page.get_by_role("alert"))
        expect(saved.first).to_be_visible()
    expect(mine.page.get_by_text("Somebody else changed this draft meanwhile")).to_be_visible()
    kept = shop.get(f"/v1/promotions/{made['id']}")["definition"]
    assert isinstance(kept, dict)
    assert str(kept["starts_at"]).startswith("20")
    mine.page.get_by_role("button", name="Keep mine").click()
    expect(mine.page.get_by_text("Somebody else changed this draft meanwhile")).to_be_hidden()
    now = shop.get(f"/v1/promotions/{made['id']}")["definition"]
    assert isinstance(now, dict)
    assert now["starts_at"] > kept["starts_at"]
