"""The heart of the proof: for any tree and any profile, Python and the database say the same."""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, get_args
from uuid import UUID

import asyncpg
import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.profiles.conditions import (
    Condition,
    EventCondition,
    NotOf,
    Operator,
    ProfileFacts,
    compile_params,
    compile_sql,
    matches_profile,
)
from largesse.profiles.conditions.condition import ProfileCondition
from largesse.profiles.conditions.events import BetweenWindow, LastWindow
from largesse.profiles.conditions.groups import AllOf, AnyOf
from largesse.profiles.conditions.operators import ValueOperator
from largesse.profiles.conditions.places import Arguments, MemberPlace
from largesse.profiles.conditions.values import MISSING
from tests.profiles.generated import (
    CORPUS,
    LEAVES,
    NAMES,
    NOON,
    NOWS,
    OPERATORS,
    PROFILE_UUIDS,
    GeneratedEvent,
    GeneratedProfile,
    profiles,
    trees,
    values,
)

EXAMPLES = int(os.environ.get("LARGESSE_CONDITION_EXAMPLES", "150"))
SEED = int(os.environ.get("LARGESSE_SEED", "20261121"))  # any other finds other things

INSERT_PROFILE = (
    "insert into profiles (workspace_id, uuid, custom_id, email, phone, attributes, tags, agreements,"
    " created_at, updated_at) values ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8::text::jsonb, $9, $9)"
    " on conflict do nothing returning id"
)
INSERT_EVENT = (
    "insert into events (workspace_id, id, time, name, profile_id, params, source)"
    " values ($1, core_new_id($2), $2, $3, $4, $5::text::jsonb, 'test')"
)
ODDITIES = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


@dataclass(frozen=True)
class Written:
    """A profile as both sides know it."""

    raw: ProfileFacts
    stored: ProfileFacts
    events: Sequence[GeneratedEvent]


@dataclass
class Shop:
    """A workspace, a connection of the app's role and the loop it lives on."""

    runner: asyncio.Runner
    connection: asyncpg.Connection
    workspace_id: UUID
    outcomes: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def agree(self, drawn: Sequence[GeneratedProfile], asked: Sequence[Condition], now: datetime) -> None:
        """Writes the profiles, compares every tree on every profile, and leaves nothing behind."""
        self.runner.run(self._agree(drawn, asked, now))

    async def _agree(
        self, drawn: Sequence[GeneratedProfile], asked: Sequence[Condition], now: datetime
    ) -> None:
        transaction = self.connection.transaction()
        await transaction.start()
        try:
            await self.connection.execute(
                "select set_config('largesse.workspace', $1, true)", str(self.workspace_id)
            )
            written = await self._write(drawn)
            for tree in asked:
                found = await self._found(tree, now)
                for profile in written:
                    expected = oracle(tree, profile.raw, profile.events, now)
                    assert expected == oracle(tree, profile.stored, profile.events, now)
                    assert (profile.raw.id in found) == expected, (tree, profile)
                    if not tree.asks_events():
                        assert matches_profile(tree, profile.raw, now=now) == expected
        finally:
            await transaction.rollback()

    async def _found(self, tree: Condition, now: datetime) -> set[int]:
        compiled = compile_sql(tree, workspace_id=self.workspace_id, now=now, first_argument=3)
        rows = await self.connection.fetch(
            f"select id from profiles p where $1::int = 1 and $2::text = 'x' and {compiled.sql}",
            1,
            "x",
            *compiled.args,
        )
        return {row["id"] for row in rows}

    async def _write(self, drawn: Sequence[GeneratedProfile]) -> list[Written]:
        written = []
        for number, profile in enumerate(drawn):
            profile_id = await self.connection.fetchval(
                INSERT_PROFILE,
                self.workspace_id,
                PROFILE_UUIDS[number],
                profile.custom_id,
                profile.email,
                profile.phone,
                orjson.dumps(profile.attributes).decode(),
                profile.tags,
                orjson.dumps(profile.agreements).decode(),
                profile.created_at,
            )
            if profile_id is None:  # another one has its e-mail
                continue
            for event in profile.events:
                await self.connection.execute(
                    INSERT_EVENT,
                    self.workspace_id,
                    NOON + timedelta(hours=event.hours),
                    event.name,
                    profile_id,
                    orjson.dumps(event.params).decode(),
                )
            kept = await self.connection.fetchval("select attributes from profiles where id = $1", profile_id)
            raw = facts_of(profile, profile_id, PROFILE_UUIDS[number], profile.attributes)
            stored = facts_of(profile, profile_id, PROFILE_UUIDS[number], orjson.loads(kept))
            written.append(Written(raw, stored, profile.events))
        return written


def facts_of(profile: GeneratedProfile, number: int, uuid: UUID, attributes: dict[str, Any]) -> ProfileFacts:
    return ProfileFacts(
        id=number,
        uuid=uuid,
        custom_id=profile.custom_id,
        email=profile.email,
        phone=profile.phone,
        attributes=attributes,
        tags=frozenset(profile.tags),
        agreements=profile.agreements,
        created_at=profile.created_at,
        updated_at=profile.created_at,
    )


