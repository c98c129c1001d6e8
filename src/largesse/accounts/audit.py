"""The audit log: one row for each change, written in the change's own transaction."""

from largesse.accounts.models import AuditEntry
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.ids import new_id


def record(
    ctx: Context,
    action: str,
    *,
    object_type: str,
    object_id: object,
    before: JsonObject | None = None,
    after: JsonObject | None = None,
) -> None:
    """Adds an entry; `before` and `after` hold only what changed, and never a secret."""
    ctx.db.add(
        AuditEntry(
            workspace_id=ctx.workspace_id,
            id=new_id(ctx.now),
            at=ctx.now,
            actor=ctx.actor.label,
            action=action,
            object_type=object_type,
            object_id=str(object_id),
            before=before,
            after=after,
            request_id=ctx.request_id or None,
            address=ctx.address,
        )
    )
