"""Any order of operations on a pool: every answer and every count is the model's."""

import asyncio
import hashlib
import os
import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.errors import AppError
from largesse.profiles.schemas import Identifier
from largesse.vouchers.commands.assign import Assigned, Assigner, AssignRequest
from largesse.vouchers.commands.codes import add_code, cancel_code, give_back, redeem_code
from largesse.vouchers.commands.pools import change_pool, create_pool
from largesse.vouchers.models import STATES
from largesse.vouchers.queries import view_code, view_pool
from largesse.vouchers.schemas import CodeInput, PoolInput, PoolPatch, RedemptionInput
from tests.conftest import SetClock
from tests.vouchers.pool_model import PoolModel, Reply

START: Final = datetime(2027, 3, 1, 12, tzinfo=UTC)
EXAMPLES: Final = int(os.environ.get("LARGESSE_MACHINE_EXAMPLES", "80"))
STEPS: Final = 35
# A short story of a failure takes minutes to find: ask for it with the seed of the long one.
PHASES: Final = [Phase.generate, Phase.shrink] if "LARGESSE_SHRINK" in os.environ else [Phase.generate]

PROFILES: Final = st.sampled_from(["anna", "ben", "cleo"])
KEYS: Final = st.none() | st.sampled_from(["key-1", "key-2"])
Act = Callable[[Context], Awaitable[object]]

MINUTES: Final = st.integers(-30, 180)
MOMENTS: Final = st.none() | MINUTES
PATCHES: Final = st.one_of(
    st.fixed_dictionaries({"active": st.booleans()}),
    st.fixed_dictionaries({"profile_limit": st.none() | st.integers(1, 3)}),
    st.fixed_dictionaries({"code_limit": st.none() | st.integers(1, 12)}),
    st.fixed_dictionaries({"codes_expire_at": MOMENTS}),
    st.fixed_dictionaries({"codes_expire_after": MOMENTS}),
    st.fixed_dictionaries({"emission_start": MOMENTS, "emission_end": MOMENTS}),
)


