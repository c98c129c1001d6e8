"""What crosses the wire about oneself: second step, sessions; and about the first start of a server."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from largesse.accounts.schemas import Email, Name, NewPassword, TimeZone, TypedPassword


class OwnMemberPatch(BaseModel):
    """Changes of oneself; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00]*$")] = None


class OwnSecondStepInput(BaseModel):
    """Proof that it is oneself who changes the second step."""

    model_config = ConfigDict(extra="forbid")

    current_password: TypedPassword


class SecondStepView(BaseModel):
    """A secret for an authenticator app: the only time it is shown."""

    secret: str = Field(description="To be typed where no picture can be read.")
    address: str = Field(description="The same as an `otpauth:` address.")
    qr: str = Field(description="The address as a QR code: a `data:` address of an SVG picture.")


class SecondStepCode(BaseModel):
    """The code that the app shows."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(pattern=r"^[0-9]{6}$", examples=["123456"])]


class RecoveryCodesView(BaseModel):
    """Codes for the day the telephone is lost; each signs in once, and they are shown this once."""

    codes: list[str]


class OwnSessionView(BaseModel):
    """A sign-in of the caller that has not ended."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    created_at: datetime
    last_seen_at: datetime = Field(description="Within a minute.")
    expires_at: datetime
    address: str | None
    user_agent: str = Field(description="What the browser says of itself.")
    current: bool = Field(description="Whether it is the session that asks.")


class OwnSessionList(BaseModel):
    """The caller's sessions, the last used first."""

    items: list[OwnSessionView]


class SetUpView(BaseModel):
    """Whether this server waits for its first workspace."""

    model_config = ConfigDict(from_attributes=True)

    needed: bool


class SetUpInput(BaseModel):
    """The first workspace of a server and its first member."""

    model_config = ConfigDict(extra="forbid")

    set_up_code: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]*$")] = Field(
        description="The server prints it into its log when it starts without a workspace."
    )
    workspace_name: Name
    time_zone: TimeZone = "UTC"
    name: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    email: Email
    password: NewPassword