def oracle(
    tree: ProfileCondition, facts: ProfileFacts, events: Sequence[GeneratedEvent], now: datetime
) -> bool:
    """What the tree means, events included, by the evaluators in memory."""
    if isinstance(tree, EventCondition):
        passes = compile_params(tree.where)
        count = sum(
            event.name == tree.event and in_window(tree, event, now) and passes(event.params, now)
            for event in events
        )
        return {"at_least": count >= tree.times, "at_most": count <= tree.times}.get(
            tree.count, count == tree.times
        )
    parts = [oracle(part, facts, events, now) for part in tree.parts()]
    if not parts:
        return tree.matches(facts, now)
    if isinstance(tree, NotOf):
        return not parts[0]
    return all(parts) if isinstance(tree, AllOf) else any(parts)


def in_window(tree: EventCondition, event: GeneratedEvent, now: datetime) -> bool:
    time, window = NOON + timedelta(hours=event.hours), tree.window
    if isinstance(window, LastWindow):
        return now - timedelta(**{window.unit: window.amount}) <= time <= now
    if isinstance(window, BetweenWindow):
        return window.start <= time < window.end and time <= now
    return time <= now


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    async def furnish() -> UUID:
        database = Database(database_url, pool_size=1)
        async with database.session() as session:
            made = await create_workspace(session, "Test shop", now=database.clock())
        await database.close()
        return made.workspace_id

    print(f"LARGESSE_SEED={SEED}")  # noqa: T201  shown when the test fails
    with asyncio.Runner() as runner:
        workspace_id = runner.run(furnish())
        connection = runner.run(asyncpg.connect(database_url))
        yield Shop(runner, connection, workspace_id)
        runner.run(connection.close())


def test_every_operator_and_condition_is_generated() -> None:
    assert set(OPERATORS) == set(get_args(get_args(Operator.__value__)[0]))
    assert {*LEAVES, AllOf, AnyOf, NotOf} == set(get_args(get_args(Condition.__value__)[0]))


def test_both_evaluators_agree_on_every_tree_and_profile(shop: Shop) -> None:
    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=ODDITIES,
    )
    @given(
        drawn=st.lists(profiles, min_size=1, max_size=len(PROFILE_UUIDS)),
        asked=st.lists(trees, min_size=1, max_size=8),
        now=st.sampled_from(NOWS),
    )
    def agree(drawn: list[GeneratedProfile], asked: list[Condition], now: datetime) -> None:
        shop.agree(drawn, asked, now)

    agree()


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_each_kind_of_condition_means_the_same_here_and_there(
    shop: Shop, kind: type[ProfileCondition]
) -> None:
    @seed(SEED)
    @settings(
        max_examples=EXAMPLES // 3,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=ODDITIES,
    )
    @given(
        drawn=st.lists(profiles, min_size=4, max_size=len(PROFILE_UUIDS)),
        asked=st.lists(LEAVES[kind], min_size=4, max_size=12),
        now=st.sampled_from(NOWS),
    )
    def agree(drawn: list[GeneratedProfile], asked: list[Condition], now: datetime) -> None:
        shop.agree(drawn, asked, now)

    agree()


@pytest.mark.parametrize("kind", OPERATORS, ids=lambda kind: kind.__name__)
def test_an_operator_means_the_same_for_any_value_here_and_there(
    shop: Shop, kind: type[ValueOperator]
) -> None:
    outcomes: Counter[bool] = Counter()

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES // 5,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=ODDITIES,
    )
    @given(
        operator=OPERATORS[kind],
        tested=st.lists(values, max_size=30),
        now=st.sampled_from(NOWS),
    )
    def agree(operator: ValueOperator, tested: list[Any], now: datetime) -> None:
        own = [*getattr(operator, "values", ()), getattr(operator, "value", None)]
        tested = [*CORPUS, *tested, *map(str, own), [item for item in own if isinstance(item, str)]]
        expected = [operator.matches(value, now) for value in (*tested, MISSING)]
        outcomes.update(expected)
        args = Arguments(2)
        test = operator.sql(MemberPlace("v.object", "n", args), args, now)
        objects = [*({"n": value} for value in tested), {}]
        rows = shop.runner.run(
            shop.connection.fetch(
                f"select coalesce({test}, false) as met from unnest($1::text[]) with ordinality t (j, place),"
                " lateral (select t.j::jsonb as object) v order by t.place",
                [orjson.dumps(item).decode() for item in objects],
                *args.values,
            )
        )
        answered = [row["met"] for row in rows]
        wrong = [item for item, one, other in zip(objects, expected, answered, strict=True) if one != other]
        assert not wrong

    agree()
    assert outcomes[True]
    assert outcomes[False]


def test_the_names_of_attributes_are_as_nasty_as_their_values() -> None:
    assert {"it's", "$1", "a\\b"} <= set(NAMES)
