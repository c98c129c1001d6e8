"""Which column of a file means what: by what the caller says, else by its own name; pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from largesse.core.errors import InvalidError
from largesse.core.files import TableFacts
from largesse.core.imports import Columns, column_number, repeated_column
from largesse.profiles.imports.schemas import CellType, EventImportOptions, ProfileImportOptions
from largesse.profiles.schemas import IDENTIFIERS, RESERVED, Agreements

Kind = Literal["identifier", "agreement", "tags", "remove_tags", "attribute", "name", "time", "salt", "param"]
MAX_NAME: Final = 128
# As Synerise and others spell them, in small letters and without anything between the words.
PROFILE_WORDS: Final = {
    **dict.fromkeys(("customid", "customidentify", "externalid", "customerid"), "custom_id"),
    **dict.fromkeys(("clientid", "profileid"), "id"),
    **dict.fromkeys(("uuid", "clientuuid", "profileuuid"), "uuid"),
    **dict.fromkeys(("email", "mail", "emailaddress"), "email"),
    **dict.fromkeys(("phone", "phonenumber", "telephone", "mobile", "mobilephone", "msisdn"), "phone"),
}
EVENT_WORDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("name", "action", "event", "eventname", "eventaction"), "name"),
    **dict.fromkeys(("time", "timestamp", "eventtime"), "time"),
    **dict.fromkeys(("salt", "eventsalt"), "salt"),
}
# Fields of others that stand among our attributes, in small letters.
NATIVE: Final = frozenset(
    {
        "firstname", "lastname", "displayname", "company", "address", "city", "province", "zipcode",
        "countrycode", "avatarurl", "birthdate", "sex",
    }
)  # fmt: skip
OWNERS: Final = ("client", "profile", "customer")
AGREEMENTS: Final = {name.replace("_", ""): name for name in Agreements.model_fields}
# What profile tables and events of others hold that says nothing here.
UNUSED_BY_PROFILES: Final = RESERVED - {*IDENTIFIERS, "tags"}
UNUSED_BY_EVENTS: Final = frozenset({"label"})
HEADER_WORDS: Final = (
    "customId",
    "custom_id",
    "email",
    "e-mail",
    "phone",
    "uuid",
    "client.customId",
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is taken for; `name` is the identifier, agreement, attribute or param."""

    kind: Kind
    name: str = ""
    type: CellType = "text"

    @property
    def label(self) -> str:
        """As options and previews write it."""
        match self.kind:
            case "attribute":
                return f"attributes.{self.name}"
            case "agreement":
                return f"agreements.{self.name}"
            case "param":
                return f"params.{self.name}"
            case "identifier":
                return self.name
            case _:
                return self.kind


class ProfileColumns(Columns[Meaning]):
    """The columns of a file of profiles or events."""

    def of(self, kind: Kind, name: str | None = None) -> int | None:
        """The number of the column with that meaning."""
        hits = (i for i, found in self.used if found.kind == kind and (name is None or found.name == name))
        return next(hits, None)


def profile_columns(facts: TableFacts, options: ProfileImportOptions) -> ProfileColumns:
    """The columns of a file of profiles.

    InvalidError: `unknown_column`, `invalid_options`, `repeated_column`, `no_identifier_column`.
    """
    columns = find_profile_columns(facts, options)
    check_profile_columns(columns)
    return columns


def event_columns(facts: TableFacts, options: EventImportOptions) -> ProfileColumns:
    """The columns of a file of events. InvalidError as `profile_columns`, and `no_name_column`."""
    columns = find_event_columns(facts, options)
    check_event_columns(columns, options)
    return columns


def find_profile_columns(facts: TableFacts, options: ProfileImportOptions) -> ProfileColumns:
    """The same, whether profiles can be made of them or not; InvalidError for options that are wrong."""
    return _columns(facts, options, meaning_of=_profile_meaning)


def find_event_columns(facts: TableFacts, options: EventImportOptions) -> ProfileColumns:
    """The same for events."""
    return _columns(facts, options, meaning_of=_event_meaning)


def check_profile_columns(columns: ProfileColumns) -> None:
    """InvalidError: `repeated_column`, `no_identifier_column`."""
    _check_once(columns)
    _check_identified(columns)


def check_event_columns(columns: ProfileColumns, options: EventImportOptions) -> None:
    """InvalidError as `check_profile_columns`, and `no_name_column`."""
    check_profile_columns(columns)
    if columns.of("name") is None and options.name is None:
        raise InvalidError(
            "no_name_column",
            "No column holds the names of the events. Call one `action`, say which one it is in columns.name,"
            " or give all events one name by the option `name`.",
            pointer="/body/options/columns",
        )


