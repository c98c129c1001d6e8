"""Numbers and dates are written as where the reader lives."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.visits import Visit


@pytest.mark.parametrize(
    ("locale", "form"),
    [("en-GB", r"\d+ [A-Z]\w+ \d{4}"), ("en-US", r"[A-Z]\w+ \d+, \d{4}"), ("pl-PL", r"\d+ [a-zź]+ \d{4}")],
)
def test_today_is_written_as_the_reader_writes_it(
    visit: Callable[..., Visit], locale: str, form: str
) -> None:
    page = visit("/", locale=locale).page
    expect(page.locator("main").get_by_text(re.compile(rf"^[^\d]*{form}$")).first).to_be_visible()
