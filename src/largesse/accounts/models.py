"""Tables of tenants, members, sessions, API keys and the audit log; the constraints stand in migrations/."""

from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Text
from sqlalchemy.dialects.postgresql import CIDR
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table


class Workspace(Table):
    """A tenant; `case_policy` says whether codes differ by case, and never changes."""

    __tablename__ = "workspaces"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    time_zone: Mapped[str]
    case_policy: Mapped[str]
    created_at: Mapped[datetime]
    second_step_required: Mapped[bool] = mapped_column(default=False)


class Member(Table):
    """A person who signs in to a workspace; `second_step_since` is null without one-time codes."""

    __tablename__ = "members"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str]
    permissions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    second_step_since: Mapped[datetime | None]


class Session(Table):
    """A member's sign-in, known by the digest of its token."""

    __tablename__ = "sessions"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    token_digest: Mapped[bytes] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    member_id: Mapped[UUID]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    address: Mapped[str | None]
    user_agent: Mapped[str]


class SecondStep(Table):
    """The sealed secret of a member's one-time codes; no code of `last_step` or before is taken again."""

    __tablename__ = "second_steps"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    secret_sealed: Mapped[bytes]
    last_step: Mapped[int] = mapped_column(BigInteger)
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class RecoveryCode(Table):
    """A code for the day the telephone is lost; only its digest is kept, and it is used once."""

    __tablename__ = "recovery_codes"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    code_digest: Mapped[bytes] = mapped_column(primary_key=True)
    used_at: Mapped[datetime | None]


class ApiKey(Table):
    """A machine's credential; only the digest of its secret is kept."""

    __tablename__ = "api_keys"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    prefix: Mapped[str]
    secret_digest: Mapped[bytes]
    permissions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    denied_events: Mapped[list[str]] = mapped_column(ARRAY(Text))
    addresses: Mapped[list[IPv4Network | IPv6Network]] = mapped_column(ARRAY(CIDR))
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str]


class AuditEntry(Table):
    """Who did what to which thing; rows are only ever added."""

    __tablename__ = "audit_log"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    object_type: Mapped[str]
    object_id: Mapped[str]
    before: Mapped[JsonObject | None]
    after: Mapped[JsonObject | None]
    request_id: Mapped[str | None]
    address: Mapped[str | None]