def _columns(
    facts: TableFacts,
    options: ProfileImportOptions | EventImportOptions,
    *,
    meaning_of: Callable[[str], Meaning | None],
) -> ProfileColumns:
    types = {column_number(facts, name): cell_type for name, cell_type in options.types.items()}
    given = {
        column_number(facts, column): _read_label(label, meaning_of)
        for label, column in options.columns.items()
    }
    taken = {(meaning.kind, meaning.name) for meaning in given.values()}
    ignored = {column_number(facts, column) for column in options.ignore}
    meanings: list[Meaning | None] = []
    for index, name in enumerate(facts.columns):
        found = given.get(index)
        if found is None and facts.header and index not in ignored:
            found = meaning_of(name.strip())
            unwanted = options.others == "ignore" and found is not None and _is_other(found, name)
            if found is not None and (unwanted or (found.kind, found.name) in taken):
                found = None
        if found is not None and index in types and found.kind in ("attribute", "param"):
            found = Meaning(found.kind, found.name, types[index])
        meanings.append(found)
    return ProfileColumns(facts.columns, tuple(meanings))


def _read_label(label: str, meaning_of: Callable[[str], Meaning | None]) -> Meaning:
    meaning = meaning_of(label.strip())
    if meaning is None or _is_other(meaning, label):
        raise InvalidError(
            "invalid_options",
            f"options.columns: {label!r} is nothing that could be filled. Write custom_id, email, phone ..."
            " or, for a free property, attributes.NAME (of events: params.NAME).",
            pointer=f"/body/options/columns/{label}",
        )
    return meaning


def _is_other(meaning: Meaning, label: str) -> bool:
    """Whether a column is kept only because others are."""
    head = label.strip().partition(".")[0].casefold()
    prefixed = head in ("attributes", "attribute", "params", "param")
    return meaning.kind in ("attribute", "param") and not prefixed and _word(label) not in NATIVE


def _check_once(columns: ProfileColumns) -> None:
    seen: dict[tuple[str, str], int] = {}
    for index, meaning in columns.used:
        other = seen.setdefault((meaning.kind, meaning.name), index)
        if other != index:
            raise repeated_column(meaning.label, (other, index))


def _check_identified(columns: ProfileColumns) -> None:
    if columns.of("identifier") is None:
        raise InvalidError(
            "no_identifier_column",
            f"No column names the profiles; the columns are {', '.join(columns.names)}. Call one custom_id,"
            " email, phone or uuid, or say in columns which one it is, such as"
            ' {"columns": {"custom_id": "Customer number"}}.',
            pointer="/body/options/columns",
        )


def _profile_meaning(label: str) -> Meaning | None:
    word, head, rest = _parts(label)
    if head in ("attributes", "attribute") and rest:
        return _attribute(rest)
    if head in ("agreements", "agreement") and rest:
        name = AGREEMENTS.get(_word(rest))
        return Meaning("agreement", name) if name else None
    if word in ("tags", "tag"):
        return Meaning("tags")
    if word == "removetags":
        return Meaning("remove_tags")
    if word == "id" or _identifier(word, head, rest):
        return Meaning("identifier", "id" if word == "id" else _identifier(word, head, rest))
    if word in NATIVE:
        return Meaning("attribute", word)
    return _attribute(label)


def _event_meaning(label: str) -> Meaning | None:
    word, head, rest = _parts(label)
    if head in ("params", "param") and rest:
        return Meaning("param", rest) if len(rest) <= MAX_NAME else None
    if word in EVENT_WORDS:
        return Meaning(EVENT_WORDS[word])
    if name := _identifier(word, head, rest):
        return Meaning("identifier", name)
    if not label or len(label) > MAX_NAME or word in UNUSED_BY_EVENTS:
        return None
    return Meaning("param", label)


def _identifier(word: str, head: str, rest: str) -> str:
    if head in OWNERS and rest:
        return "id" if _word(rest) == "id" else PROFILE_WORDS.get(_word(rest), "")
    return PROFILE_WORDS.get(word, "")


def _attribute(name: str) -> Meaning | None:
    usable = 0 < len(name) <= MAX_NAME and name not in UNUSED_BY_PROFILES and name not in RESERVED
    return Meaning("attribute", name) if usable else None


def _parts(label: str) -> tuple[str, str, str]:
    head, dot, rest = label.partition(".")
    return _word(label), head.strip().casefold() if dot else "", rest.strip()


def _word(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()