class PoolMachine(RuleBasedStateMachine):
    """One pool in a workspace of its own, served by two processes; code numbers pick among its codes."""

    def __init__(self, database: Database, clock: SetClock, run: Callable[[Awaitable[Any]], Any]) -> None:
        super().__init__()
        self.database, self.clock, self.run = database, clock, run
        self.clock.now = START
        self.model = PoolModel()
        self.assigners = [Assigner(database, lease=lease, sweep_seconds=float("inf")) for lease in (1, 4)]
        self.workspace_id, self.pool_id = run(self._make_pool())

    @property
    def now(self) -> datetime:
        return self.clock()

    @initialize(count=st.integers(0, 8), patch=PATCHES)
    def stock_the_pool(self, count: int, patch: dict[str, Any]) -> None:
        self.patch_the_pool(patch)
        for _ in range(count):
            self.add_a_code(None)

    @rule(valid_for=MOMENTS)
    def add_a_code(self, valid_for: int | None) -> None:
        name = f"CODE-{len(self.model.codes)}"
        until = self._moment(valid_for)
        expected = self.model.add(name, until)
        told = self._ask(lambda ctx: add_code(ctx, self.pool_id, CodeInput(code=name, expires_at=until)))
        assert (told if isinstance(told, str) else "added") == expected

    @rule(
        profile=PROFILES,
        mode=st.sampled_from(["get_or_assign", "get_or_assign", "assign"]),
        key=KEYS,
        process=st.integers(0, 1),
    )
    def assign(self, profile: str, mode: str, key: str | None, process: int) -> None:
        body = (profile, mode)
        expected = self.model.expect_assignment(body, key, self.now)
        told = self.run(self._assign(self.assigners[process], body, key))
        self._compare(expected, told, body, key=key)

    @precondition(lambda self: self.model.codes)
    @rule(number=st.integers(0, 11))
    def give_back(self, number: int) -> None:
        name = self._name(number)
        expected = self.model.give_back(name)
        told = self._ask(lambda ctx: give_back(ctx, self.pool_id, name))
        assert (told or "code.returned") == expected

    @precondition(lambda self: self.model.codes)
    @rule(number=st.integers(0, 11))
    def cancel(self, number: int) -> None:
        name = self._name(number)
        expected = self.model.cancel(name)
        told = self._ask(lambda ctx: cancel_code(ctx, name))
        assert (told if isinstance(told, str) else "code.cancelled") == expected

    @precondition(lambda self: self.model.codes)
    @rule(number=st.integers(0, 11), profile=st.none() | PROFILES | st.just("stranger"))
    def redeem(self, number: int, profile: str | None) -> None:
        name = self._name(number)
        redemption = RedemptionInput(profile=Identifier(custom_id=profile) if profile else None)
        expected = self.model.redeem(name, profile, self.now)
        told = self._ask(lambda ctx: redeem_code(ctx, name, redemption))
        assert (told if isinstance(told, str) else "code.redeemed") == expected

    @rule(patch=PATCHES)
    def patch_the_pool(self, patch: dict[str, Any]) -> None:
        changes = self._coherent(patch)
        for name, value in changes.items():
            setattr(self.model, name, value)
        told = self._ask(lambda ctx: change_pool(ctx, self.pool_id, PoolPatch.model_validate(changes)))
        assert not isinstance(told, str), told

    @rule(minutes=st.integers(1, 90))
    def let_time_pass(self, minutes: int) -> None:
        self.clock.now = self.now + timedelta(minutes=minutes)

    @rule()
    def fold_the_counts(self) -> None:
        self.run(self.database.hot.fetchval("select vouchers_fold($1)", self.workspace_id))

    @rule(process=st.integers(0, 1))
    def lose_a_process(self, process: int) -> None:
        self.assigners[process] = Assigner(self.database, lease=process + 1, sweep_seconds=float("inf"))

    @invariant()
    def the_counts_are_the_models(self) -> None:
        view = self.run(self._in_context(lambda ctx: view_pool(ctx, self.pool_id)))
        counts = self.model.counts(self.now)
        assert {name: getattr(view, name) for name in counts} == counts

    def teardown(self) -> None:
        self._compare_rows()
        self._drain()
        self._compare_rows()
        self.the_counts_are_the_models()
        assert self.run(self._events()) == self.model.events

    def _drain(self) -> None:
        """Exactly `remaining` codes can still be had, one by one, through either process."""
        self.patch_the_pool({"active": True})
        self.patch_the_pool({"profile_limit": None})
        self.patch_the_pool({"emission_start": None, "emission_end": None})
        left = self.model.counts(self.now)["remaining"]
        for number in range(left):
            assert self._draw(number) == "assigned"
        assert self._draw(left) == ("codes_expired" if self.model.is_expired(self.now) else "pool_empty")

    def _draw(self, number: int) -> str:
        body = (f"last-{number}", "assign")
        expected = self.model.expect_assignment(body, None, self.now)
        told = self.run(self._assign(self.assigners[number % 2], body, None))
        self._compare(expected, told, body, key=None)
        return expected.outcome

    def _compare(
        self, expected: Reply, told: Assigned | str, body: tuple[str, str], *, key: str | None
    ) -> None:
        if isinstance(told, str):
            assert told == expected.outcome
            return
        assert told.outcome == expected.outcome
        assert told.code in expected.codes
        self.model.note_assignment(expected, told.code, body, key=key, now=self.now)
        if told.outcome == "assigned":
            assert told.expires_at == self.model.codes[told.code].expires_at

    def _compare_rows(self) -> None:
        rows = self.run(self._in_context(partial(_read_rows, pool_id=self.pool_id)))
        assert rows == {code.name: (code.state, code.profile) for code in self.model.codes.values()}
        for name in self.model.codes:
            code = self.run(self._in_context(lambda ctx, name=name: view_code(ctx, name)))
            assert code.state == self.model.codes[name].state

    def _coherent(self, patch: dict[str, Any]) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name, value in patch.items():
            if name == "codes_expire_after":
                changes[name] = timedelta(minutes=abs(value) + 1) if value is not None else None
            else:
                changes[name] = self._moment(value) if name.endswith(("_at", "_start", "_end")) else value
        if changes.get("codes_expire_at") is not None:
            changes["codes_expire_after"] = None
        if changes.get("codes_expire_after") is not None:
            changes["codes_expire_at"] = None
        if changes.get("emission_start") and changes.get("emission_end"):
            changes["emission_end"] = max(
                changes["emission_end"], changes["emission_start"] + timedelta(minutes=1)
            )
        return changes

    def _moment(self, minutes: int | None) -> datetime | None:
        return None if minutes is None else self.now + timedelta(minutes=minutes)

    def _name(self, number: int) -> str:
        return list(self.model.codes)[number % len(self.model.codes)]

    def _ask(self, act: Act) -> object:
        """The answer, or the code of the failure."""
        try:
            return self.run(self._in_context(act))
        except AppError as error:
            return error.code

    async def _in_context(self, act: Act) -> object:
        async with self.database.context(self.workspace_id) as ctx:
            return await act(ctx)

    async def _assign(self, assigner: Assigner, body: tuple[str, str], key: str | None) -> Assigned | str:
        request = AssignRequest(
            workspace_id=self.workspace_id,
            pool_id=self.pool_id,
            kind="custom_id",
            value=body[0],
            mode="assign" if body[1] == "assign" else "get_or_assign",
            now=self.now,
            source="machine",
            key=key,
            digest=hashlib.sha256(repr(body).encode()).digest() if key else None,
        )
        try:
            return await assigner.assign(request)
        except AppError as error:
            return error.code

    async def _make_pool(self) -> tuple[UUID, UUID]:
        async with self.database.session() as session:
            ctx = await create_workspace(session, "Machine", now=self.now)
            pool = await create_pool(ctx, PoolInput(name="Machine"))
            for profile in ("anna", "ben", "cleo"):
                await session.execute(
                    text("select profiles_resolve(:workspace, 'custom_id', :name, :now)"),
                    {"workspace": ctx.workspace_id, "name": profile, "now": self.now},
                )
            return ctx.workspace_id, pool.id

    async def _events(self) -> dict[str, int]:
        async with self.database.context(self.workspace_id) as ctx:
            rows = await ctx.db.execute(
                text("select name, count(*) from events where name like 'code.%' group by name")
            )
            return {name: count for name, count in rows if name != "code.added"}


