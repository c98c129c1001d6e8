"""Makes and changes workspaces."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from largesse.accounts.audit import record
from largesse.accounts.models import Workspace
from largesse.accounts.permissions import ALL
from largesse.accounts.queries import get_member, get_workspace
from largesse.accounts.schemas import CasePolicy, WorkspacePatch, WorkspaceView
from largesse.core.context import Actor, Context
from largesse.core.db import JsonObject, enter_workspace, open_context
from largesse.core.errors import ConflictError
from largesse.core.ids import new_id


async def create_workspace(
    session: AsyncSession,
    name: str,
    *,
    now: datetime,
    time_zone: str = "UTC",
    case_policy: CasePolicy = "insensitive",
) -> Context:
    """Makes a workspace and returns the system's context inside it; the caller's session commits."""
    workspace_id = new_id(now)
    session.add(
        Workspace(id=workspace_id, name=name, time_zone=time_zone, case_policy=case_policy, created_at=now)
    )
    await session.flush()
    await enter_workspace(session, workspace_id)
    actor = Actor(kind="system", id="system", workspace_id=workspace_id, permissions=ALL)
    ctx = await open_context(session, workspace_id, actor=actor, now=now)
    record(ctx, "workspace.created", object_type="workspace", object_id=workspace_id, after={"name": name})
    return ctx


async def change_workspace(ctx: Context, patch: WorkspacePatch) -> WorkspaceView:
    """Changes name, time zone, and whether every member needs a second step.

    ConflictError: `case_policy_fixed`, since codes are stored and compared by it from the first one on;
    `second_step_missing`, when a member asks of others what he has not set up himself.
    """
    row = await get_workspace(ctx)
    if patch.case_policy not in (None, row.case_policy):
        raise ConflictError(
            "case_policy_fixed",
            f"The case policy of this workspace is {row.case_policy!r} for good: its codes are stored and "
            "compared by it. Make another workspace for the other policy.",
        )
    if patch.second_step_required and ctx.actor.kind == "member":
        member = await get_member(ctx, UUID(ctx.actor.id))
        if member.second_step_since is None:
            raise ConflictError("second_step_missing", "Set up your own second step before you ask for all.")
    changes: JsonObject = patch.model_dump(exclude_none=True, exclude={"case_policy"})
    before: JsonObject = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    record(ctx, "workspace.changed", object_type="workspace", object_id=row.id, before=before, after=changes)
    await ctx.db.flush()
    return WorkspaceView.model_validate(row)
