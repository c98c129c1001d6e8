"""Runs and the plans of their versions; a version never changes, so its plan is compiled once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.templates import TemplateError
from largesse.workflows.graph import Graph, Plan, compile_plan

log = structlog.get_logger()

KEPT: Final = 500


@dataclass(frozen=True, slots=True)
class LiveRun:
    """A run as the engine needs it; it is not running while it or its workflow is paused or stopped."""

    number: int
    id: UUID
    workflow_id: UUID
    version: int
    node: int
    running: bool
    trace_every: int
    params: JsonObject
    plan: Plan

    def traces(self, journey_id: int) -> bool:
        """Whether the steps of this journey are kept."""
        return self.trace_every > 0 and journey_id % self.trace_every == 0


class Plans:
    """The plans of one process."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[UUID, int], Plan] = {}

    async def of_runs(self, ctx: Context, numbers: Iterable[int]) -> dict[int, LiveRun]:
        """The runs with these numbers, save those whose version this product cannot read."""
        rows = await ctx.db.execute(
            text(
                "select r.number, r.id, r.workflow_id, r.version, r.node, r.trace_every, r.params,"
                " r.state = 'running' and w.state = 'active' as running"
                " from workflow_runs r"
                " join workflows w on w.workspace_id = r.workspace_id and w.id = r.workflow_id"
                " where r.workspace_id = :workspace and r.number = any(:numbers)"
            ),
            {"workspace": ctx.workspace_id, "numbers": sorted(set(numbers))},
        )
        found = {}
        for row in rows.all():
            try:
                plan = await self.of_version(ctx, row.workflow_id, row.version)
            except (ValueError, TemplateError):  # published by a product of another version
                log.exception("version_unreadable", workflow_id=str(row.workflow_id), version=row.version)
                continue
            found[row.number] = LiveRun(
                number=row.number,
                id=row.id,
                workflow_id=row.workflow_id,
                version=row.version,
                node=row.node,
                running=row.running,
                trace_every=row.trace_every,
                params=row.params,
                plan=plan,
            )
        return found

    async def of_version(self, ctx: Context, workflow_id: UUID, version: int) -> Plan:
        """The plan of a published version."""
        plan = self._compiled.get((workflow_id, version))
        if plan is None:
            row = (
                await ctx.db.execute(
                    text(
                        "select graph, settings from workflow_versions where workspace_id = :workspace"
                        " and workflow_id = :workflow and version = :version"
                    ),
                    {"workspace": ctx.workspace_id, "workflow": workflow_id, "version": version},
                )
            ).one()
            plan = compile_plan(Graph.model_validate(row.graph), row.settings)
            if len(self._compiled) >= KEPT:
                self._compiled.pop(next(iter(self._compiled)))
            self._compiled[workflow_id, version] = plan
        return plan
