"""Seed 004 by hand: a promotion is created, its codes handed out and redeemed, and the reports tell of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from tests.console.installed import Installed
from tests.console.made import customer, word
from tests.console.visits import Visit
from tests.waiting import wait_until

# As the console writes what is taken off.
MINUS: Final = "\N{MINUS SIGN}\N{WORD JOINER}"


@dataclass(frozen=True)
class Story:
    """What it is about; nothing else in the shop is called so."""

    word: str
    customer_id: int
    customer: str

    @property
    def campaign(self) -> str:
        return f"Campaign {self.word}"

    @property
    def pool(self) -> str:
        return f"Pool {self.word}"

    @property
    def promotion(self) -> str:
        return f"A fifth off {self.word}"

    @property
    def codes(self) -> tuple[str, str]:
        return f"{self.word.upper()}-1", f"{self.word.upper()}-2"


def test_a_promotion_from_its_campaign_to_the_report(visit: Callable[..., Visit], shop: Installed) -> None:
    unique = word()
    story = Story(unique, customer(shop, "Vera", unique.title()), f"Vera {unique.title()}")
    page, other_till = visit("/pools").page, visit("/till").page
    page.set_default_timeout(15_000)
    make_pool(page, story)
    campaign_id = make_campaign(page, story)
    make_promotion(page, story)
    try_it(page, story)
    publish(page)
    start_campaign(page, story)
    first, second = hand_out(page, story)
    redeem(page, other_till, story, first, second)
    refuse_again(page, first)
    look_up_redemption(page, story, first)
    look_up_refusal(page, story, second)
    wait_until(lambda: counted(shop, campaign_id), limit=120)
    read_report(page, story)
    see_customer(page, story, first)


def make_pool(page: Page, story: Story) -> None:
    """A pool with two codes."""
    page.get_by_role("button", name="New pool").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(story.pool)
    dialog.get_by_role("button", name="Create pool").click()
    expect(page.get_by_role("heading", name=story.pool)).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Add one code").click()
    for code in story.codes:
        dialog.get_by_label("Code").fill(code)
        dialog.get_by_role("button", name="Add code").click()
        expect(page.get_by_text(f"{code} was added.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("table", name="Codes").get_by_text(story.codes[1])).to_be_visible()


def make_campaign(page: Page, story: Story) -> str:
    """A main campaign, and the way from it to a new sub-campaign; the campaign's id."""
    page.goto("/campaigns")
    page.get_by_role("button", name="New campaign").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(story.campaign)
    dialog.get_by_role("button", name="Create campaign").click()
    branch = page.get_by_role("region", name=story.campaign)
    branch.get_by_role("button", expanded=False).first.click()
    expect(branch.get_by_text("No promotions in it yet.")).to_be_visible()
    branch.get_by_role("link", name="Add a promotion").click()
    page.wait_for_url("**/promotions/new?campaign=*")
    return page.url.split("campaign=")[1]


def make_promotion(page: Page, story: Story) -> None:
    """A fifth off from 30 euro on, once for each customer, by codes of the pool."""
    expect(page.get_by_role("heading", name="New promotion")).to_be_visible()
    page.get_by_label("Name").fill(story.promotion)
    expect(page.get_by_role("combobox", name="Campaign")).to_have_value(story.campaign)
    page.get_by_role("radio", name="Percent off the order").click()
    page.get_by_role("button", name="Create draft").click()
    page.get_by_role("button", name="10 % off the order", expanded=False).click()
    setting(page, "Per cent").fill("20")

    page.get_by_role("tab", name="Rules").click()
    page.get_by_role("button", name="Add a rule").first.click()
    choose_kind(page, "Minimum order value")
    setting(page, "Amount").fill("30")

    page.get_by_role("tab", name="Limits").click()
    page.get_by_role("button", name="Add a limit").click()
    page.get_by_role("button", name="more settings").click()
    choose(page, "For each", "Customer")
    setting(page, "At most").fill("1")
    expect(page.get_by_role("group", name="Redemptions: at most 1 for each customer")).to_be_visible()

    page.get_by_role("tab", name="Codes").click()
    choose(page, "How customers come to it", "Codes of a pool")
    choose(page, "Code pool", story.pool)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("button", name="Save draft")).to_be_hidden()


