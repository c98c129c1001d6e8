"""Every reason has its meaning, the words of other vendors and a place on the page; none is made up."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

import pytest

from largesse.promotions.reasons import REASONS, Public

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "src" / "largesse"
SLICES: Final = (SOURCE / "promotions", SOURCE / "redemptions")
PAGE: Final = ROOT / "docs" / "reference" / "reasons.md"
# Whose first argument is a reason; of Verdict it is the second.
MADE_BY: Final = {"failed": 0, "Refusal": 0, "Verdict": 1}
# Keywords and class variables that hold a reason.
NAMES: Final = {"refusal"}


def trees() -> Iterator[ast.AST]:
    for folder in SLICES:
        for path in sorted(folder.rglob("*.py")):
            if path.name != "reasons.py":
                yield from ast.walk(ast.parse(path.read_text(), str(path)))


def text_of(node: ast.expr | None) -> set[str]:
    return (
        {node.value}
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
        else set()
    )


def used() -> set[str]:
    """The reasons that the code hands on."""
    found: set[str] = set()
    for node in trees():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = MADE_BY.get(node.func.id)
            if place is not None:
                found |= {text for argument in node.args[place : place + 1] for text in text_of(argument)}
                found |= {text for one in node.keywords if one.arg == "reason" for text in text_of(one.value)}
            found |= {text for one in node.keywords if one.arg in NAMES for text in text_of(one.value)}
        elif (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.target.id == "reason"
        ):
            found |= text_of(node.value)
    return found


def spoken() -> set[str]:
    """Every listed reason that the code can say: as a text, put together in an f-string, or in SQL."""
    nodes = list(trees())
    texts = {text for node in nodes if isinstance(node, ast.Constant) for text in text_of(node)}
    for folder in SLICES:
        for path in folder.rglob("*.sql"):
            texts |= set(re.findall(r"'([a-z_]+)'", path.read_text()))
    shapes = [shape_of(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    return {name for name in REASONS if name in texts or any(re.fullmatch(shape, name) for shape in shapes)}


def shape_of(node: ast.JoinedStr) -> str:
    """A pattern of what an f-string makes; of one that fixes little, a pattern of nothing."""
    fixed = "".join(text for part in node.values for text in text_of(part))
    parts = [re.escape(*text_of(part)) if text_of(part) else "[a-z]+" for part in node.values]
    return "".join(parts) if len(fixed) > 5 else "(?!)"


def rows(section: str) -> list[list[str]]:
    """The cells of the tables under a heading, or under all of them but that one when it begins with `-`."""
    before, _, after = PAGE.read_text().partition("## In the words of other vendors")
    text = after if section == "vendors" else before
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_no_reason_is_used_that_is_not_listed() -> None:
    assert used()
    assert used() - REASONS.keys() == set()


def test_every_listed_reason_is_given_somewhere() -> None:
    assert REASONS.keys() - spoken() == set()


def test_the_page_tells_every_reason_once_in_its_words() -> None:
    told = [(re.sub(r"`(\w+)`{ #\1 }", r"\1", cells[0]), cells[1], cells[3]) for cells in rows("ours")]
    assert told == [(name, reason.sentence, f"`{reason.public}`") for name, reason in REASONS.items()]
    assert all(cells[2].endswith(".") for cells in rows("ours"))


def test_the_page_tells_the_words_of_other_vendors() -> None:
    told = [[cell.strip("`") for cell in cells] for cells in rows("vendors")]
    assert told == [
        [name, *(str(word or "") for word in words)]
        for name, reason in REASONS.items()
        for words in [(reason.vouchery_code, reason.vouchery, reason.voucherify, reason.talon)]
    ]


@pytest.mark.parametrize("name", REASONS)
def test_a_reason_is_a_sentence_and_tells_strangers_little(name: str) -> None:
    reason = REASONS[name]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
    assert reason.sentence[0].isupper()
    assert reason.sentence.endswith(".")
    assert reason.public in get_args(Public)


def test_strangers_cannot_tell_a_code_of_others_from_one_that_is_not_there() -> None:
    for name in ("wrong_customer", "not_code_holder", "code_disabled", "promotion_inactive", "not_assigned"):
        assert REASONS[name].public == REASONS["code_not_found"].public


def test_the_list_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        REASONS["other"] = REASONS["no_effect"]  # type: ignore[index]  # that is the point
