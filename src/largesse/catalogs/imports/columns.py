"""Which column of a file of items means what: by what the caller says, else by its own name; pure."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from largesse.catalogs.imports.schemas import CatalogImportOptions, CellType
from largesse.core.errors import InvalidError
from largesse.core.files import TableFacts
from largesse.core.imports import Columns, column_number, repeated_column

Kind = Literal[
    "key", "name", "product_id", "price", "currency", "categories", "sale_price", "others", "attribute"
]
# By the names of product feeds and of shops, in small letters; of several, the first that the file has.
WORDS: Final[dict[Kind, tuple[str, ...]]] = {
    "key": ("key", "sku", "itemkey", "id", "itemid", "productsku", "storeid", "storecode", "code"),
    "name": ("title", "name", "productname", "storename"),
    "product_id": ("itemgroupid", "productid", "parentid"),
    "price": ("price", "regularprice"),
    "currency": ("currency", "pricecurrency"),
    "sale_price": ("saleprice",),
    "others": ("others",),
}
# All of them count, each of another form: levels of one category, or a list of them.
LEVELS: Final = ("producttype", "googleproductcategory", "productcategory")
LISTS: Final = ("categories", "category")
NUMBERS: Final = frozenset({"latitude", "longitude"})
HEADER_WORDS: Final = ("id", "g:id", "sku", "key", "title", "name", "price", "store_id")
MAX_NAME: Final = 128


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is taken for; `name` is the attribute, or the form of categories."""

    kind: Kind
    name: str = ""
    type: CellType = "text"


class ItemColumns(Columns[Meaning]):
    """The columns of a file of items."""

    def of(self, kind: Kind, name: str | None = None) -> int | None:
        """The number of the first column with that meaning."""
        hits = (i for i, found in self.used if found.kind == kind and (name is None or found.name == name))
        return next(hits, None)


def item_columns(facts: TableFacts, options: CatalogImportOptions) -> ItemColumns:
    """The columns of a file of items.

    InvalidError: `unknown_column`, `invalid_options`, `repeated_column`, `no_key_column`.
    """
    types = {column_number(facts, name): cell_type for name, cell_type in options.types.items()}
    given = {column_number(facts, column): _said(label) for label, column in options.columns.items()}
    taken = {found.kind for found in given.values() if found.kind not in ("attribute", "categories")}
    known = _known(facts, given, taken) if facts.header else {}
    meanings: list[Meaning | None] = []
    for index, name in enumerate(facts.columns):
        found = given.get(index) or known.get(index)
        if found is None and facts.header and options.others == "keep":
            found = _attribute(name)
        if found is not None and found.kind == "attribute" and index in types:
            found = Meaning("attribute", found.name, types[index])
        meanings.append(found)
    columns = ItemColumns(facts.columns, tuple(meanings))
    _check(columns)
    return columns


def word_of(name: str) -> str:
    """A name in small letters, without the prefix of a feed and without anything between its words."""
    bare = re.sub(r"^\s*[gc]:", "", name)
    return re.sub(r"[\W_]+", "", bare).casefold()


def _known(facts: TableFacts, given: dict[int, Meaning], taken: set[Kind]) -> dict[int, Meaning]:
    words: dict[str, int] = {}
    for index, name in enumerate(facts.columns):
        if index not in given:
            words.setdefault(word_of(name), index)
    found: dict[int, Meaning] = {}
    for kind, names in WORDS.items():
        place = next((words[name] for name in names if name in words), None)
        if place is not None and kind not in taken:
            found[place] = Meaning(kind)
    for form, names in (("levels", LEVELS), ("list", LISTS)):
        found |= {words[name]: Meaning("categories", form) for name in names if name in words}
    return found


def _said(label: str) -> Meaning:
    head, _, rest = label.strip().partition(".")
    if head == "attributes" and 0 < len(rest) <= MAX_NAME:
        return Meaning("attribute", rest)
    for kind in WORDS:
        if label.strip() == kind and kind != "others":
            return Meaning(kind)
    if label.strip() == "categories":
        return Meaning("categories", "list")
    raise InvalidError(
        "invalid_options",
        f"options.columns: {label!r} is nothing that could be filled. Write key, name, product_id, price,"
        " currency, sale_price, categories or attributes.NAME.",
        pointer=f"/body/options/columns/{label}",
    )


def _attribute(name: str) -> Meaning | None:
    bare = re.sub(r"^[gc]:", "", name.strip())
    bare = bare.removeprefix("attributes.")
    if not 0 < len(bare) <= MAX_NAME or "\x00" in bare:
        return None
    return Meaning("attribute", bare, "number" if word_of(bare) in NUMBERS else "text")


def _check(columns: ItemColumns) -> None:
    if columns.of("key") is None:
        raise InvalidError(
            "no_key_column",
            f"No column holds the keys of the items; the columns are {', '.join(columns.names)}. Call one sku"
            ' or id, or say in columns which one it is, such as {"columns": {"key": "Artikelnummer"}}.',
            pointer="/body/options/columns",
        )
    seen: dict[tuple[str, str], int] = {}
    for index, meaning in columns.used:
        other = seen.setdefault((meaning.kind, meaning.name), index)
        if other != index and meaning.kind != "categories":
            raise repeated_column(meaning.name or meaning.kind, (other, index))
