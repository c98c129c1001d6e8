"""Tables of definitions and runs; journeys and what belongs to them are reached by SQL only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table


class Workflow(Table):
    """A workflow: its draft, and which version runs."""

    __tablename__ = "workflows"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    draft: Mapped[JsonObject]
    settings: Mapped[JsonObject]
    active_version: Mapped[int | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class WorkflowVersion(Table):
    """What was published; never changed."""

    __tablename__ = "workflow_versions"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    workflow_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    graph: Mapped[JsonObject]
    settings: Mapped[JsonObject]
    checksum: Mapped[str]
    published_at: Mapped[datetime]
    published_by: Mapped[str]


class Run(Table):
    """A run; `number` names it in the tables of journeys."""

    __tablename__ = "workflow_runs"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    workflow_id: Mapped[UUID]
    version: Mapped[int]
    node: Mapped[int]
    kind: Mapped[str]
    scheduled_for: Mapped[datetime | None]
    state: Mapped[str]
    trace_every: Mapped[int]
    params: Mapped[JsonObject]
    started_at: Mapped[datetime]
    started_by: Mapped[str]
    finished_at: Mapped[datetime | None]
