"""The reference page says what the code offers, and every example of it renders to what it says."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from largesse.core.templates import compile_template
from largesse.core.templates.conditions import TESTS
from largesse.core.templates.filters import IN_CONTEXT, PLAIN
from largesse.core.templates.methods import FUNCTIONS, METHODS
from largesse.core.templates.tags import ELSEWHERE, OFFERED

PAGE: Final = Path(__file__).parents[3] / "docs" / "reference" / "templates.md"
CUSTOMER: Final = {"firstname": "Ada", "points": "1250", "card": 77, "tags": ["vip", "new"], "city": None}
LINES: Final = [{"sku": "A1", "price": 10, "kind": "tea"}, {"sku": "B2", "price": 15, "kind": "tea"}]
VALUES: Final = {
    "customer": CUSTOMER,
    "client": CUSTOMER,
    "event": {
        "action": "order",
        "name": "order",
        "time": "2027-03-01T12:30:00Z",
        "params": {"lines": LINES},
    },
}


class Counter:
    """Hands out codes of a pool that never ends."""

    def code(self, pool: str, *, assign: bool) -> str:
        return f"{pool}-1" if assign else f"{pool}-0"

    def barcode(self, code: str, options: Mapping[str, str]) -> str:
        return f"/barcodes/{code}.png" if options["form"] == "url" else f'<img alt="{code}">'


def rows(heading: str) -> list[list[str]]:
    """Cells of the tables under a heading of the second level, without the tables' own heads."""
    section = PAGE.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    kept = [
        line
        for place, line in enumerate(lines)
        if not line.startswith("|---")
        and lines[place + 1 : place + 2] != ["|" + "---|" * (line.count("|") - 1)]
    ]
    return [[cell.strip() for cell in re.findall(r"((?:`[^`]*`|[^|`])+)", line[1:-1])] for line in kept]


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def examples() -> list[tuple[str, str]]:
    found = [(row[-2], row[-1]) for heading in ("Tags", "Filters") for row in rows(heading)]
    found += [(row[-1], "`true`") for row in rows("Tests")]
    return [(example.strip("`"), result.strip("`")) for example, result in found]


@pytest.mark.parametrize(("example", "result"), examples(), ids=[example for example, _ in examples()])
def test_an_example_of_the_page_renders_to_what_the_page_says(example: str, result: str) -> None:
    assert compile_template(example).render(VALUES, acts=Counter()).strip() == result


def test_the_page_names_all_tags_filters_and_tests_and_no_others() -> None:
    assert {name for row in rows("Tags") for name in names(row[0])} == set(OFFERED)
    assert {name for row in rows("Filters") for name in names(row[0])} == {*PLAIN, *IN_CONTEXT}
    assert {name for row in rows("Tests") for name in names(row[0])} == set(TESTS)


def test_the_page_names_all_methods_and_functions() -> None:
    assert {name for row in rows("Methods and functions") for name in names(row[1])} == METHODS
    page = PAGE.read_text()
    assert all(f"`{name}(" in page for name in FUNCTIONS)


def test_an_example_uses_every_filter_and_test_that_it_stands_for() -> None:
    used = " ".join(example for example, _ in examples())
    unused = {name for name in {*PLAIN, *IN_CONTEXT} if not re.search(rf"\|{name}\b|'{name}'", used)}
    aliases = {"b64decode", "b64encode", "d", "e", "length", "min", "reject", "rejectattr"}
    assert unused - aliases == set()


@pytest.mark.parametrize("tag", sorted(ELSEWHERE))
def test_a_tag_of_another_module_is_refused_by_name(tag: str) -> None:
    with pytest.raises(Exception, match=f"line 2: the tag '{tag}' is not offered"):
        compile_template(f"\n{{% {tag} x %}}")
