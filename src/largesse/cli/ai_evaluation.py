"""Judges the engine on a workspace's own data; loaded by `largesse ai evaluate` only."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from largesse.cli.answers import errors, fail
from largesse.cli.operate import settings_with_database
from largesse.core.db import Database
from largesse.personalization.engine.commands import SEED
from largesse.personalization.engine.jobs import task_of
from largesse.personalization.engine.lesson import Task
from largesse.personalization.evaluation.protocol import HORIZON
from largesse.personalization.evaluation.table import markdown, rich_table
from largesse.personalization.evaluation.trial import Report, evaluate
from largesse.personalization.ranking import Objective
from largesse.personalization.scorer.history import Goods, History, Promotions

__all__ = ["Wanted", "judged", "markdown", "of_workspace", "rich_table"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is judged: so many last weeks, lists of k, by this objective."""

    weeks: int
    objective: Objective
    k: int


def of_workspace(workspace_id: UUID, wanted: Wanted) -> Report:
    """The active promotions of a workspace, on a sample of its own customers."""
    settings = settings_with_database()

    async def load() -> Task:
        database = Database(settings.database_url, pool_size=2)
        await database.open()
        try:
            return await task_of(database, workspace_id, SEED)
        finally:
            await database.close()

    task = asyncio.run(load())
    if not len(task.history) or not task.promotions.count:
        fail("There is nothing to judge on: it needs orders of known customers and active promotions.")
    return judged(task.history, task.goods, task.day, wanted, pool=lambda *_: task.promotions)


def judged(
    history: History,
    goods: Goods,
    day: int,
    wanted: Wanted,
    *,
    pool: Callable[[History, int], Promotions],
) -> Report:
    """The report on the last weeks before a day; the program ends when there is nothing before them."""
    days = [day - HORIZON * (week + 1) for week in reversed(range(wanted.weeks))]
    if not len(history) or int(np.min(history.day)) >= days[0]:
        fail(f"There is no purchase before the last {wanted.weeks} weeks. Judge fewer weeks.")
    return evaluate(
        history,
        goods,
        days=days,
        pool=pool,
        k=wanted.k,
        objective=wanted.objective,
        seed=SEED,
        progress=lambda said: errors.print(said, highlight=False),
    )
