"""What crosses the wire about workspaces, members, sessions, API keys and the audit log."""

from datetime import datetime
from functools import cache
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    StrictBool,
    StrictInt,
)

from largesse.accounts.permissions import Permission
from largesse.core.moments import Moment


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _check_is_text(value: object) -> object:
    """A number would be read as the address whose 32 bits it is."""
    if isinstance(value, int):
        msg = "must be a text such as 192.0.2.0/24"
        raise ValueError(msg)  # noqa: TRY004  pydantic turns only this one into an answer
    return value


def _check_time_zone(name: str) -> str:
    if name not in _time_zones():
        msg = f"there is no time zone {name!r}; use an IANA name such as Europe/Warsaw"
        raise ValueError(msg)
    return name


CasePolicy = Literal["insensitive", "sensitive"]
EventName = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$")]
Email = Annotated[
    str,
    Field(max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$", examples=["ada@example.com"]),
    AfterValidator(str.lower),
]
NewPassword = Annotated[str, Field(min_length=10, max_length=200, description="At least 10 characters.")]
TypedPassword = Annotated[str, Field(min_length=1, max_length=200)]
TimeZone = Annotated[str, Field(max_length=64, examples=["Europe/Warsaw"]), AfterValidator(_check_time_zone)]
Grants = Annotated[list[Permission], Field(max_length=500)]
Network = Annotated[IPvAnyNetwork, BeforeValidator(_check_is_text)]
Networks = Annotated[list[Network], Field(max_length=100)]


class WorkspaceView(BaseModel):
    """A tenant."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    time_zone: str = Field(description="IANA name; schedules and days of reports follow it.")
    case_policy: CasePolicy = Field(
        description="Whether `spring` and `SPRING` are two codes; fixed for good when the workspace is made."
    )
    created_at: datetime
    second_step_required: bool = Field(
        description="Whether every member needs a second step; one without it may do nothing but set it up."
    )


class WorkspacePatch(BaseModel):
    """Changes of the workspace; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    time_zone: TimeZone | None = None
    case_policy: CasePolicy | None = Field(
        default=None, description="Cannot change; another value than the present one is refused."
    )
    second_step_required: StrictBool | None = None


class PermissionView(BaseModel):
    """One thing a key or member may be allowed to do."""

    name: str
    help: str
    granted: bool = Field(description="Whether the caller has it, and so may grant it.")


class PermissionList(BaseModel):
    """The whole catalogue."""

    items: list[PermissionView]


class KeyInput(BaseModel):
    """A new API key."""

    model_config = ConfigDict(extra="forbid")

    name: Name = Field(examples=["Shop back end"])
    kind: Literal["workspace", "profile"] = Field(
        default="workspace",
        description="A profile key is for public apps: it acts for the signed-in profile only.",
    )
    permissions: Grants = Field(default=[], description="What the key may do; default: nothing.")
    denied_events: list[EventName] = Field(
        default=[],
        max_length=500,
        description="Event names this key may not send, so that an app cannot forge them.",
    )
    addresses: Networks = Field(
        default=[], description="Networks the key may be used from; empty: everywhere."
    )
    expires_at: Moment | None = Field(default=None, description="From this moment on the key is refused.")


class KeyPatch(BaseModel):
    """Changes of a key; what is left out or null stays, save that a null expires_at lifts the expiry."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    permissions: Grants | None = None
    denied_events: list[EventName] | None = Field(default=None, max_length=500)
    addresses: Networks | None = None
    expires_at: Moment | None = None


class KeyView(BaseModel):
    """An API key without its secret."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    kind: str
    prefix: str = Field(description="First characters of the secret, to tell keys apart.")
    permissions: list[str]
    denied_events: list[str]
    addresses: list[IPvAnyNetwork]
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None = Field(description="Within a minute.")
    created_at: datetime


class CreatedKeyView(KeyView):
    """A key at its creation: the only time its secret is shown."""

    secret: str


class KeyPage(BaseModel):
    """A page of keys, newest first."""

    items: list[KeyView]
    next_cursor: str | None
    has_more: bool


class RotationInput(BaseModel):
    """How to replace a key."""

    model_config = ConfigDict(extra="forbid")

    overlap_hours: StrictInt = Field(
        default=24, ge=0, le=720, description="For so long the old secret works beside the new one."
    )


class MemberInput(BaseModel):
    """A new member."""

    model_config = ConfigDict(extra="forbid")

    email: Email
    name: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    password: NewPassword
    permissions: Grants = Field(default=[], description="What the member may do; default: nothing.")


class MemberPatch(BaseModel):
    """Changes of a member; what is left out or null stays."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00]*$")] = None
    permissions: Grants | None = None
    disabled: StrictBool | None = Field(
        default=None, description="A disabled member is signed out everywhere."
    )


class MemberView(BaseModel):
    """A person who may sign in."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    name: str
    permissions: list[str]
    created_at: datetime
    disabled_at: datetime | None
    second_step_since: datetime | None = Field(
        default=None, description="Since when signing in asks for a one-time code too; null: it does not."
    )


class MemberPage(BaseModel):
    """A page of members, newest first."""

    items: list[MemberView]
    next_cursor: str | None
    has_more: bool


class PasswordInput(BaseModel):
    """A new password for a member."""

    model_config = ConfigDict(extra="forbid")

    password: NewPassword


class OwnPasswordInput(PasswordInput):
    """A new password for oneself."""

    current_password: TypedPassword


class SessionInput(BaseModel):
    """What a member signs in with."""

    model_config = ConfigDict(extra="forbid")

    email: Email
    password: TypedPassword
    workspace_id: UUID | None = Field(
        default=None, description="Which workspace; default: the first one the e-mail was added to."
    )
    code: Annotated[str | None, Field(max_length=40, pattern=r"^[^\x00]*$")] = Field(
        default=None,
        description="What the authenticator app shows, or a recovery code; asked for by `code_required`.",
    )


class SessionView(BaseModel):
    """Who is signed in, and where."""

    member: MemberView
    workspace: WorkspaceView
    csrf_token: str = Field(
        description="Send it as X-CSRF-Token with every request that changes something by cookie."
    )
    second_step_due: bool = Field(
        description="Whether the workspace wants a second step that the member has not set up; until he "
        "does, he may do nothing else."
    )


class RoleView(BaseModel):
    """A set of permissions that people often need together."""

    name: str
    title: str
    help: str
    permissions: list[str]


class RoleList(BaseModel):
    """The presets, the weakest first."""

    items: list[RoleView]


class ActorView(BaseModel):
    """A member or API key by name: what logs and lists of who did something have of them is the label."""

    model_config = ConfigDict(from_attributes=True)

    actor: str = Field(examples=["member:01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"], description="The label.")
    name: str = Field(description="What it is called now; a member without a name by the e-mail.")
    ended: bool = Field(description="Whether the member is disabled, or the key revoked.")


class ActorPage(BaseModel):
    """A page of members and keys, by their labels."""

    items: list[ActorView]
    next_cursor: str | None
    has_more: bool


class AuditEntryView(BaseModel):
    """Who did what to which thing."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    at: datetime
    actor: str = Field(examples=["member:01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"])
    actor_name: str | None = Field(
        default=None, description="What the member or key is called now; null for the system."
    )
    action: str = Field(examples=["pool.created"])
    object_type: str
    object_id: str
    object_name: str | None = Field(
        default=None,
        description="What it is called, or was when it was last named; null for what has no name.",
    )
    before: dict[str, object] | None
    after: dict[str, object] | None
    request_id: str | None
    address: str | None


class AuditPage(BaseModel):
    """A page of the audit log, newest first."""

    items: list[AuditEntryView]
    next_cursor: str | None
    has_more: bool


class AuditFilter(BaseModel):
    """Which entries of the audit log to show."""

    object_type: str | None = None
    object_id: str | None = None
    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None
