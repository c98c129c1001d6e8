"""Trees of conditions: their limits, what their leaves mean, and how the database is asked."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.postgres import EmbeddedPostgres
from largesse.events.commands import emit
from largesse.profiles.commands import save_profiles
from largesse.profiles.conditions import (
    CONDITION,
    Condition,
    ProfileFacts,
    compile_sql,
    filter_profiles,
    matches_profile,
    next_matching,
)
from largesse.profiles.conditions.operators import Operator
from largesse.profiles.queries import view_profile
from largesse.profiles.schemas import ProfileInput
from tests.conftest import SetClock
from tests.profiles.generated import NOON

EVERYBODY = {"type": "everybody"}
CROWD = (
    "insert into profiles (workspace_id, uuid, custom_id, email, phone, attributes, tags, created_at,"
    " updated_at) select $1, gen_random_uuid(), 'c' || n, n || '@b.c', n::text,"
    " jsonb_build_object('city', 'c' || n, 'sizes', jsonb_build_array('s' || n)), array['t' || n],"
    " now(), now() from generate_series(1, 4000) n"
)


def tree(value: object) -> Condition:
    return CONDITION.validate_python(value)


def attribute(name: str, operator: str, **fields: object) -> dict[str, object]:
    return {"type": "attribute", "name": name, "test": {"operator": operator, **fields}}


async def saved(ctx: Context, *items: dict[str, object]) -> list[int]:
    """Numbers of new profiles."""
    made = await save_profiles(ctx, [ProfileInput.model_validate(item) for item in items])
    return [item.id for item in made if not isinstance(item, Exception)]


async def met(ctx: Context, value: object, ids: list[int]) -> list[int]:
    """Which of them the tree takes, by its place in the list; Python is asked too, where it can know."""
    asked = tree(value)
    found = await filter_profiles(ctx, asked, ids)
    for profile_id in ids:
        facts = ProfileFacts.of(await view_profile(ctx, profile_id))
        assert matches_profile(asked, facts, now=ctx.now) in (None, profile_id in found)
    return [place for place, profile_id in enumerate(ids) if profile_id in found]


async def test_the_audience_of_the_voucher_alert_is_who_has_a_pool(ctx: Context) -> None:
    ids = await saved(
        ctx,
        {"custom_id": "pool", "attributes": {"voucherpool_id": "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"}},
        {"custom_id": "empty", "attributes": {"voucherpool_id": ""}},
        {"custom_id": "none"},
    )
    assert await met(ctx, attribute("voucherpool_id", "not_empty"), ids) == [0]
    assert await met(ctx, attribute("voucherpool_id", "empty"), ids) == [1, 2]


async def test_identifiers_are_attributes_too(ctx: Context) -> None:
    ids = await saved(
        ctx,
        {"custom_id": "c1", "email": "Ada@example.com"},
        {"phone": "+47123", "attributes": {"customId": "c1", "email2": "x"}},
    )
    for name in ("custom_id", "customId", "custom_identify"):
        assert await met(ctx, attribute(name, "string_equal", value="c1"), ids) == [0]
    assert await met(ctx, attribute("email", "string_contains", value="@example"), ids) == [0]
    assert await met(ctx, attribute("email", "empty"), ids) == [1]
    assert await met(ctx, attribute("phone", "number_equal", value=47123), ids) == [1]
    assert await met(ctx, attribute("id", "number_more_than", value=ids[0]), ids) == [1]
    assert await met(ctx, attribute("created_at", "date_in_last", amount=1), ids) == [0, 1]


async def test_identifiers_are_there_or_on_a_list(ctx: Context) -> None:
    ids = await saved(ctx, {"custom_id": "c1", "email": "Ada@example.com"}, {"phone": "+47123"})
    assert await met(ctx, {"type": "identifier", "identifier": "email"}, ids) == [0]
    wanted = {"type": "identifier", "identifier": "email", "one_of": ["aDA@EXAMPLE.com", "x@y.z"]}
    assert await met(ctx, wanted, ids) == [0]
    assert await met(ctx, {"type": "not", "condition": wanted}, ids) == [1]
    assert await met(ctx, {"type": "identifier", "identifier": "id", "one_of": [str(ids[1])]}, ids) == [1]


async def test_agreements_and_tags_are_asked_for_and_against(ctx: Context) -> None:
    ids = await saved(
        ctx,
        {"custom_id": "yes", "agreements": {"email": True}, "tags": ["a", "b"]},
        {"custom_id": "no", "agreements": {"email": False}, "tags": ["a"]},
        {"custom_id": "silent"},
    )
    agreed = {"type": "agreement", "channel": "email"}
    assert await met(ctx, agreed, ids) == [0]
    assert await met(ctx, agreed | {"granted": False}, ids) == [1, 2]
    tagged = {"type": "tag", "tags": ["a", "b"]}
    assert await met(ctx, tagged, ids) == [0, 1]
    assert await met(ctx, tagged | {"has": "all"}, ids) == [0]
    assert await met(ctx, tagged | {"has": "none"}, ids) == [2]


async def test_what_a_profile_did_is_counted_within_a_window(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    ids: list[int] = []
    for days, count in ((40, "abc"), (3, "5"), (0, 499)):
        clock.now = NOON - timedelta(days=days)
        async with database.context(workspace_id) as ctx:
            ids = await saved(ctx, {"custom_id": "c1"}, {"custom_id": "c2"})
            await emit(ctx, "count.read", {"voucherCount": count}, profile_id=ids[0])
    few = {"name": "voucherCount", "test": {"operator": "number_less_than", "value": 500}}
    read = {"type": "event", "event": "count.read"}
    last = {"type": "last", "amount": 7}
    until = {"type": "between", "start": "2026-10-01T00:00:00Z", "end": "2026-11-18T12:00:00Z"}
    edges = {"type": "between", "start": "2026-11-18T12:00:00Z", "end": "2026-11-21T12:00:00Z"}
    async with database.context(workspace_id) as ctx:
        for value, expected in (
            (read, [0]),
            (read | {"times": 3}, [0]),
            (read | {"times": 4}, []),
            (read | {"where": [few], "times": 3}, []),
            (read | {"where": [few], "times": 2}, [0]),
            (read | {"window": last, "count": "exactly", "times": 2}, [0]),
            (read | {"window": until, "count": "exactly", "times": 1}, [0]),
            (read | {"window": edges, "count": "exactly", "times": 1}, [0]),
            (read | {"count": "at_most", "times": 2}, [1]),
            (read | {"count": "exactly", "times": 0}, [1]),
            ({"type": "event", "event": "never.happened"}, []),
        ):
            assert await met(ctx, value, ids) == expected, value
        facts = ProfileFacts.of(await view_profile(ctx, ids[0]))
        assert matches_profile(tree({"type": "not", "condition": read}), facts, now=NOON) is None


async def test_another_workspace_has_neither_profiles_nor_events(
    ctx: Context, database: Database, workspace_id: UUID
) -> None:
    [profile_id] = await saved(ctx, {"custom_id": "c1"})
    await emit(ctx, "x.y", {}, profile_id=profile_id)
    await ctx.db.commit()
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    async with database.context(other) as foreign:
        assert await filter_profiles(foreign, tree(EVERYBODY), [profile_id]) == set()
        assert await next_matching(foreign, tree({"type": "event", "event": "x.y"}), after=0, limit=9) == []
    async with database.context(workspace_id) as own:
        assert await next_matching(own, tree({"type": "event", "event": "x.y"}), after=0, limit=9) == [
            profile_id
        ]


async def test_today_is_the_day_of_the_workspace(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    clock.now = NOON.replace(hour=23, minute=30)
    async with database.context(workspace_id) as ctx:
        ids = await saved(ctx, {"custom_id": "c1", "attributes": {"birthdate": "1990-11-22"}})
        assert await filter_profiles(ctx, tree(attribute("birthdate", "date_anniversary")), ids) == set()
        await ctx.db.execute(text("update workspaces set time_zone = 'Europe/Warsaw'"))
        assert await filter_profiles(ctx, tree(attribute("birthdate", "date_anniversary")), ids) == set(ids)


@pytest.mark.parametrize(
    ("value", "index"),
    [
        (attribute("city", "string_equal", value="Oslo"), "profiles_attributes"),
        (attribute("city", "string_in", values=["Oslo", "5"]), "profiles_attributes"),
        (attribute("sizes", "array_contains", value="M"), "profiles_attributes"),
        (attribute("custom_id", "string_equal", value="c1"), "profiles_custom_id"),
        ({"type": "tag", "tags": ["vip"]}, "profiles_tags"),
        ({"type": "tag", "tags": ["vip", "a"], "has": "all"}, "profiles_tags"),
        ({"type": "identifier", "identifier": "email", "one_of": ["a@b.c"]}, "profiles_email"),
        ({"type": "identifier", "identifier": "phone", "one_of": ["+47"]}, "profiles_phone"),
    ],
    ids=str,
)
async def test_an_index_fits_what_equals_something(
    postgres: EmbeddedPostgres, workspace_id: UUID, value: object, index: str
) -> None:
    asked = compile_sql(tree(value), workspace_id=workspace_id, now=NOON)
    connection = await asyncpg.connect(postgres.dsn())  # the owner: row-level security hides some indexes
    try:
        await connection.execute("begin")
        await connection.execute(CROWD, workspace_id)
        await connection.execute("analyze profiles")
        rows = await connection.fetch(f"explain select p.id from profiles p where {asked.sql}", *asked.args)
    finally:
        await connection.close()
    assert index in "\n".join(row[0] for row in rows)


async def test_every_value_is_an_argument(ctx: Context) -> None:
    nasty = "'; drop table profiles; --"
    asked = compile_sql(
        tree(
            {
                "type": "all",
                "conditions": [
                    attribute(nasty, "string_equal", value=nasty),
                    attribute(nasty, "string_like", pattern=f"*{nasty}"),
                    {"type": "tag", "tags": [nasty]},
                    {"type": "identifier", "identifier": "custom_id", "one_of": [nasty]},
                    {
                        "type": "event",
                        "event": "x.y",
                        "where": [{"name": nasty, "test": {"operator": "array_contains", "value": nasty}}],
                    },
                ],
            }
        ),
        workspace_id=ctx.workspace_id,
        now=ctx.now,
        first_argument=7,
    )
    assert "drop" not in asked.sql
    assert "$6" not in asked.sql
    assert asked.args[0] == ctx.workspace_id
    last = len(asked.args) + 6
    assert all(f"${number}::" in asked.sql for number in range(7, last + 1))
    assert f"${last + 1}" not in asked.sql


def nested(depth: int) -> object:
    value: object = EVERYBODY
    for _ in range(depth - 1):
        value = {"type": "not", "condition": value}
    return value


def test_a_tree_has_ten_levels_and_a_hundred_leaves() -> None:
    tree(nested(10))
    tree({"type": "any", "conditions": [EVERYBODY] * 100})
    where = [{"name": "a", "test": {"operator": "empty"}}] * 19
    event = {"type": "event", "event": "x.y", "where": where}
    tree({"type": "all", "conditions": [event] * 5})
    for wrong in (
        nested(11),
        nested(2000),
        {"type": "any", "conditions": [EVERYBODY] * 101},
        {"type": "any", "conditions": [{"type": "all", "conditions": [EVERYBODY] * 51}] * 2},
        {"type": "all", "conditions": [event] * 5 + [EVERYBODY]},
    ):
        with pytest.raises(ValidationError):
            tree(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"type": "all", "conditions": []},
        attribute("tags", "empty"),
        attribute("", "empty"),
        attribute("a\x00", "empty"),
        attribute("a", "unknown"),
        {"type": "tag", "tags": []},
        {"type": "identifier", "identifier": "id", "one_of": ["x"]},
        {"type": "identifier", "identifier": "id", "one_of": [str(2**63)]},
        {"type": "identifier", "identifier": "uuid", "one_of": ["x"]},
        {"type": "identifier", "identifier": "email", "one_of": []},
        {"type": "agreement", "channel": "pigeon"},
        {"type": "event", "event": "a b"},
        {"type": "event", "event": "x.y", "times": -1},
        {"type": "event", "event": "x.y", "window": {"type": "between", "start": "2026-01-02T00:00:00Z",
                                                     "end": "2026-01-01T00:00:00Z"}},
        {"type": "everybody", "extra": 1},
    ],
)  # fmt: skip
def test_a_tree_that_makes_no_sense_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        tree(wrong)


def test_a_tree_is_the_same_after_it_was_stored() -> None:
    for value in (
        attribute("joined", "date_between", start="2026-01-01", end="2026-11-21T12:00:00Z"),
        {
            "type": "not",
            "condition": {"type": "event", "event": "x.y", "window": {"type": "last", "amount": 2}},
        },
        attribute("n", "number_equal", value=0.1),
    ):
        once = tree(value)
        assert CONDITION.validate_json(CONDITION.dump_json(once)) == once


def test_the_schema_names_the_tree_and_the_operators() -> None:
    schema = CONDITION.json_schema()
    assert {"Condition", "Operator", "AllOf", "NumberLessThan"} <= schema["$defs"].keys()
    assert TypeAdapter(Operator).json_schema()["discriminator"]["propertyName"] == "operator"
