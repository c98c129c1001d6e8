"""What the result is for, and which columns that asks for."""

from collections.abc import Iterator
from typing import Final, Literal

from largesse.core.errors import InvalidError
from largesse.core.files import TableFacts
from largesse.profiles.imports.columns import event_columns, profile_columns
from largesse.profiles.imports.schemas import EventImportOptions, ProfileImportOptions
from largesse.workflows.transformations.problems import Problem

Goal = Literal["none", "codes", "profiles", "events", "promotions"]
CODE_COLUMNS: Final = ("code", "codes", "voucher", "coupon")
PROMOTION_COLUMNS: Final = ("headerName", "name", "redeemType", "type")


def goal_problems(goal: Goal, columns: tuple[str, ...]) -> Iterator[Problem]:
    """Columns that the result lacks for what it is meant for, and how to get them."""
    try:
        match goal:
            case "codes":
                yield from _code_problems(columns)
            case "profiles":
                profile_columns(_facts(columns), ProfileImportOptions())
            case "events":
                event_columns(_facts(columns), EventImportOptions())
            case "promotions":
                yield from _promotion_problems(columns)
            case _:
                return
    except InvalidError as error:
        yield Problem(field="goal", message=f"{error.detail} Here: rename or add a column.")


def _code_problems(columns: tuple[str, ...]) -> Iterator[Problem]:
    names = {name.strip().casefold() for name in columns}
    if not names.intersection(CODE_COLUMNS):
        yield Problem(
            field="goal", message="An import of codes needs a column `code`. Rename the one that holds them."
        )


def _promotion_problems(columns: tuple[str, ...]) -> Iterator[Problem]:
    for name in PROMOTION_COLUMNS:
        if name not in columns:
            yield Problem(
                field="goal",
                message=f"An import of promotions needs a column `{name}`. Rename the one that holds it, or"
                " add it with a value for all rows.",
            )
    if "code" not in columns:
        yield Problem(
            field="goal",
            message="Without a column `code` every run makes new promotions instead of changing those of the"
            " run before. Add one whose values stay the same.",
            severity="warning",
        )


def _facts(columns: tuple[str, ...]) -> TableFacts:
    return TableFacts("csv", "utf-8", bom=False, delimiter=",", quote='"', header=True, columns=columns)