async def _read_rows(ctx: Context, *, pool_id: UUID) -> dict[str, tuple[str, str | None]]:
    rows = await ctx.db.execute(
        text(
            "select c.code, c.state, p.custom_id from codes c left join profiles p"
            " on p.workspace_id = c.workspace_id and p.id = c.profile_id where c.pool_id = :pool"
        ),
        {"pool": pool_id},
    )
    return {row.code: (STATES[row.state], row.custom_id) for row in rows}


@contextmanager
def a_loop_of_its_own(database_url: str) -> Iterator[Callable[..., PoolMachine]]:
    clock = SetClock()
    with asyncio.Runner() as runner:
        database = Database(database_url, pool_size=4, clock=clock)
        runner.run(database.open())
        try:
            yield lambda: PoolMachine(database, clock, runner.run)
        finally:
            runner.run(database.close())


@pytest.mark.timeout(0 if EXAMPLES > 1000 else 300)
def test_a_pool_answers_as_its_model_whatever_is_done_to_it(database_url: str) -> None:
    chosen = int(os.environ.get("LARGESSE_SEED", random.SystemRandom().randrange(10**9)))
    print(f"machine seed: LARGESSE_SEED={chosen}")  # noqa: T201  shown when the test fails
    with a_loop_of_its_own(database_url) as make_machine:
        run_state_machine_as_test(
            seed(chosen)(make_machine),
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                phases=PHASES,
                database=None,
                print_blob=True,
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
