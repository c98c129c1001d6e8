"""Who asks, in which workspace, at what time, on which transaction: the first argument of every command."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Actor:
    """The holder of a credential, or the system itself."""

    kind: Literal["api_key", "member", "profile", "system"]
    id: str
    workspace_id: UUID
    permissions: frozenset[str] = frozenset()
    denied_events: tuple[str, ...] = ()
    name: str = ""

    @property
    def label(self) -> str:
        """How logs and the audit trail call him, such as `api_key:0192…`."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Context:
    """One request or job: its transaction, tenant, actor and moment (aware UTC, read once at the edge)."""

    db: AsyncSession
    workspace_id: UUID
    actor: Actor
    now: datetime
    request_id: str = ""
    address: str | None = None
    case_policy: str = field(default="insensitive")
