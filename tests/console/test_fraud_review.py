"""Suspected abuse in the console: it is told, looked at and decided; what is looked for is set."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.installed import Installed
from tests.console.keyboard import Keyboard
from tests.console.made import customer, post, word
from tests.console.visits import Visit

CODES: Final = 12
# The worker looks three times a minute.
LOOKED: Final = 120


@dataclass(frozen=True)
class Suspect:
    """A customer who tried codes that do not exist, and the case about it."""

    number: int
    name: str
    case: str


@pytest.fixture(scope="module")
def suspects(shop: Installed) -> list[Suspect]:
    """One for each test that decides, all found by one look of the worker."""
    named = {guesser(shop, name): name for name in (f"Guess {word().title()}" for _ in range(4))}
    deadline = time.monotonic() + LOOKED
    found: dict[int, str] = {}
    while len(found) < len(named):
        assert time.monotonic() < deadline, "the worker found nothing"
        time.sleep(1)
        for number in named.keys() - found.keys():
            if cases := cases_about(shop, number):
                found[number] = str(cases[0]["id"])
    return [Suspect(number, name, found[number]) for number, name in named.items()]


@pytest.fixture
def abuser(suspects: list[Suspect]) -> Suspect:
    return suspects[0]


@pytest.fixture
def harmless(suspects: list[Suspect]) -> Suspect:
    return suspects[1]


@pytest.fixture
def raced(suspects: list[Suspect]) -> Suspect:
    return suspects[2]


@pytest.fixture
def waiting(suspects: list[Suspect]) -> Suspect:
    """Nobody decides about this one."""
    return suspects[3]


@pytest.fixture
def settings(shop: Installed) -> Iterator[dict[str, Any]]:
    """What the shop holds suspicious; as it was when the test ends."""
    before = shop.get("/v1/fraud-settings")
    yield before
    put(shop, "/v1/fraud-settings", before)


def test_the_overview_leads_to_the_queue(
    visit: Callable[..., Visit], shop: Installed, waiting: Suspect
) -> None:
    told: Any = shop.get("/v1/overview")["fraud_cases"]
    page = visit("/").page
    need = page.get_by_role("listitem").filter(has_text=re.compile(r"\d+ cases of suspected abuse"))
    expect(need).to_contain_text(f"score {told['worst_score']} of 100")
    need.get_by_role("link", name=re.compile("^Review")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fraud review")
    expect(row(page, waiting)).to_contain_text("Tried 12 different codes that do not exist within 24 hours.")
    expect(row(page, waiting)).to_contain_text("medium")


def test_the_search_finds_the_queue(visit: Callable[..., Visit], suspects: list[Suspect]) -> None:
    page = visit("/pools").page
    expect(page.get_by_role("heading", level=1)).to_have_text("Code pools")
    page.keyboard.press("Control+k")
    page.get_by_role("textbox", name="Search").fill("fraud")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fraud review")
    assert suspects


def test_a_case_shows_its_evidence_in_the_readers_language(
    visit: Callable[..., Visit], waiting: Suspect
) -> None:
    page = visit(f"/fraud/{waiting.case}", locale="pl-PL").page
    expect(page.get_by_role("heading", level=1)).to_have_text(waiting.name)
    expect(page.get_by_role("heading", level=3)).to_have_text("Zgadywanie kodów")
    finding = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=3))
    expect(finding).to_contain_text("Próby 12 różnych nieistniejących kodów w ciągu 24 godzin.")
    expect(finding).to_contain_text("72 punkty")
    expect(finding).to_contain_text("Podejrzane od 10")


def test_a_case_leads_to_the_attempts(visit: Callable[..., Visit], waiting: Suspect) -> None:
    page = visit(f"/fraud/{waiting.case}").page
    page.get_by_role("link", name="Codes tried that do not exist").click()
    tried = page.get_by_role("table", name="Rejected attempts").get_by_role("row")
    expect(tried).to_have_count(CODES + 1)  # the head is a row too


def test_the_page_of_a_suspect_leads_to_the_case(visit: Callable[..., Visit], waiting: Suspect) -> None:
    page = visit(f"/customers/{waiting.number}").page
    notice = page.get_by_role("alert").filter(has_text="suspected of abuse (score 72)")
    notice.get_by_role("link", name="See the case").click()
    expect(page).to_have_url(re.compile(rf"/fraud/{waiting.case}$"))


def test_abuse_is_decided_and_the_customer_is_tagged(
    visit: Callable[..., Visit], shop: Installed, abuser: Suspect
) -> None:
    tag = word()
    page = visit("/fraud?kind=customer&signal=code_guessing").page
    row(page, abuser).get_by_role("link", name=abuser.name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(abuser.name)
    page.get_by_role("button", name="It is abuse").click()
    dialog = page.get_by_role("dialog", name=f"Abuse: {abuser.name}")
    dialog.get_by_label("Note").fill("Twelve codes in a row")
    dialog.get_by_label("Tag the customer").check()
    expect(dialog.get_by_role("textbox", name="Tag")).to_have_value("fraud")
    dialog.get_by_role("textbox", name="Tag").fill(tag)
    dialog.get_by_role("button", name="It is abuse").click()
    # The next case of the same filter is there at once.
    expect(page).not_to_have_url(re.compile(abuser.case))
    expect(page).to_have_url(re.compile(r"/fraud(/[^?]+)?\?.*signal=code_guessing"))
    page.goto("/fraud?tab=decided")
    expect(row(page, abuser)).to_contain_text("abuse")
    expect(row(page, abuser)).to_contain_text(called(shop))
    page.goto(f"/fraud/{abuser.case}")
    expect(page.get_by_text("Twelve codes in a row")).to_be_visible()
    page.goto(f"/customers/{abuser.number}")
    expect(page.get_by_text(tag, exact=True)).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="was found to have abused promotions")).to_be_visible()


def test_a_case_is_dismissed_by_keyboard_alone(
    visit: Callable[..., Visit], shop: Installed, harmless: Suspect, waiting: Suspect
) -> None:
    page = visit("/fraud?kind=customer&signal=code_guessing").page
    expect(row(page, waiting)).to_be_visible()
    keys = Keyboard(page)
    table = page.get_by_role("table", name="Review queue")
    keys.to(page.get_by_role("region", name="Review queue"))
    here, last = table.locator("tr:focus-within"), table.get_by_role("row").last
    for _ in range(table.get_by_role("row").count()):
        keys.press("j")
        if harmless.name in here.inner_text():
            break
    away, back = ("k", "j") if harmless.name in last.inner_text() else ("j", "k")
    keys.press(away)
    expect(here).not_to_contain_text(harmless.name)
    keys.press(back)
    expect(here).to_contain_text(harmless.name)
    page.keyboard.press("d")
    dialog = page.get_by_role("dialog", name=f"Harmless: {harmless.name}")
    expect(dialog.get_by_label("Note")).to_be_focused()
    page.keyboard.type("A test account, and dj are letters")
    keys.to(dialog.get_by_label("Trust: open no more cases about them"))
    keys.press("Space")
    keys.to(dialog.get_by_role("button", name="Harmless"))
    page.keyboard.press("Enter")
    expect(row(page, harmless)).to_have_count(0)
    expect(dialog).to_have_count(0)
    expect(here).to_have_count(1)
    keys.is_somewhere()
    keys.never_used_a_mouse()
    decided = shop.get(f"/v1/fraud-cases/{harmless.case}")
    assert (decided["state"], decided["trusted"]) == ("dismissed", True)
    assert decided["note"] == "A test account, and dj are letters"


def test_keys_of_the_list_mean_nothing_elsewhere(visit: Callable[..., Visit], waiting: Suspect) -> None:
    page = visit("/fraud").page
    name = row(page, waiting).get_by_role("link", name=waiting.name)
    name.focus()
    page.keyboard.press("Control+d")
    page.get_by_role("button", name="Columns and density").focus()
    for key in ("j", "a", "d"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Columns and density")).to_be_focused()
    name.focus()
    page.keyboard.press("a")
    expect(page.get_by_role("dialog", name=f"Abuse: {waiting.name}")).to_be_visible()


def test_who_was_faster_is_told(visit: Callable[..., Visit], shop: Installed, raced: Suspect) -> None:
    opened = visit(f"/fraud/{raced.case}")
    opened.heard.expected = re.compile("409")
    page = opened.page
    page.get_by_role("button", name="Harmless").click()
    post(shop, f"/v1/fraud-cases/{raced.case}/decisions", {"verdict": "confirmed", "replace": True})
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Harmless").click()
    told = dialog.get_by_role("alert").filter(has_text="Somebody was faster")
    expect(told).to_contain_text(re.compile("It was decided .* by an API key: abuse"))
    dialog.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("heading", name="Decision")).to_be_visible()
    assert shop.get(f"/v1/fraud-cases/{raced.case}")["state"] == "confirmed"


def test_what_is_looked_for_is_set_and_stays(
    visit: Callable[..., Visit], shop: Installed, settings: dict[str, Any]
) -> None:
    page = visit("/fraud?tab=settings").page
    threshold = page.get_by_label("Open a case from this score on")
    signal = page.get_by_role("switch", name="Look for: Returns most orders")
    codes = page.get_by_label("Different codes")
    expect(signal).to_be_checked()
    signal.press("Space")
    threshold.fill("61")
    codes.fill("11")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It holds from the next look on")).to_be_visible()
    page.reload()
    expect(threshold).to_have_value("61")
    expect(codes).to_have_value("11")
    expect(signal).not_to_be_checked()
    kept: Any = shop.get("/v1/fraud-settings")
    assert kept["threshold"] == 61
    assert len(kept["signals"]) == len(settings["signals"]) - 1
    page.get_by_role("button", name="Back to defaults").click()
    page.get_by_role("dialog").get_by_role("button", name="Back to defaults").click()
    expect(signal).to_be_checked()
    expect(threshold).to_have_value("50")
    assert shop.get("/v1/fraud-settings")["threshold"] == 50


def test_what_cannot_be_set_is_said_beside_its_field(
    visit: Callable[..., Visit], shop: Installed, settings: dict[str, Any]
) -> None:
    opened = visit("/fraud?tab=settings")
    opened.heard.expected = re.compile("422")
    page = opened.page
    page.get_by_label("Different codes").fill("1")
    page.get_by_label("Open a case from this score on").fill("500")
    page.get_by_role("button", name="Save").click()
    for field in (page.get_by_label("Different codes"), page.get_by_label("Open a case from this score on")):
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(r"At least 2\.|Less than|At most"))
    assert shop.get("/v1/fraud-settings") == settings


def row(page: Page, suspect: Suspect) -> Locator:
    """The row of a list of cases."""
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=suspect.name))


def guesser(shop: Installed, name: str) -> int:
    """A customer who tries codes that do not exist; the number."""
    number = customer(shop, *name.split())
    cart = {"items": [{"sku": "tea", "price": 1000}], "currency": "EUR"}
    for _ in range(CODES):
        wish = {"codes": [f"NO-{word()}"], "cart": cart, "customer": {"id": number}, "order_id": word()}
        assert post(shop, "/v1/redemptions", wish)["reason"] == "code_not_found"
    return number


def cases_about(shop: Installed, number: int) -> list[dict[str, object]]:
    """The cases about a customer."""
    found: Any = shop.get("/v1/fraud-cases", kind="customer", subject=str(number))["items"]
    return list(found)


def called(shop: Installed) -> str:
    """What the member who is signed in is called."""
    members: Any = shop.get("/v1/members", limit=200)["items"]
    [mine] = [member for member in members if member["email"] == shop.email]
    return str(mine["name"] or mine["email"])


def put(shop: Installed, path: str, body: object) -> None:
    """Sets something anew."""
    headers = {"Authorization": f"Bearer {shop.api_key}"}
    answer = httpx.put(shop.url + path, json=body, headers=headers, timeout=30)
    assert answer.is_success, answer.text
