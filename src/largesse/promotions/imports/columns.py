"""Which column of a file of promotions means what: by what the caller says, else by its own name; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from largesse.core.errors import InvalidError
from largesse.core.files import TableFacts
from largesse.promotions.imports.cells import LISTS, OBJECTS
from largesse.promotions.imports.fields import PromotionFields
from largesse.promotions.imports.schemas import ColumnName, PromotionImportOptions

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


@dataclass(frozen=True)
class Columns:
    """The columns of a file in their order, with the meaning of each; None is ignored."""

    names: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]

    @cached_property
    def used(self) -> tuple[tuple[int, Meaning], ...]:
        """The columns that mean something, by their number."""
        return tuple((index, meaning) for index, meaning in enumerate(self.meanings) if meaning is not None)

    @property
    def ignored(self) -> list[str]:
        """The names of columns that mean nothing."""
        pairs = zip(self.names, self.meanings, strict=True)
        return [name for name, meaning in pairs if meaning is None and name.strip()]

    def of(self, *fields: str) -> int | None:
        """The number of the first column of the first of these fields that has one."""
        for field in fields:
            for index, meaning in self.used:
                if meaning.field == field:
                    return index
        return None


def promotion_columns(facts: TableFacts, options: PromotionImportOptions) -> Columns:
    """The columns of a file of promotions.

    InvalidError: `unknown_column`, `invalid_options`, `repeated_column`, `no_promotion_column`.
    """
    given = {_index(facts, column): _said(label) for label, column in options.columns.items()}
    taken = set(given.values())
    meanings: list[Meaning | None] = []
    for index, name in enumerate(facts.columns):
        found = given.get(index)
        if found is None and facts.header:
            found = meaning_of(name)
            if found is None and options.others == "refuse" and name.strip() and _word(name) not in UNUSED:
                raise _unknown(name)
            if found in taken:
                found = None
        meanings.append(found)
    columns = Columns(facts.columns, tuple(meanings))
    _check_once(columns)
    _check_named(columns)
    return columns


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


def _check_once(columns: Columns) -> None:
    seen: dict[Meaning, int] = {}
    for index, meaning in columns.used:
        wholes = [Meaning(meaning.field, meaning.path[:depth]) for depth in range(len(meaning.path) + 1)]
        other = next((seen[whole] for whole in wholes if whole in seen), None)
        if other is None:
            other = next((seen[part] for part in _parts_of(meaning, seen)), None)
        if other is not None:
            raise InvalidError(
                "repeated_column",
                f"Two columns mean {meaning.label}: number {other} and number {index}, counted from 0. Say in"
                " columns which one it is, or take one out of the file.",
                pointer="/body/options/columns",
            )
        seen[meaning] = index


def _parts_of(meaning: Meaning, seen: dict[Meaning, int]) -> Iterator[Meaning]:
    depth = len(meaning.path)
    return (part for part in seen if part.field == meaning.field and part.path[:depth] == meaning.path)


def _check_named(columns: Columns) -> None:
    if columns.of("code", "headerName", "name") is None:
        raise InvalidError(
            "no_promotion_column",
            f"No column names the promotions; the columns are {', '.join(columns.names)}. Call one code,"
            " headerName or name, or say in columns which one it is, such as"
            ' {"columns": {"headerName": "Aktion"}}.',
            pointer="/body/options/columns",
        )


def _index(facts: TableFacts, name: ColumnName) -> int:
    names = [column.strip().casefold() for column in facts.columns]
    if isinstance(name, int):
        if 0 <= name < len(names):
            return name
    elif name.strip().casefold() in names:
        return names.index(name.strip().casefold())
    raise InvalidError(
        "unknown_column",
        f"The file has no column {name!r}; its columns are {', '.join(facts.columns)}.",
        pointer="/body/options/columns",
    )
