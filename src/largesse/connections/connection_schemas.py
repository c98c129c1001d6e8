"""What crosses the wire about stored connections."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from largesse.connections.kinds import ConnectionKind
from largesse.connections.schemas import ONE_LINE

_EXAMPLE = {
    "type": "bearer",
    "base_url": "https://api.erp.example",
    "token": "s3cret-of-the-erp",
}


class ConnectionInput(BaseModel):
    """A new connection."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(
        min_length=1,
        max_length=200,
        pattern=ONE_LINE,
        description="Workflows may refer to it by its name, so no other connection has the same.",
        examples=["ERP"],
    )
    kind: ConnectionKind = Field(description="How we sign in, and where to.", examples=[_EXAMPLE])


class ConnectionPatch(BaseModel):
    """Changes of a connection; what is left out stays.

    Where a credential goes is changed only together with the credential: nobody can lead a stored one astray.
    """

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        pattern=ONE_LINE,
        description="What refers to it by the old name no longer finds it; an id stays.",
    )
    kind: ConnectionKind | None = Field(
        default=None, description="The whole of it, secrets included; its type cannot change."
    )


class ConnectionView(BaseModel):
    """A connection without its secrets."""

    id: UUID
    name: str
    type: str = Field(description="Kind of the connection, such as `bearer`.")
    kind: dict[str, JsonValue] = Field(description="Its settings as they were given, without the secrets.")
    has_secret: bool = Field(description="Whether a secret is stored; always so.")
    secret_hint: str = Field(
        description="Last 4 characters of the secret, for telling two apart; empty for keys and short ones."
    )
    created_at: datetime
    updated_at: datetime


class ConnectionPage(BaseModel):
    """A page of connections, newest first."""

    items: list[ConnectionView]
    next_cursor: str | None
    has_more: bool


class ConnectionTestInput(BaseModel):
    """What to try."""

    model_config = ConfigDict(extra="forbid")

    url: str | None = Field(
        default=None,
        min_length=1,
        max_length=2000,
        pattern=r"^[^\x00-\x20]+$",
        description="What to GET: an address, or a path below `base_url` (of a workspace key: on this "
        "installation), such as /v1/status. Default: `base_url` itself.",
    )
    path: str | None = Field(
        default=None,
        min_length=1,
        max_length=1000,
        pattern=r"^[^\x00-\x1f]+$",
        description="Folder of an SFTP server to list. Default: where the sign-in ends up.",
    )


class ConnectionTestView(BaseModel):
    """What came of it."""

    ok: bool = Field(description="Whether the other side let us in: a status below 400, or a list of files.")
    status: int | None = Field(description="Status of the HTTP answer.")
    reason: str | None = Field(description="Why it failed.")
    milliseconds: int
    files: list[str] | None = Field(description="Up to 20 names in the folder of an SFTP server.")
