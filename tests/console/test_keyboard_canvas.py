"""The canvas by the keyboard alone: a workflow is made, changed, mended and published without a mouse."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.installed import Installed
from tests.console.visits import Visit

# No page of a workflow has more places to stop at; who presses Tab more often goes in circles.
STOPS = 150


class Keys:
    """A person at the keyboard. Locators are looked at only; nothing here clicks, fills or focuses."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(10_000)

    def press(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, target: Locator, key: str = "Tab") -> None:
        """Presses Tab until the target has the focus."""
        expect(target).to_have_count(1)
        for _ in range(STOPS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.press(key)
        pytest.fail(f"{key} never comes to {target}")

    def push(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """Goes to a button of what is open, and pushes it."""
        self.go(self._inside(role, name))
        self.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Goes to a field of what is open, and writes over what it has."""
        self.go(self._inside("textbox", label))
        self.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, label: str, option: str) -> None:
        """Goes to a list of choices, and down to one of them."""
        self.go(self._inside("combobox", label))
        self.press("ArrowDown")
        wanted = self.page.get_by_role("option", name=option, exact=True)
        expect(wanted).to_be_visible()
        for _ in range(STOPS):
            if wanted.get_attribute("data-combobox-selected") is not None:
                break
            self.press("ArrowDown")
        self.press("Enter")
        expect(wanted).to_be_hidden()

    def _inside(self, role: str, name: str | re.Pattern[str]) -> Locator:
        dialog = self.page.get_by_role("dialog")
        place = dialog.last if dialog.count() else self.page.locator("body")
        found: Locator = place.get_by_role(role, name=name, exact=isinstance(name, str))  # type: ignore[arg-type]
        return found.first


class Board:
    """The canvas of a workflow, by the keyboard."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.page = keys.page

    def node(self, title: str) -> Locator:
        """The card of a node."""
        return self.page.locator(".react-flow__node", has_text=title)

    def pick(self, kind: str) -> Locator:
        """Finds a kind of node in the picker; its settings open, and have the focus."""
        picker = self.page.get_by_role("dialog", name="Add a node")
        expect(picker.get_by_role("textbox", name="Find a node…")).to_be_focused()
        self.page.keyboard.type(kind)
        self.keys.press("Enter")
        expect(picker).to_be_hidden()
        expect(self.page.get_by_role("textbox", name="Name of the node")).to_be_focused()
        return self.page.get_by_role("dialog")

    def begin(self, kind: str) -> None:
        """A first node, by the tools of the canvas."""
        self.keys.push("Add node")
        self.pick(kind)

    def follow(self, title: str, kind: str, port: str = "Next") -> None:
        """A node after another one, from the card of that one."""
        expect(self.node(title)).to_be_focused()
        self.keys.push(f"Add node after {title} ({port})")
        self.pick(kind)

    def apply(self, title: str) -> None:
        """Names the node and closes its settings; the focus is on its card then."""
        self.keys.go(self.page.get_by_role("textbox", name="Name of the node"), "Shift+Tab")
        self.keys.press("Control+a")
        self.page.keyboard.type(title)
        self.keys.push("Apply")
        expect(self.page.get_by_role("dialog")).to_be_hidden()
        expect(self.node(title)).to_be_focused()


@pytest.fixture
def board(visit: Callable[..., Visit]) -> Board:
    """An empty workflow that was made by the keyboard."""
    keys = Keys(visit("/workflows").page)
    keys.push("New workflow")
    expect(keys.page.get_by_role("textbox", name="Name")).to_be_focused()
    keys.page.keyboard.type(f"By the keyboard {uuid4().hex[:6]}")
    keys.press("Enter")
    expect(keys.page.get_by_role("button", name="Add node", exact=True)).to_be_visible()
    return Board(keys)


def draw(board: Board) -> None:
    """An audience that nobody is in, an event without a name, and the end."""
    keys = board.keys
    board.begin("Audience")
    keys.push("Add a rule")
    expect(board.page.get_by_role("menuitem").or_(board.page.get_by_role("dialog")).last).to_be_visible()
    keys.push(re.compile("^Attribute"))
    keys.write("Name", f"keyboard_{uuid4().hex[:6]}")
    keys.choose("Must be", "is not empty")
    board.apply("Nobody yet")
    board.follow("Nobody yet", "Generate Event")
    board.apply("Tell of it")
    board.follow("Tell of it", "End")
    board.apply("Over")


def test_a_workflow_is_drawn_mended_and_published(board: Board, shop: Installed) -> None:
    draw(board)
    keys, page = board.keys, board.page
    expect(page.locator(".react-flow__edge")).to_have_count(2)

    # The list has the same nodes, and says at the node what is wrong with it.
    keys.go(page.get_by_role("radio", name="Canvas"), "Shift+Tab")
    keys.press("ArrowRight")
    rows = page.get_by_role("list", name="Nodes in their order").get_by_role("listitem")
    expect(rows).to_have_text([re.compile("Nobody yet"), re.compile("Tell of it"), re.compile("Over")])
    expect(rows.filter(has_text="1 problem")).to_have_count(1)
    expect(rows.filter(has_text="1 problem")).to_contain_text("Tell of it")

    keys.push("Settings of Tell of it")
    expect(page.get_by_role("textbox", name="Name of the node")).to_be_focused()
    keys.write("Event", "keyboard.used")
    keys.push("Apply")
    expect(page.get_by_role("button", name="Settings of Tell of it")).to_be_focused()
    expect(rows.filter(has_text="problem")).to_have_count(0)

    keys.go(page.get_by_role("button", name="Save & run"), "Shift+Tab")
    keys.press("Enter")
    expect(page.get_by_text("Active", exact=True)).to_be_visible()
    kept = shop.get(f"/v1/workflows/{page.url.split('/workflows/')[1].split('?')[0]}")
    assert kept["active_version"] == 1
    graph = kept["graph"]
    assert isinstance(graph, dict)
    assert [node["title"] for node in graph["nodes"]] == ["Nobody yet", "Tell of it", "Over"]
    assert [(edge["from"], edge["to"]) for edge in graph["edges"]] == [
        ("audience", "generate_event"),
        ("generate_event", "end"),
    ]


def test_what_was_done_is_undone_and_what_goes_leaves_the_focus_nearby(board: Board) -> None:
    draw(board)
    keys, page = board.keys, board.page
    nodes = page.locator(".react-flow__node")

    # Between the nodes, there and back.
    keys.go(board.node("Nobody yet"), "Shift+Tab")
    keys.go(board.node("Tell of it"))

    # What has the focus is what goes, and the one before it has the focus then.
    keys.press("Delete")
    expect(nodes).to_have_count(2)
    expect(board.node("Tell of it")).to_have_count(0)
    expect(board.node("Nobody yet")).to_be_focused()
    expect(page.get_by_label("From Nobody yet to Over", exact=True)).to_have_count(1)
    keys.press("Control+z")
    expect(nodes).to_have_count(3)
    keys.press("Control+Shift+z")
    expect(board.node("Tell of it")).to_have_count(0)
    keys.press("Control+z")
    expect(board.node("Tell of it")).to_be_visible()
    expect(board.node("Nobody yet")).to_be_focused()


def test_settings_and_picker_give_the_focus_back_and_keep_their_keys(board: Board) -> None:
    draw(board)
    keys, page = board.keys, board.page
    drawer, picker = (
        page.get_by_role("dialog", name="Tell of it"),
        page.get_by_role("dialog", name="Add a node"),
    )

    # Left with Escape, the picker and the settings lead back to the node.
    keys.go(board.node("Tell of it"), "Shift+Tab")
    keys.press("Enter")
    expect(page.get_by_role("textbox", name="Name of the node")).to_be_focused()
    keys.go(drawer.get_by_role("button", name="Apply"))
    keys.press("Delete")
    keys.press("Escape")
    expect(drawer).to_be_hidden()
    expect(board.node("Tell of it")).to_be_focused()
    expect(page.locator(".react-flow__node")).to_have_count(3)

    # From the settings straight to the next node, or not.
    keys.press("Enter")
    expect(page.get_by_role("textbox", name="Name of the node")).to_be_focused()
    keys.push("Add node after this one")
    expect(drawer).to_be_hidden()
    expect(picker.get_by_role("textbox", name="Find a node…")).to_be_focused()
    keys.press("Escape")
    expect(picker).to_be_hidden()
    expect(board.node("Tell of it")).to_be_focused()

    # Removed from its settings, the node leaves the focus to the one before it.
    keys.press("Enter")
    expect(page.get_by_role("textbox", name="Name of the node")).to_be_focused()
    keys.push("Remove this node")
    expect(board.node("Tell of it")).to_have_count(0)
    expect(board.node("Nobody yet")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)

    # In the list too; and with nothing left the next thing to do has it.
    keys.go(page.get_by_role("radio", name="Canvas"), "Shift+Tab")
    keys.press("ArrowRight")
    for title, left in (("Over", "Settings of Nobody yet"), ("Nobody yet", "Add node")):
        keys.push(f"Remove {title}")
        expect(page.get_by_role("button", name=left, exact=True)).to_be_focused()
