"""Who makes the demo."""

from uuid import UUID

from largesse.accounts.permissions import ALL
from largesse.core.context import Actor


def shop(workspace_id: UUID) -> Actor:
    """The demo's own actor, who may do everything."""
    return Actor(kind="system", id="demo", workspace_id=workspace_id, permissions=ALL)
