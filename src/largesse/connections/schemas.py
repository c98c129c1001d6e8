"""What crosses the wire about connections."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StrictBool, StrictInt

from largesse.core.addresses import EmailAddress

ONE_LINE: Final = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
Security = Annotated[
    Literal["none", "starttls", "tls"],
    Field(description="`starttls` is required, not merely tried; `tls` from the first byte on."),
]


class SmtpAccountInput(BaseModel):
    """A new e-mail account."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200, pattern=ONE_LINE, examples=["Shop mail"])
    host: str = Field(
        min_length=1, max_length=253, pattern=r"^[A-Za-z0-9.:_-]+$", examples=["smtp.shop.example"]
    )
    port: StrictInt = Field(ge=1, le=65535, examples=[587])
    security: Security = "starttls"
    username: str | None = Field(default=None, max_length=320, pattern=ONE_LINE)
    password: SecretStr | None = Field(
        default=None, max_length=1000, description="Kept encrypted; never shown again."
    )
    from_address: EmailAddress
    from_name: str = Field(default="", max_length=100, pattern=ONE_LINE, examples=["Shop alerts"])
    bounce_address: EmailAddress | None = Field(
        default=None,
        description="Where mail servers report mails they could not deliver (the envelope's sender); `{id}`"
        " in it becomes the message's id. By default `from_address`.",
        examples=["bounces+{id}@shop.example"],
    )
    is_default: StrictBool = Field(
        default=False,
        description="Mails go out through the default account; the first one of a workspace becomes it.",
    )


class SmtpAccountView(BaseModel):
    """An e-mail account without its password."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    host: str
    port: int
    security: Literal["none", "starttls", "tls"]
    username: str | None
    has_password: bool
    from_address: str
    from_name: str
    bounce_address: str | None
    is_default: bool
    created_at: datetime


class SmtpAccountPage(BaseModel):
    """A page of e-mail accounts, newest first."""

    items: list[SmtpAccountView]
    next_cursor: str | None
    has_more: bool
