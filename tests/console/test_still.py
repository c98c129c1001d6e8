"""What somebody presses does not move away before the click, though the page has something new to say."""

from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.console.installed import Installed
from tests.console.made import post, word
from tests.console.visits import Visit


def test_problems_wait_until_the_pointer_is_up(visit: Callable[..., Visit], shop: Installed) -> None:
    graph = {
        "nodes": [{"id": "end", "type": "end", "title": "Alone", "position": {"x": 0, "y": 0}}],
        "edges": [],
    }
    made = post(shop, "/v1/workflows", {"name": word(), "kind": "profile", "graph": graph})
    page = visit("/workflows").page
    held: list[Route] = []
    page.route("**/check", lambda route: held.append(route))  # noqa: PLW0108  Playwright marks what it is given
    page.goto(f"/workflows/{made['id']}")
    add = page.get_by_role("button", name="Add node", exact=True)
    add.hover()
    page.wait_for_timeout(500)  # the canvas comes to rest
    page.mouse.down()
    place = add.bounding_box()
    with page.expect_response("**/check"):
        for route in held:
            route.continue_()
    page.wait_for_timeout(500)
    strip = page.get_by_text("to mend before this can run")
    expect(strip).to_be_hidden()
    assert add.bounding_box() == place
    page.mouse.up()
    picker = page.get_by_role("dialog", name="Add a node")
    expect(picker).to_be_visible()
    page.keyboard.press("Escape")
    expect(strip).to_be_visible()
