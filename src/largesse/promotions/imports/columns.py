"""Which column of a file of promotions means what: by what the caller says, else by its own name; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from largesse.core.errors import InvalidError
from largesse.core.files import TableFacts
from largesse.core.imports import Columns, column_number, repeated_column
from largesse.promotions.imports.cells import LISTS, OBJECTS
from largesse.promotions.imports.fields import PromotionFields
from largesse.promotions.imports.schemas import PromotionImportOptions

Step = str | int


def _word(name: str) -> str:
    """A name in small letters, without anything between its words."""
    return re.sub(r"[\W_]+", "", name).casefold()


ALIASES: Final = {name: str(field.alias) for name, field in PromotionFields.model_fields.items()}
FIELDS: Final = {
    **{_word(alias): alias for alias in ALIASES.values()},
    # A slip of the published list of columns that people copy.
    "discounttypediscounttype": "discountType",
}
# What a promotion that was read from elsewhere has besides, and says nothing here.
UNUSED: Final = frozenset({"uuid", "id", "createdat", "updatedat"})
PARTED: Final = frozenset(LISTS) | frozenset(OBJECTS)
HEADER_WORDS: Final = tuple(sorted({alias.casefold() for alias in ALIASES.values()} | {"tags.0.name"}))
MOST_PARTS: Final = 100


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is taken for: a field, and the place in it where it is only a part of one."""

    field: str
    path: tuple[Step, ...] = ()

    @property
    def label(self) -> str:
        """As options and previews write it."""
        return ".".join((self.field, *map(str, self.path)))


class PromotionColumns(Columns[Meaning]):
    """The columns of a file of promotions."""

    def of(self, *fields: str) -> int | None:
        """The number of the first column of the first of these fields that has one."""
        for field in fields:
            for index, meaning in self.used:
                if meaning.field == field:
                    return index
        return None


def promotion_columns(facts: TableFacts, options: PromotionImportOptions) -> PromotionColumns:
    """The columns of a file of promotions.

    InvalidError: `unknown_column`, `invalid_options`, `repeated_column`, `no_promotion_column`.
    """
    columns = find_promotion_columns(facts, options)
    check_promotion_columns(facts, columns, options)
    return columns


def find_promotion_columns(facts: TableFacts, options: PromotionImportOptions) -> PromotionColumns:
    """The same, whether promotions can be made of them or not; InvalidError for options that are wrong."""
    given = {column_number(facts, column): _said(label) for label, column in options.columns.items()}
    ignored = _ignored(facts, options)
    taken = set(given.values())
    meanings: list[Meaning | None] = []
    for index, name in enumerate(facts.columns):
        found = given.get(index)
        if found is None and facts.header and index not in ignored:
            found = meaning_of(name)
            if found in taken:
                found = None
        meanings.append(found)
    return PromotionColumns(facts.columns, tuple(meanings))


def check_promotion_columns(
    facts: TableFacts, columns: PromotionColumns, options: PromotionImportOptions
) -> None:
    """InvalidError: `unknown_column`, `repeated_column`, `no_promotion_column`."""
    ignored = _ignored(facts, options)
    if options.others == "refuse" and facts.header:
        for index, name in enumerate(columns.names):
            taken = index in ignored or columns.meanings[index] is not None or meaning_of(name) is not None
            if not taken and name.strip() and _word(name) not in UNUSED:
                raise _unknown(name)
    _check_once(columns)
    _check_named(columns)


def meaning_of(name: str) -> Meaning | None:
    """What a column of that name is: `headerName`, `tags.0.name`, `params.icon` ...; None for others."""
    whole = FIELDS.get(_word(name))
    if whole is not None:
        return Meaning(whole)
    head, *rest = (part.strip() for part in name.strip().split("."))
    field = FIELDS.get(_word(head))
    if field is None or field not in PARTED or not all(rest) or len(rest) > 8:
        return None
    path = tuple(int(part) if part.isascii() and part.isdigit() else part for part in rest)
    if any(isinstance(step, int) and step >= MOST_PARTS for step in path):
        return None
    if field in LISTS and not (isinstance(path[0], int) and len(path) <= 2):
        return None
    return Meaning(field, path)


def _ignored(facts: TableFacts, options: PromotionImportOptions) -> set[int]:
    return {column_number(facts, column) for column in options.ignore}


def _said(label: str) -> Meaning:
    meaning = meaning_of(label)
    if meaning is None:
        raise InvalidError(
            "invalid_options",
            f"options.columns: {label!r} is no field of a promotion. Write code, headerName, discountValue,"
            " tags.0.name, params.icon ...",
            pointer=f"/body/options/columns/{label}",
        )
    return meaning


def _unknown(name: str) -> InvalidError:
    known = ", ".join(sorted(ALIASES.values()))
    return InvalidError(
        "unknown_column",
        f"The column {name!r} is no field of a promotion. Rename it (to params.NAME to keep it as free data),"
        f' or give the option {{"others": "ignore"}}. Fields are {known}.',
        pointer="/body/file",
    )


def _check_once(columns: PromotionColumns) -> None:
    seen: dict[Meaning, int] = {}
    for index, meaning in columns.used:
        wholes = [Meaning(meaning.field, meaning.path[:depth]) for depth in range(len(meaning.path) + 1)]
        other = next((seen[whole] for whole in wholes if whole in seen), None)
        if other is None:
            other = next((seen[part] for part in _parts_of(meaning, seen)), None)
        if other is not None:
            raise repeated_column(meaning.label, (other, index))
        seen[meaning] = index


def _parts_of(meaning: Meaning, seen: dict[Meaning, int]) -> Iterator[Meaning]:
    depth = len(meaning.path)
    return (part for part in seen if part.field == meaning.field and part.path[:depth] == meaning.path)


def _check_named(columns: PromotionColumns) -> None:
    if columns.of("code", "headerName", "name") is None:
        raise InvalidError(
            "no_promotion_column",
            f"No column names the promotions; the columns are {', '.join(columns.names)}. Call one code,"
            " headerName or name, or say in columns which one it is, such as"
            ' {"columns": {"headerName": "Aktion"}}.',
            pointer="/body/options/columns",
        )