def setting(page: Page, label: str) -> Locator:
    """Where a number is typed; a setting that may be told in several ways has a group of its own."""
    plain = page.get_by_role("textbox", name=re.compile(f"^{label}"))
    return plain.or_(page.get_by_role("group", name=label, exact=True).get_by_role("textbox")).first


def choose_kind(page: Page, kind: str) -> None:
    """One of what can be added."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill(kind)
    dialog.get_by_role("button", name=kind).click()
    expect(dialog).to_be_hidden()


def choose(page: Page, label: str, option: str) -> None:
    """An option of a setting."""
    field = page.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}")).first
    field.click()
    if field.get_attribute("readonly") is None:
        field.fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def try_it(page: Page, story: Story) -> None:
    """The sample cart of a customer gets it; one below the minimum is told what is missing."""
    page.get_by_role("tab", name="Try it").click()
    page.get_by_role("button", name="Try it", exact=True).click()
    gets = page.get_by_role("alert").filter(has_text=re.compile("The cart (gets|does not get) it"))
    expect(gets).to_contain_text("Nobody said who buys.")
    pick_customer(page, story)
    page.get_by_role("button", name="Try it", exact=True).click()
    expect(gets).to_contain_text("The cart gets it")
    expect(gets).to_contain_text(f"{MINUS}€12.38")
    page.get_by_role("button", name="Remove line 2").click()
    page.get_by_role("button", name="Try it", exact=True).click()
    expect(gets).to_contain_text("The cart does not get it")
    expect(gets).to_contain_text("The order is worth too little.")
    expect(page.get_by_text("missing: €21.00")).to_be_visible()


def publish(page: Page) -> None:
    """From now on carts get it, as soon as its campaign begins."""
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Version 1 is published")).to_be_visible()


def start_campaign(page: Page, story: Story) -> None:
    """The switch of all its promotions."""
    page.goto("/campaigns")
    branch = page.get_by_role("region", name=story.campaign)
    branch.get_by_role("button", expanded=False).first.click()
    expect(branch.get_by_role("link", name=story.promotion)).to_be_visible()
    branch.get_by_role("button", name=f"Actions: {story.campaign}").click()
    page.get_by_role("menuitem", name="Start").click()
    expect(page.get_by_text(f"{story.campaign}: Active")).to_be_visible()


def hand_out(page: Page, story: Story) -> list[str]:
    """Both codes go to the customer, whose wallet shows them."""
    page.goto("/pools")
    page.get_by_label("Filter pools…").fill(story.pool)
    page.get_by_role("link", name=story.pool, exact=True).click()
    page.get_by_role("button", name="Assign a code").click()
    dialog = page.get_by_role("dialog")
    codes = [assign(page, dialog, story)]
    dialog.get_by_role("button", name="Assign another").click()
    dialog.get_by_role("radio", name="Give another one").check()
    codes.append(assign(page, dialog, story))
    assert sorted(codes) == sorted(story.codes)
    dialog.get_by_role("link", name="Open the customer").click()
    expect(page.get_by_role("heading", name=story.customer)).to_be_visible()
    page.get_by_role("tab", name="Wallet").click()
    wallet = page.get_by_role("table", name="Codes")
    for code in codes:
        line = wallet.get_by_role("row", name=code)
        expect(line).to_contain_text("Usable")
        expect(line.get_by_role("link", name=story.promotion)).to_be_visible()
    return codes


def assign(page: Page, dialog: Locator, story: Story) -> str:
    """Gives the customer a code, which is shown."""
    pick_customer(page, story)
    dialog.get_by_role("button", name="Assign", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("Assigned")
    picture = dialog.get_by_role("img", name="Barcode of").get_attribute("alt") or ""
    return picture.removeprefix("Barcode of ")


def pick_customer(page: Page, story: Story) -> None:
    """By name."""
    page.get_by_role("combobox", name="Customer", exact=True).fill(story.customer)
    page.get_by_role("option", name=story.customer).click()


def redeem(page: Page, other_till: Page, story: Story, first: str, second: str) -> None:
    """Two tills check a code each; the one that redeems later is refused, for the customer had it once."""
    page.goto("/till")
    for till, code in ((page, first), (other_till, second)):
        pick_customer(till, story)
        check(till, code)
        expect(till.get_by_role("heading", name="€10.00 off")).to_be_visible()
        expect(till.get_by_text("To pay: €40.00 instead of €50.00")).to_be_visible()
    page.get_by_role("button", name="Redeem", exact=True).click()
    expect(page.get_by_role("heading", name="Redeemed")).to_be_visible()
    expect(page.get_by_text(f"{story.promotion} · {first}")).to_be_visible()
    other_till.get_by_role("button", name="Redeem", exact=True).click()
    expect(other_till.get_by_role("heading", name="It does not apply")).to_be_visible()
    expect(other_till.get_by_text("The customer used the promotion as often as they may.")).to_be_visible()
    expect(other_till.get_by_role("button", name="Redeem", exact=True)).to_be_hidden()


def check(till: Page, code: str) -> None:
    """Asks what the code would give to an order of 50 euro."""
    till.get_by_role("textbox", name="Code").fill(code)
    till.get_by_role("textbox", name="Order amount").fill("50")
    till.get_by_role("button", name="Check", exact=True).click()


def refuse_again(page: Page, code: str) -> None:
    """A code that was used is refused at once, with the reason."""
    page.get_by_role("button", name="Next customer").click()
    check(page, code)
    expect(page.get_by_role("heading", name="It does not apply")).to_be_visible()
    refused = page.get_by_role("alert").filter(has_text=f"{code} does not apply")
    expect(refused).to_contain_text("The code was used as often as it may be.")
    expect(page.get_by_role("button", name="Redeem", exact=True)).to_be_hidden()


def look_up_redemption(page: Page, story: Story, code: str) -> None:
    """It stands in the list with its customer and its discount."""
    page.goto("/redemptions")
    page.get_by_role("textbox", name="Code", exact=True).fill(code)
    line = page.get_by_role("table", name="Redemptions").get_by_role("row", name=code)
    expect(line).to_have_count(1)
    for told in ("Redeemed", story.promotion, story.customer, "€50.00", f"{MINUS}€10.00"):
        expect(line).to_contain_text(told)


def look_up_refusal(page: Page, story: Story, code: str) -> None:
    """What was refused stands beside, with its reason."""
    page.get_by_role("tab", name="Rejected attempts").click()
    page.get_by_role("textbox", name="Code", exact=True).fill(code)
    line = page.get_by_role("table", name="Rejected attempts").get_by_role("row", name=code)
    expect(line).to_have_count(1)
    for told in ("The customer used the promotion as often as they may.", story.promotion, story.customer):
        expect(line).to_contain_text(told)
    line.get_by_role("button", name="Open the attempt").click()
    expect(page.get_by_role("dialog")).to_contain_text(
        "The customer used the promotion as often as they may."
    )


def counted(shop: Installed, campaign_id: str) -> bool:
    """Whether the background has counted what happened."""
    report = shop.get("/v1/reports/redemptions", campaign_id=campaign_id)
    return report["redemptions"] == report["rejections"] == 1


def read_report(page: Page, story: Story) -> None:
    """What the campaign did."""
    page.goto("/reports")
    choose(page, "Campaign", story.campaign)
    expect(page.get_by_text("€10.00 taken off, €40.00 paid for those carts.")).to_be_visible()
    expect(page.get_by_text("The customer used the promotion as often as they may.")).to_be_visible()
    page.get_by_role("tab", name="Best promotions").click()
    line = page.get_by_role("table", name="Best promotions").get_by_role("row", name=story.promotion)
    for told in (story.campaign, "€10.00", "€40.00"):
        expect(line).to_contain_text(told)


def see_customer(page: Page, story: Story, code: str) -> None:
    """The customer's own page tells of it too."""
    page.goto(f"/customers/{story.customer_id}?tab=redemptions")
    line = page.get_by_role("table", name="Redemptions").get_by_role("row", name=code)
    expect(line).to_contain_text(story.promotion)
    expect(line).to_contain_text(f"{MINUS}€10.00")
    page.get_by_role("tab", name="Wallet").click()
    expect(page.get_by_role("table", name="Codes").get_by_role("row", name=code)).to_contain_text("Redeemed")
