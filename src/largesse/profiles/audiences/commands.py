"""Creates, changes and archives audiences."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.errors import ConflictError
from largesse.core.ids import new_id
from largesse.profiles.audiences.models import Audience
from largesse.profiles.audiences.queries import get_audience
from largesse.profiles.audiences.schemas import AudienceInput, AudiencePatch, AudienceView


async def create_audience(ctx: Context, audience: AudienceInput) -> AudienceView:
    """Saves conditions under a name; ConflictError `audience_name_taken`."""
    values = audience.model_dump(mode="json")
    row = Audience(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        created_at=ctx.now,
        created_by=ctx.actor.label,
        updated_at=ctx.now,
        archived_at=None,
        **values,
    )
    async with _unique_name(ctx, audience.name):
        ctx.db.add(row)
    record(ctx, "audience.created", object_type="audience", object_id=row.id, after=values)
    return AudienceView.model_validate(row)


async def change_audience(ctx: Context, audience_id: UUID, patch: AudiencePatch) -> AudienceView:
    """Changes what the patch names; NotFoundError, ConflictError `audience_name_taken`."""
    row = await get_audience(ctx, audience_id)
    given = patch.model_dump(mode="json", exclude_unset=True)
    archived = given.pop("archived", None)
    changes = {name: value for name, value in given.items() if value is not None}
    before = {name: getattr(row, name) for name in changes}
    async with _unique_name(ctx, changes.get("name", row.name)):
        for name, value in changes.items():
            setattr(row, name, value)
        if archived is not None and archived != (row.archived_at is not None):
            row.archived_at = ctx.now if archived else None
            before["archived"], changes["archived"] = not archived, archived
        if changes:
            row.updated_at = ctx.now
    if changes:
        record(
            ctx,
            "audience.changed",
            object_type="audience",
            object_id=audience_id,
            before=before,
            after=changes,
        )
    return AudienceView.model_validate(row)


async def archive_audience(ctx: Context, audience_id: UUID) -> None:
    """Frees an audience's name and takes it off the lists; what names it by its id goes on. NotFoundError."""
    await change_audience(ctx, audience_id, AudiencePatch(archived=True))


@asynccontextmanager
async def _unique_name(ctx: Context, name: str) -> AsyncIterator[None]:
    """Writes what the block does to audiences; ConflictError when another one in use has the name."""
    try:
        async with ctx.db.begin_nested():
            yield
            await ctx.db.flush()
    except IntegrityError as error:
        if "audiences_name" not in str(error.orig):
            raise
        raise ConflictError(
            "audience_name_taken",
            f"An audience {name} exists already. Choose another name, or change or archive that one.",
            pointer="/name",
        ) from error
