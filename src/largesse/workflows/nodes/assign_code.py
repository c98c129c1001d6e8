"""Gives the profile a code."""

from collections.abc import Collection, Iterator
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.core.errors import AppError
from largesse.vouchers.commands.assign_many import assign_many
from largesse.workflows.node import PROFILE, Group, Need, Node
from largesse.workflows.paths import Batch, Occurrence, Path


class AssignCode(Node):
    """Gives the profile a code of a pool.

    Later nodes read it as `automationPathSteps['title'].event.params.code`.

    Without a code (the pool is empty, closed, or the profile has as many as it may) the path leaves by
    *failed* if that leads somewhere.
    """

    group: ClassVar[Group] = "action"
    name: ClassVar[str] = "Assign Code"
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE})

    type: Literal["assign_code"] = "assign_code"
    pool_id: UUID = Field(description="Pool that the code comes from.")
    mode: Literal["get_or_assign", "assign"] = Field(
        default="get_or_assign",
        description="`get_or_assign`: the code that the profile holds, else a new one; `assign`: a new one.",
    )

    def ports(self) -> tuple[str, ...]:
        return ("default", "failed")

    def needs(self) -> Iterator[Need]:
        yield Need("pool", str(self.pool_id), "pool_id")

    async def advance(self, batch: Batch) -> None:
        left = list(batch.paths)
        while left:  # paths of the same profile one after the other, so that each gets a code of its own
            first = {path.profile_id: path for path in reversed(left)}
            await self._give(batch, first.values())
            left = [path for path in left if path is not first[path.profile_id]]

    async def _give(self, batch: Batch, paths: Collection[Path]) -> None:
        try:
            given = await assign_many(
                batch.ctx, self.pool_id, [path.profile_id for path in paths], mode=self.mode
            )
        except AppError as error:
            for path in paths:
                batch.fail(path, error.detail)
            return
        for path in paths:
            outcome = given[path.profile_id]
            if outcome.code is None:
                batch.fail(path, f"There was no code: {outcome.outcome}.")
                continue
            params = {"code": outcome.code, "pool_id": str(self.pool_id)}
            batch.remember(path, Occurrence("code.assigned", params, batch.now))
            batch.show(path, code=outcome.code)
            batch.go(path)
