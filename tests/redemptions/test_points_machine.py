"""Any order of operations on an account of points: every balance is the model's, and every sum is right."""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.redemptions.points.commands import expire_points_of
from tests.conftest import SetClock
from tests.redemptions.accounts import points, rows, unsound
from tests.redemptions.made import a_customer
from tests.redemptions.points_model import NEVER, PointsModel

START: Final = datetime(2027, 3, 1, 12, tzinfo=UTC)
EXAMPLES: Final = int(os.environ.get("LARGESSE_MACHINE_EXAMPLES", "80")) // 4
STEPS: Final = 40
PHASES: Final = [Phase.generate, Phase.shrink] if "LARGESSE_SHRINK" in os.environ else [Phase.generate]
AMOUNTS: Final = st.integers(1, 60)
ORDERS: Final = st.sampled_from(["order-1", "order-2", "order-3"])


def order_id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


class PointsMachine(RuleBasedStateMachine):
    """One account in a workspace of its own; the model counts minutes."""

    def __init__(self, database: Database, clock: SetClock, run: Callable[[Awaitable[Any]], Any]) -> None:
        super().__init__()
        self.database, self.clock, self.run = database, clock, run
        self.clock.now = START
        self.minute = 0
        self.model = PointsModel()
        self.workspace_id, self.profile = run(self._open_account())

    @rule(amount=AMOUNTS, minutes=st.none() | st.integers(1, 90), order=st.none() | ORDERS)
    def earn(self, amount: int, minutes: int | None, order: str | None) -> None:
        expires = NEVER if minutes is None else self.minute + minutes
        expected = self.model.add(amount, self.minute, expires=expires, source=order)
        moment = None if minutes is None else self.clock() + timedelta(minutes=minutes)
        assert self._points(amount, "earn", order, expires=moment) == expected

    @rule(amount=AMOUNTS, order=ORDERS)
    def spend(self, amount: int, order: str) -> None:
        expected = self.model.take(amount, self.minute, spent_by=order)
        assert self._points(-amount, "spend", order) == expected

    @rule(amount=AMOUNTS, order=ORDERS)
    def give_back(self, amount: int, order: str) -> None:
        expected = self.model.give_back(amount, self.minute, spent_by=order)
        assert self._points(amount, "return", order) == expected

    @rule(amount=AMOUNTS)
    def correct_upwards(self, amount: int) -> None:
        assert self._points(amount, "adjust", None) == self.model.add(amount, self.minute)

    @rule(amount=AMOUNTS, order=st.none() | ORDERS)
    def correct_downwards(self, amount: int, order: str | None) -> None:
        expected = self.model.take(amount, self.minute, source=order)
        assert self._points(-amount, "adjust", order) == expected

    @rule(minutes=st.integers(1, 40))
    def let_time_pass(self, minutes: int) -> None:
        self.minute += minutes
        self.clock.now = self.clock() + timedelta(minutes=minutes)

    @rule()
    def sweep(self) -> None:
        self.model.expire(self.minute)
        self.run(expire_points_of(self.database, self.workspace_id))

    @invariant()
    def balance_and_sums_agree(self) -> None:
        assert self.run(unsound(self.database, self.workspace_id)) == []
        [row] = self.run(
            rows(
                self.database,
                self.workspace_id,
                "select redemptions_points_spendable(:workspace, :profile, :now) as spendable,"
                " coalesce((select balance"
                " from points_accounts where workspace_id = :workspace and profile_id = :profile), 0) as"
                " balance",
                profile=self.profile,
                now=self.clock(),
            )
        )
        assert (row.spendable, row.balance) == (self.model.spendable(self.minute), self.model.balance)

    def _points(
        self, amount: int, kind: str, order: str | None, *, expires: datetime | None = None
    ) -> int | None:
        redemption = order_id(order) if order else None
        entry = points(
            self.database,
            self.workspace_id,
            self.profile,
            amount,
            kind,
            redemption=redemption,
            expires=expires,
        )
        balance: int | None = self.run(entry)
        return balance

    async def _open_account(self) -> tuple[UUID, int]:
        async with self.database.session() as session:
            workspace = (await create_workspace(session, "Shop", now=self.clock())).workspace_id
        return workspace, await a_customer(self.database, workspace)


async def test_an_account_is_always_what_its_entries_say(database: Database, clock: SetClock) -> None:
    number = int(os.environ.get("LARGESSE_SEED", str(random.randrange(2**32))))
    print(f"machine seed: LARGESSE_SEED={number}")  # noqa: T201  shown when the test fails
    loop = asyncio.get_running_loop()

    def run(awaitable: Awaitable[Any]) -> Any:  # noqa: ANN401
        async def wait() -> Any:  # noqa: ANN401
            return await awaitable

        return asyncio.run_coroutine_threadsafe(wait(), loop).result()

    machine = seed(number)(partial(PointsMachine, database, clock, run))
    chosen = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, machine, settings=chosen)
