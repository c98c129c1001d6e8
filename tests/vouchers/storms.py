"""Many requests at once on real connections, and the judgement over what stands in the rows afterwards."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.errors import AppError
from largesse.vouchers.commands.assign import Assigned, Assigner, AssignRequest, Mode
from largesse.vouchers.commands.codes import cancel_code, give_back, redeem_code
from largesse.vouchers.commands.give import give_code
from largesse.vouchers.models import STATES
from largesse.vouchers.queries import view_pool
from largesse.vouchers.schemas import RedemptionInput

Answer = Assigned | str


@dataclass(frozen=True)
class Desk:
    """A pool that is drawn from, and the processes that draw."""

    database: Database
    workspace_id: UUID
    pool_id: UUID
    processes: Sequence[Assigner]

    async def draw(
        self, profile: str, *, mode: Mode = "get_or_assign", key: str | None = None, process: int = 0
    ) -> Answer:
        """The code, or why there was none."""
        request = AssignRequest(
            workspace_id=self.workspace_id,
            pool_id=self.pool_id,
            kind="custom_id",
            value=profile,
            mode=mode,
            now=datetime.now(UTC),
            source="storm",
            key=key,
            digest=hashlib.sha256(f"{profile} {mode}".encode()).digest() if key else None,
        )
        try:
            return await self.processes[process % len(self.processes)].assign(request)
        except AppError as error:
            return error.code

    async def draw_all(self, profiles: Iterable[str], *, mode: Mode = "get_or_assign") -> list[Answer]:
        """Everybody at once, spread over the processes."""
        return list(
            await asyncio.gather(
                *(self.draw(profile, mode=mode, process=i) for i, profile in enumerate(profiles))
            )
        )

    async def give_back(self, code: str) -> str:
        return await _outcome(self._give_back(code))

    async def cancel(self, code: str) -> str:
        return await _outcome(self._cancel(code))

    async def redeem(self, code: str) -> str:
        return await _outcome(self._redeem(code))

    async def choose(self, code: str, profile_id: int) -> str:
        return await _outcome(self._choose(code, profile_id))

    async def states(self) -> Counter[str]:
        """Codes by state, counted from the rows; fails when the API says otherwise, folded or not."""
        async with self.database.context(self.workspace_id) as ctx:
            rows = await ctx.db.execute(
                text("select state, count(*) as n from codes where pool_id = :pool group by state"),
                {"pool": self.pool_id},
            )
            counted = Counter({STATES[row.state]: row.n for row in rows})
        for _ in range(2):
            async with self.database.context(self.workspace_id) as ctx:
                view = await view_pool(ctx, self.pool_id)
            told = Counter(
                unassigned=view.remaining + view.expired,
                assigned=view.assigned,
                redeemed=view.redeemed,
                cancelled=view.cancelled,
            )
            assert +told == counted, f"the API counts {told}, the rows are {counted}"
            await self.database.hot.fetchval("select vouchers_fold($1)", self.workspace_id)
        return counted

    async def holders(self) -> list[tuple[str, str]]:
        """Pairs of code and profile, one for each assignment on record; fails when a code has two."""
        async with self.database.context(self.workspace_id) as ctx:
            rows = await ctx.db.execute(
                text(
                    "select c.code, p.custom_id, c.profile_id = a.profile_id as agreed from assignments a"
                    " join codes c using (workspace_id, pool_id, position)"
                    " join profiles p on p.workspace_id = a.workspace_id and p.id = a.profile_id"
                    " where a.pool_id = :pool"
                ),
                {"pool": self.pool_id},
            )
            found = rows.all()
        assert all(row.agreed for row in found)
        assert len({row.code for row in found}) == len(found)
        return [(row.code, row.custom_id) for row in found]

    async def _give_back(self, code: str) -> None:
        async with self.database.context(self.workspace_id) as ctx:
            await give_back(ctx, self.pool_id, code)

    async def _cancel(self, code: str) -> object:
        async with self.database.context(self.workspace_id) as ctx:
            return await cancel_code(ctx, code)

    async def _choose(self, code: str, profile_id: int) -> object:
        async with self.database.context(self.workspace_id) as ctx:
            return await give_code(ctx, code, profile_id)

    async def _redeem(self, code: str) -> object:
        async with self.database.context(self.workspace_id) as ctx:
            return await redeem_code(ctx, code, RedemptionInput())


def codes_of(answers: Iterable[Answer]) -> list[str]:
    """The codes among the answers."""
    return [answer.code for answer in answers if isinstance(answer, Assigned)]


def refusals_of(answers: Iterable[Answer]) -> Counter[str]:
    """The refusals among the answers, by their code."""
    return Counter(answer for answer in answers if isinstance(answer, str))


async def _outcome(act: Awaitable[object]) -> str:
    try:
        await act
    except AppError as error:
        return error.code
    return "done"
