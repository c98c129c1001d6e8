"""What crosses the wire about SMS accounts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, JsonValue, SecretStr, StrictBool, model_validator

from largesse.core.storable import FreeJson
from largesse.messages.channels.http import HeaderName

SecretValue = Annotated[SecretStr, Field(max_length=4000)]
AccountName = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$", examples=["Text gateway"])
]
PhoneNumber = Annotated[
    str, Field(min_length=3, max_length=32, pattern=r"^\+?[0-9 ()./-]+$", examples=["+48600100200"])
]


class SmsAccountInput(BaseModel):
    """A new SMS account: how the gateway wants to be called."""

    model_config = ConfigDict(extra="forbid")

    name: AccountName
    url: HttpUrl = Field(examples=["https://gateway.example/messages"])
    method: Literal["GET", "POST", "PUT"] = "POST"
    headers: dict[HeaderName, SecretValue] = Field(
        default={},
        max_length=20,
        description="Such as the gateway's key; kept encrypted, never shown again.",
    )
    format: Literal["json", "form", "query"] = Field(
        default="json", description="Whether the body's fields go out as JSON, as a form, or in the address."
    )
    body: FreeJson = Field(
        min_length=1,
        description="The fields of the call. `{to}`, `{text}`, `{sender}` and `{id}` are put in; `{to}` and"
        " `{text}` must be there.",
        examples=[{"to": "{to}", "message": "{text}", "from": "{sender}"}],
    )
    sender: str = Field(
        default="", max_length=32, pattern=r"^[^\x00-\x1f\x7f]*$", description="Fills `{sender}`."
    )
    is_default: StrictBool = Field(
        default=False,
        description="Texts go out through the default account; the first one of a workspace becomes it.",
    )

    @model_validator(mode="after")
    def _can_be_filled(self) -> "SmsAccountInput":
        texts = list(_texts(self.body))
        missing = [mark for mark in ("{to}", "{text}") if not any(mark in text for text in texts)]
        if missing:
            msg = f"body must hold {' and '.join(missing)} in one of its values"
            raise ValueError(msg)
        if self.format != "json" and not all(isinstance(value, str) for value in self.body.values()):
            msg = "body of a form or an address may hold texts only"
            raise ValueError(msg)
        if self.method == "GET" and self.format != "query":
            msg = "a GET has no body: set format to query"
            raise ValueError(msg)
        for name, value in self.headers.items():
            if not value.get_secret_value().isprintable():
                msg = f"the header {name} must be one line without control characters"
                raise ValueError(msg)
        return self


class SmsAccountView(BaseModel):
    """An SMS account without the values of its headers."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    url: str
    method: Literal["GET", "POST", "PUT"]
    header_names: list[str] = Field(description="Names of the stored headers.")
    format: Literal["json", "form", "query"]
    body: dict[str, JsonValue]
    sender: str
    is_default: bool
    created_at: datetime


class SmsAccountPage(BaseModel):
    """A page of SMS accounts, newest first."""

    items: list[SmsAccountView]
    next_cursor: str | None
    has_more: bool


class TestTextInput(BaseModel):
    """Where a test text goes, and what it says."""

    __test__ = False  # pytest would take the name for a test class

    model_config = ConfigDict(extra="forbid")

    to: PhoneNumber
    text: str = Field(
        default="Test message from Largesse", min_length=1, max_length=1600, pattern=r"^[^\x00]*$"
    )


class TestTextView(BaseModel):
    """What became of a test text."""

    __test__ = False  # pytest would take the name for a test class

    delivered: bool = Field(description="Whether the gateway took the text over.")
    status: int | None = Field(description="HTTP status of its answer.")
    reason: str | None = Field(description="Why it did not, and what to change.")
    alphabet: Literal["gsm", "unicode"] = Field(
        description="`gsm`: 160 characters, or 153 for each part; `unicode`: 70, or 67 for each part."
    )
    characters: int
    parts: int = Field(description="Gateways bill so many messages.")


def _texts(value: JsonValue) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    return []
