"""The picker of customers: whoever is picked is who was typed last, however late the answers come."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import Error, Locator, Page, Route, expect

from tests.console.installed import Installed
from tests.console.made import customer, post, word
from tests.console.visits import Visit


@dataclass(frozen=True)
class Person:
    """A customer who is there."""

    number: int
    name: str


@pytest.fixture(scope="module")
def ada(shop: Installed) -> Person:
    return person(shop, "Ada")


@pytest.fixture(scope="module")
def bob(shop: Installed) -> Person:
    return person(shop, "Bob")


def person(shop: Installed, firstname: str) -> Person:
    """Somebody whose last name nobody else has."""
    lastname = word().title()
    return Person(customer(shop, firstname, lastname), f"{firstname} {lastname}")


def test_who_is_typed_is_picked_by_a_click(visit: Callable[..., Visit], ada: Person) -> None:
    page = visit("/till").page
    picker(page).fill(ada.name)
    option(page, ada).click()
    assert asked_for(page) == ada.number


def test_who_is_typed_is_picked_by_enter(visit: Callable[..., Visit], ada: Person) -> None:
    page = visit("/till").page
    picker(page).press_sequentially(ada.name)
    expect(option(page, ada)).to_be_visible()
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_value(ada.name)
    assert asked_for(page) == ada.number


def test_who_is_typed_is_picked_by_an_arrow_and_enter(visit: Callable[..., Visit], ada: Person) -> None:
    page = visit("/till").page
    picker(page).press_sequentially(ada.name)
    expect(option(page, ada)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert asked_for(page) == ada.number


def test_enter_before_the_answer_picks_nobody_of_the_list_before(
    visit: Callable[..., Visit], ada: Person, bob: Person
) -> None:
    page = visit("/till").page
    picker(page).fill(ada.name)
    expect(option(page, ada)).to_be_visible()
    with held(page, bob.name):
        picker(page).fill(bob.name)
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(option(page, ada)).to_be_hidden()
        expect(picker(page)).to_have_value(bob.name)
    option(page, bob).click()
    assert asked_for(page) == bob.number


def test_who_was_chosen_before_is_not_in_the_way(
    visit: Callable[..., Visit], ada: Person, bob: Person
) -> None:
    page = visit("/till").page
    picker(page).fill(ada.name)
    option(page, ada).click()
    expect(picker(page)).to_have_value(ada.name)
    picker(page).fill(bob.name)
    expect(option(page, bob)).to_be_visible()
    expect(option(page, ada)).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_value(bob.name)
    assert asked_for(page) == bob.number


def test_an_answer_that_comes_late_does_not_replace_the_newer_one(
    visit: Callable[..., Visit], ada: Person, bob: Person
) -> None:
    page = visit("/till").page
    with held(page, ada.name):
        with page.expect_request(lambda request: asks(request.url, ada.name)):
            picker(page).fill(ada.name)
        picker(page).fill(bob.name)
        expect(option(page, bob)).to_be_visible()
    expect(option(page, bob)).to_be_visible()
    expect(option(page, ada)).to_be_hidden()
    option(page, bob).click()
    assert asked_for(page) == bob.number


def test_going_back_to_the_first_words_finds_the_first_again(
    visit: Callable[..., Visit], ada: Person, bob: Person
) -> None:
    page = visit("/till").page
    picker(page).fill(ada.name)
    expect(option(page, ada)).to_be_visible()
    with held(page, bob.name):
        with page.expect_request(lambda request: asks(request.url, bob.name)):
            picker(page).fill(bob.name)
        picker(page).fill(ada.name)
        expect(option(page, ada)).to_be_visible()
    expect(option(page, bob)).to_be_hidden()
    option(page, ada).click()
    assert asked_for(page) == ada.number


def test_a_code_goes_to_the_last_typed(
    visit: Callable[..., Visit], shop: Installed, ada: Person, bob: Person
) -> None:
    pool = post(shop, "/v1/pools", {"name": f"Pool {word()}"})
    post(shop, f"/v1/pools/{pool['id']}/codes", {"code": word().upper()})
    page = visit(f"/pools/{pool['id']}").page
    page.get_by_role("button", name="Assign a code").click()
    dialog = page.get_by_role("dialog")
    picker(page).fill(ada.name)
    expect(option(page, ada)).to_be_visible()
    with held(page, bob.name):
        picker(page).fill(bob.name)
        page.keyboard.press("Enter")
        expect(dialog.get_by_role("status")).to_be_hidden()
    expect(option(page, bob)).to_be_visible()
    page.keyboard.press("Enter")
    expect(picker(page)).to_have_value(bob.name)
    dialog.get_by_role("button", name="Assign", exact=True).click()
    opens = dialog.get_by_role("link", name="Open the customer")
    expect(opens).to_have_attribute("href", re.compile(rf"/customers/{bob.number}$"))


def picker(page: Page) -> Locator:
    """Where customers are typed."""
    return page.get_by_role("combobox", name="Customer", exact=True)


def option(page: Page, who: Person) -> Locator:
    """This customer in the list."""
    return page.get_by_role("option", name=who.name)


def asks(url: str, words: str) -> bool:
    """Whether the list of customers is asked for these words; last names are words of their own."""
    return "/v1/profiles?" in url and words.split()[-1] in url


@contextmanager
def held(page: Page, words: str) -> Iterator[None]:
    """The server's answers about these words come only after the block."""
    waiting: list[Route] = []

    def wanted(url: str) -> bool:
        return asks(url, words)

    def wait(route: Route) -> None:
        waiting.append(route)

    page.route(wanted, wait)
    yield
    page.unroute(wanted)
    for route in waiting:
        # The page gives up questions whose answer it does not need any more.
        with suppress(Error):
            route.continue_()


def asked_for(page: Page) -> int | None:
    """Whom the till names when it asks what a cart would get."""
    page.get_by_role("textbox", name="Order amount").fill("10")
    with page.expect_request("**/v1/validations") as asked:
        page.get_by_role("button", name="Check", exact=True).click()
    named = json.loads(asked.value.post_data or "{}")["customer"]
    return None if named is None else int(named["id"])
