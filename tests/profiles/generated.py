"""Profiles, events and trees of conditions for the test that both evaluators agree; as nasty as they come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from pydantic import BaseModel

from largesse.profiles.conditions import operators as ops
from largesse.profiles.conditions.events import BetweenWindow, EventCondition, EverWindow, LastWindow
from largesse.profiles.conditions.groups import AllOf, AnyOf, NotOf
from largesse.profiles.conditions.leaves import (
    AgreementCondition,
    AttributeCondition,
    EverybodyCondition,
    IdentifierCondition,
    TagCondition,
)
from largesse.profiles.conditions.params import ParamCondition

NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOWS: Final = [
    NOON,
    NOON.astimezone(ZoneInfo("Europe/Warsaw")),
    datetime(2026, 11, 20, 23, 30, tzinfo=UTC).astimezone(ZoneInfo("Pacific/Kiritimati")),
    datetime(2026, 2, 28, 5, tzinfo=ZoneInfo("America/New_York")),
    datetime(2028, 2, 28, 5, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2026, 3, 29, 12, tzinfo=ZoneInfo("Europe/Warsaw")),  # a day of 23 hours
]

NUMERIC_TEXTS: Final = [
    "499", " 499 ", "\t499\r\n", "4.99e2", "499.0", "0499", "+499", "--499", "4 99", "1e400", "-1e400",
    "1e999", "1e1000", "1e-999", "5e-324", "-0", "0", "-0.0", "0.10", ".1", "1.", ".", "e5", "1e", "NaN",
    "nan", "Infinity", "-inf", "1_000", "1,000", "0x10", "٣", "५", "\u00a05", "5\u3000", "5\x0b", "9" * 64,
    "9" * 65, "99999999999", "1e11", "100000000000.5", "999999999999999", "1e15", "-30610224000",
    "-30610224000.0000001", "253402300799999.9", "253402300800000", "1795262400", "1795262400000",
    "1795262400.1234569", "-0.0000001", "1", "1.0", "5", "500", "1e0",
]  # fmt: skip
DATE_TEXTS: Final = [
    "2026-11-21", "2026-11-20", "2026-11-22", " 2026-11-21 ", "2026-11-21\n", "2026-11-21T12:00:00Z",
    "2026-11-21T12:00:00.000001Z", "2026-11-21T12:00:00.0000009Z", "2026-11-21 12:00",
    "2026-11-21t12:00:00z", "2026-11-21T14:00:00+02:00", "2026-11-21T14:00:00+0200",
    "2026-11-21T00:00:00+14:00", "2026-11-21T00:00:00+15:00", "2026-11-21T12:00:60Z", "2026-11-21T24:00:00Z",
    "2026-11-21T12:00:00,5Z", "2026-11-21T12:00:00.1234567890Z", "2026-11-21T12Z", "2026-11-21Z",
    "2026-02-29", "2024-02-29", "2000-02-29", "2000-02-28", "1999-03-01", "2026-02-30", "2026-04-31",
    "1900-02-29", "0000-01-01", "0999-12-31", "1000-01-01", "1000-01-01T00:00:00+14:00", "9999-12-31",
    "9999-12-31T23:59:59.999999999-14:00", "10000-01-01", "2026-13-01", "2026-00-10", "2026-01-00",
    "20261121", "21.11.2026", "1990-11-21", "1990-11-21T23:00:00-05:00", "1980-11-20", "1980-02-28",
    "1980-03-29", "1980-11-22", "2030-11-21", "2026-11-21T12:00:00.123456Z", "tomorrow", "-2026-11-21",
]  # fmt: skip
OTHER_TEXTS: Final = [
    "", " ", "\t\n", "\u00a0", "abc", "ABC", "a", "b", "Oslo", "oslo", "Żółć", "ß", "SS", "İstanbul", "🎉🎉",
    "e\u0301", "true", "True", "tRuE", "TRUE", " true", "false", "null", "[]", "{}", "a%b", "a_b", "a\\b",
    "axb", "a*b", "a\nb", "'; drop table profiles; --", "$1", ":name", "{0}", '"', "a" * 300, "\U0010ffff",
    "\ufeff",
]  # fmt: skip
NUMBERS: Final = [
    0, 1, 5, 499, 500, -1, 2**53, 2**53 + 1, 2**63 - 1, -(2**63), 2**64 - 1, -0.0, 0.0, 1.0, 0.1, 5.0, 499.0,
    499.5, 1e22, 1e23, 1e300, 1.7976931348623157e308, -1e308, 5e-324, 1e-7, 1795262400, 1795262400.5,
    1795262400000, 1795176000, 10**11, 10**11 - 1, 10**15, -30610224000, 253402300799, 1.152921504606847e18,
    2**60,
]  # fmt: skip

CORPUS: Final[list[Any]] = [
    *NUMERIC_TEXTS, *DATE_TEXTS, *OTHER_TEXTS, *NUMBERS, True, False, None, [], {}, [[]], [None], [""],
    {"a": 1}, ["Oslo", 5, 5.0, True, None, ["Oslo"]], ["2026-11-21"],
]  # fmt: skip

texts = st.one_of(
    st.sampled_from([*NUMERIC_TEXTS, *DATE_TEXTS, *OTHER_TEXTS]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000).map(str),
    st.integers(631_152_000, 1_893_456_000).map(lambda at: datetime.fromtimestamp(at, UTC).isoformat()),
)
numbers = st.one_of(
    st.sampled_from(NUMBERS),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
scalars = st.one_of(texts, numbers, st.booleans(), st.none())
values = st.one_of(
    scalars,
    st.lists(scalars, max_size=4),
    st.dictionaries(st.sampled_from(["a", "b"]), scalars, max_size=2),
    st.lists(st.lists(scalars, max_size=2), max_size=2),
)
NAMES: Final = ["city", "points", "body.data.activeCount", "it's", "Żółć", "a\\b", "$1"]
OWN: Final = ["id", "uuid", "email", "phone", "custom_id", "customId", "custom_identify", "created_at"]
EMAILS: Final = [
    "ada@example.com",
    "ADA@example.com",
    "żółć@example.com",
    "ŻÓŁĆ@example.com",
    "İ@example.com",
]
CUSTOM_IDS: Final = ["c1", "C1", "499", "2026-11-21", " ", "true"]
PHONES: Final = ["+47123", "499", "1795262400"]
TAGS: Final = ["vip", "VIP", "a b", "Żółć", "'"]
CHANNELS: Final = ["email", "sms", "web_push"]
EVENTS: Final = ["cart.left", "webhook.response"]

operands = texts.filter(bool)
settings_of_numbers = st.one_of(
    st.sampled_from([number for number in NUMBERS if abs(number) <= 1e18]), st.integers(-1000, 1000)
)
whens = st.one_of(
    st.sampled_from([NOON, NOON + timedelta(microseconds=1), date(2026, 11, 21), date(1990, 11, 21)]),
    st.datetimes(timezones=st.just(UTC)),
    st.dates(),
)
amounts = st.sampled_from([1, 2, 30, 36_500])
units = st.sampled_from(["days", "hours"])
patterns = st.one_of(
    st.text("ab*?%_\\.n", min_size=1, max_size=8),
    st.sampled_from(["*", "?", "**", "2026-*", "*T*:*Z", "4??", "*9", "Ż*ć", "?🎉"]),
)


def _made(kind: type[BaseModel], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind.model_validate, st.fixed_dictionaries(fields))


def _ordered(kind: type[BaseModel], first: str, last: str, ends: st.SearchStrategy[Any]) -> Any:  # noqa: ANN401
    key: Callable[[Any], Any] = lambda end: end if not isinstance(end, date) else _moment(end)  # noqa: E731
    return st.tuples(ends, ends).map(
        lambda pair: kind.model_validate(dict(zip((first, last), sorted(pair, key=key), strict=True)))
    )


def _moment(when: date) -> datetime:
    return when if isinstance(when, datetime) else datetime(when.year, when.month, when.day, tzinfo=UTC)


lists_of_texts = st.lists(operands, min_size=1, max_size=12).map(tuple)

OPERATORS: Final[dict[type[BaseModel], st.SearchStrategy[Any]]] = {
    ops.NotEmpty: st.just(ops.NotEmpty()),
    ops.Empty: st.just(ops.Empty()),
    ops.StringEqual: _made(ops.StringEqual, value=operands),
    ops.StringNotEqual: _made(ops.StringNotEqual, value=operands),
    ops.StringContains: _made(ops.StringContains, value=operands),
    ops.StringNotContains: _made(ops.StringNotContains, value=operands),
    ops.StringStartsWith: _made(ops.StringStartsWith, value=operands),
    ops.StringEndsWith: _made(ops.StringEndsWith, value=operands),
    ops.StringIn: _made(ops.StringIn, values=lists_of_texts),
    ops.StringNotIn: _made(ops.StringNotIn, values=lists_of_texts),
    ops.StringLike: _made(ops.StringLike, pattern=patterns),
    ops.NumberEqual: _made(ops.NumberEqual, value=settings_of_numbers),
    ops.NumberNotEqual: _made(ops.NumberNotEqual, value=settings_of_numbers),
    ops.NumberLessThan: _made(ops.NumberLessThan, value=settings_of_numbers),
    ops.NumberLessOrEqual: _made(ops.NumberLessOrEqual, value=settings_of_numbers),
    ops.NumberMoreThan: _made(ops.NumberMoreThan, value=settings_of_numbers),
    ops.NumberMoreOrEqual: _made(ops.NumberMoreOrEqual, value=settings_of_numbers),
    ops.NumberBetween: _ordered(ops.NumberBetween, "minimum", "maximum", settings_of_numbers),
    ops.DateBefore: _made(ops.DateBefore, value=whens),
    ops.DateAfter: _made(ops.DateAfter, value=whens),
    ops.DateBetween: _ordered(ops.DateBetween, "start", "end", whens),
    ops.DateInLast: _made(ops.DateInLast, amount=amounts, unit=units),
    ops.DateInNext: _made(ops.DateInNext, amount=amounts, unit=units),
    ops.DateToday: st.just(ops.DateToday()),
    ops.DateAnniversary: st.just(ops.DateAnniversary()),
    ops.BooleanTrue: st.just(ops.BooleanTrue()),
    ops.BooleanFalse: st.just(ops.BooleanFalse()),
    ops.ArrayContains: _made(ops.ArrayContains, value=operands),
    ops.ArrayContainsAny: _made(ops.ArrayContainsAny, values=lists_of_texts),
    ops.ArrayContainsAll: _made(ops.ArrayContainsAll, values=st.lists(operands, min_size=1, max_size=2)),
}
operators = st.integers(0, len(OPERATORS) - 1).flatmap(lambda number: list(OPERATORS.values())[number])

PROFILE_UUIDS: Final = [uuid5(UUID(int=0), str(number)) for number in range(8)]


def _identifiers(kind: str) -> st.SearchStrategy[Any]:
    known = {
        "id": ["1", "2", str(2**63 - 1)],
        "uuid": [str(uuid) for uuid in PROFILE_UUIDS],
        "custom_id": CUSTOM_IDS,
        "email": [*EMAILS, "Ada@Example.COM"],
        "phone": PHONES,
    }[kind]
    return _made(
        IdentifierCondition,
        identifier=st.just(kind),
        one_of=st.none() | st.lists(st.sampled_from(known), min_size=1, max_size=3),
    )


params = _made(ParamCondition, name=st.sampled_from(NAMES), test=operators)
hours = st.integers(-4, 0)
windows = st.one_of(
    st.just(EverWindow()),
    _made(LastWindow, amount=st.sampled_from([1, 2, 3, 36_500]), unit=units),
    st.tuples(hours, st.integers(1, 4)).map(
        lambda span: BetweenWindow(
            start=NOON + timedelta(hours=span[0]), end=NOON + timedelta(hours=sum(span))
        )
    ),
)
LEAVES: Final[dict[type[BaseModel], st.SearchStrategy[Any]]] = {
    EverybodyCondition: st.just(EverybodyCondition()),
    AttributeCondition: _made(
        AttributeCondition, name=st.sampled_from([*NAMES, *NAMES[:2], *OWN]), test=operators
    ),
    TagCondition: _made(
        TagCondition,
        tags=st.lists(st.sampled_from(TAGS), min_size=1, max_size=3),
        has=st.sampled_from(["any", "all", "none"]),
    ),
    AgreementCondition: _made(AgreementCondition, channel=st.sampled_from(CHANNELS), granted=st.booleans()),
    IdentifierCondition: st.sampled_from(["id", "uuid", "custom_id", "email", "phone"]).flatmap(_identifiers),
    EventCondition: _made(
        EventCondition,
        event=st.sampled_from(EVENTS),
        where=st.lists(params, max_size=2) | st.just([]),
        window=windows,
        count=st.sampled_from(["at_least", "at_most", "exactly"]),
        times=st.integers(0, 3),
    ),
}
leaves = st.integers(0, len(LEAVES) - 1).flatmap(lambda number: list(LEAVES.values())[number])
trees = st.recursive(
    leaves,
    lambda below: st.one_of(
        _made(AllOf, conditions=st.lists(below, min_size=1, max_size=3)),
        _made(AnyOf, conditions=st.lists(below, min_size=1, max_size=3)),
        _made(NotOf, condition=below),
    ),
    max_leaves=6,
)


@dataclass(frozen=True)
class GeneratedEvent:
    """An event of a profile, at so many hours from noon."""

    name: str
    hours: int
    params: dict[str, Any]


@dataclass(frozen=True)
class GeneratedProfile:
    """A profile as it will be written, and what it did."""

    attributes: dict[str, Any]
    tags: list[str]
    agreements: dict[str, bool]
    email: str | None
    phone: str | None
    custom_id: str | None
    created_at: datetime
    events: list[GeneratedEvent]


profiles = st.builds(
    GeneratedProfile,
    attributes=st.dictionaries(st.sampled_from([*NAMES, *NAMES[:2]]), values, max_size=4),
    tags=st.lists(st.sampled_from(TAGS), max_size=3, unique=True),
    agreements=st.dictionaries(st.sampled_from(CHANNELS), st.booleans(), max_size=2),
    email=st.none() | st.sampled_from(EMAILS),
    phone=st.none() | st.sampled_from(PHONES),
    custom_id=st.none() | st.sampled_from(CUSTOM_IDS),
    created_at=st.sampled_from([NOON, NOON - timedelta(days=30, microseconds=1), NOON.replace(day=20)]),
    events=st.lists(
        st.builds(
            GeneratedEvent,
            name=st.sampled_from(EVENTS),
            hours=hours | st.sampled_from([-24, -48, -72]),
            params=st.dictionaries(st.sampled_from(NAMES), values, max_size=3),
        ),
        max_size=6,
    ),
)
