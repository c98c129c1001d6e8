"""What the columns of a file are taken for, and how single cells are read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from largesse.core.errors import InvalidError
from largesse.core.files import TableFacts
from largesse.core.imports import FaultError
from largesse.profiles.imports.columns import event_columns, profile_columns
from largesse.profiles.imports.rows import EventRows, ProfileRows
from largesse.profiles.imports.schemas import EventImportOptions, ProfileImportOptions
from largesse.profiles.schemas import ProfileInput


def facts(*columns: str, header: bool = True) -> TableFacts:
    return TableFacts("csv", "utf-8", False, ",", '"', header, columns)


def profile_labels(*columns: str, **options: object) -> list[str | None]:
    read = profile_columns(facts(*columns), ProfileImportOptions.model_validate(options))
    return [meaning.label if meaning is not None else None for meaning in read.meanings]


def event_labels(*columns: str, **options: object) -> list[str | None]:
    read = event_columns(facts(*columns), EventImportOptions.model_validate(options))
    return [meaning.label if meaning is not None else None for meaning in read.meanings]


def profiles(*columns: str, **options: object) -> ProfileRows:
    read = ProfileImportOptions.model_validate(options)
    return ProfileRows(
        profile_columns(facts(*columns), read), clear=read.empty == "clear", tag_separator=read.tag_separator
    )


def events(*columns: str, zone: str = "UTC", **options: object) -> EventRows:
    read = EventImportOptions.model_validate(options)
    return EventRows(event_columns(facts(*columns), read), ZoneInfo(zone), name=read.name)


@pytest.mark.parametrize(
    ("column", "label"),
    [
        ("customId", "custom_id"),
        ("custom_id", "custom_id"),
        ("Custom ID", "custom_id"),
        ("custom_identify", "custom_id"),
        ("externalId", "custom_id"),
        ("client.customId", "custom_id"),
        ("clientId", "id"),
        ("id", "id"),
        ("client.id", "id"),
        ("UUID", "uuid"),
        ("E-Mail", "email"),
        (" Phone Number ", "phone"),
        ("firstName", "attributes.firstname"),
        ("zip_code", "attributes.zipcode"),
        ("attributes.Points", "attributes.Points"),
        ("Schuhgröße", "attributes.Schuhgröße"),
        ("Tags", "tags"),
        ("remove_tags", "remove_tags"),
        ("agreements.webPush", "agreements.web_push"),
        ("agreements.carrier_pigeon", None),
        ("created_at", None),
        ("attributes.email", None),
        ("", None),
    ],
)
def test_a_column_is_known_by_its_name(column: str, label: str | None) -> None:
    others = ("phone",) if label in ("email", "custom_id") else ("email",)
    assert profile_labels(column, *others)[0] == label


def test_a_column_means_what_the_caller_says() -> None:
    columns = ("Kunde", "email", "Ort", "3")
    said = {"custom_id": "kunde", "email": 3, "attributes.city": "Ort"}
    assert profile_labels(*columns, columns=said) == ["custom_id", None, "attributes.city", "email"]


def test_a_file_without_header_has_only_the_columns_that_are_named() -> None:
    options = ProfileImportOptions.model_validate({"columns": {"email": 1}})
    read = profile_columns(facts("column 1", "column 2", header=False), options)
    assert [(index, meaning.label) for index, meaning in read.used] == [(1, "email")]


def test_other_columns_can_be_ignored() -> None:
    columns = ("email", "shoe size", "attributes.hat", "city")
    assert profile_labels(*columns, others="ignore") == ["email", None, "attributes.hat", "attributes.city"]


@pytest.mark.parametrize(
    ("columns", "options", "code"),
    [
        (("city", "name"), {}, "no_identifier_column"),
        (("email", "E-Mail"), {}, "repeated_column"),
        (("email", "city", "attributes.city"), {}, "repeated_column"),
        (("email",), {"columns": {"custom_id": "Nr"}}, "unknown_column"),
        (("email",), {"columns": {"custom_id": 1}}, "unknown_column"),
        (("email",), {"types": {"points": "number"}}, "unknown_column"),
        (("email", "Nr"), {"columns": {"custm_id": "Nr"}}, "invalid_options"),
    ],
)
def test_columns_that_cannot_be_right_are_refused(
    columns: tuple[str, ...], options: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        profile_labels(*columns, **options)
    assert refused.value.code == code


def test_events_know_their_columns() -> None:
    columns = ("action", "client.email", "time", "params.amount", "eventSalt", "label", "id", "shop")
    assert event_labels(*columns) == [
        "name", "email", "time", "params.amount", "salt", None, "params.id", "params.shop",
    ]  # fmt: skip


def test_events_need_a_name_from_somewhere() -> None:
    with pytest.raises(InvalidError) as refused:
        event_labels("email", "time")
    assert refused.value.code == "no_name_column"
    assert event_labels("email", "time", name="shop.visited") == ["email", "time"]


def test_an_empty_cell_leaves_what_there_is() -> None:
    wish = profiles("email", "phone", "city", "agreements.sms", "tags").read(("a@b.c", "", " ", "", ""))
    assert (wish.names, wish.removed, wish.fields.attributes) == ({"email": "a@b.c"}, (), {})
    assert wish.fields.agreements.model_dump(exclude_unset=True) == {}


def test_an_empty_cell_clears_when_it_is_told_to_but_a_missing_one_does_not() -> None:
    reader = profiles("email", "phone", "city", "agreements.sms", "tags", "hat", empty="clear")
    wish = reader.read(("a@b.c", "", "", "", ""))
    assert (wish.removed, wish.fields.attributes) == (("phone",), {"city": None})
    assert wish.fields.agreements.model_dump(exclude_unset=True) == {"sms": None}
    assert wish.fields.tags == []


def test_cells_are_texts_unless_they_are_said_to_be_more() -> None:
    reader = profiles(
        "email", "zip", "points", "vip", "sizes", "height",
        types={"points": "number", "vip": "boolean", "sizes": "json", "height": "number"},
    )  # fmt: skip
    wish = reader.read(("a@b.c", "00123", "-7", "Yes", '["S", 2]', "1.82"))
    assert wish.fields.attributes == {
        "zip": "00123", "points": -7, "vip": True, "sizes": ["S", 2], "height": 1.82,
    }  # fmt: skip


def test_tags_are_apart_by_what_stands_between_them() -> None:
    wish = profiles("email", "tags", "remove_tags").read(("a@b.c", "gold; new,, old |x", "a"))
    assert (wish.fields.tags, wish.fields.remove_tags) == (["gold", "new", "old", "x"], ["a"])
    own = profiles("email", "tags", tag_separator=" / ").read(("a@b.c", "a,b / c"))
    assert own.fields.tags == ["a,b", "c"]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (("nobody", "", "", ""), 0, "e-mail"),
        (("", "", "", ""), 0, "no cell of this row names"),
        (("a@b.c", "12x", "", ""), 1, "number of a profile"),
        (("a@b.c", "99999999999999999999", "", ""), 1, "number of a profile"),
        (("a@b.c", "", "maybe", ""), 2, "neither yes nor no"),
        (("a@b.c", "", "", "t" * 129), 3, "1 to 128"),
        (("a@b.c", "", "", "", "x"), None, "5 cells"),
    ],
)
def test_a_row_that_cannot_be_taken_says_which_cell_is_wrong(
    cells: tuple[str, ...], column: int | None, reason: str
) -> None:
    with pytest.raises(FaultError) as fault:
        profiles("email", "id", "agreements.sms", "tags").read(cells)
    assert fault.value.column == column
    assert reason in fault.value.reason


def test_a_row_may_go_on_with_nothing() -> None:
    assert profiles("email").read(("a@b.c", "", " ")).names == {"email": "a@b.c"}


def test_too_much_in_a_row_is_refused() -> None:
    with pytest.raises(FaultError) as fault:
        profiles("email", "bio").read(("a@b.c", "x" * 40_000))
    assert "32768 bytes" in fault.value.reason


def test_an_event_is_read_whole() -> None:
    reader = events(
        "action", "customId", "email", "time", "params.amount", "salt", "note",
        types={"params.amount": "number"}, zone="Europe/Warsaw",
    )  # fmt: skip
    event = reader.read(("cart.abandoned", "c1", "", "2026-03-29 12:00", "12.50", "s1", ""))
    assert (event.name, event.params, event.salt) == ("cart.abandoned", {"amount": 12.5}, "s1")
    assert event.time == datetime(2026, 3, 29, 10, tzinfo=UTC)
    assert event.profile == ProfileInput(custom_id="c1")


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (("", "c1", ""), 0, "no event name"),
        (("two words", "c1", ""), 0, "1 to 32 letters"),
        (("a.b", "", ""), 1, "no cell of this row names"),
        (("a.b", "c1", "01/02/2026"), 2, "2027-03-31T18"),
        (("a.b", "c1", "1764000000"), 2, "2027-03-31T18"),
        (("a.b", "c1", "1999-12-31"), 2, "before 2000"),
        (("a.b", "c1", "0001-01-01T00:00+23:00"), 2, "2027-03-31T18"),
    ],
)
def test_an_event_that_cannot_be_taken_says_which_cell_is_wrong(
    cells: tuple[str, ...], column: int, reason: str
) -> None:
    with pytest.raises(FaultError) as fault:
        events("action", "customId", "time").read(cells)
    assert fault.value.column == column
    assert reason in fault.value.reason


def test_one_name_can_stand_for_all_events() -> None:
    reader = events("email", "action", name="shop.visited")
    assert reader.read(("a@b.c", "")).name == "shop.visited"
    assert reader.read(("a@b.c", "shop.left")).name == "shop.left"
