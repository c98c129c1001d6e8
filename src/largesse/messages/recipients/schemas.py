"""What crosses the wire about recipient lists."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from largesse.core.addresses import EmailAddress

ListName = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$", examples=["Shop team"])
]
Emails = Annotated[list[EmailAddress], Field(min_length=1, max_length=100)]


class RecipientListInput(BaseModel):
    """A new list of recipients."""

    model_config = ConfigDict(extra="forbid")

    name: ListName
    emails: Emails


class RecipientListPatch(BaseModel):
    """Changes of a list; `emails` replaces all of them."""

    model_config = ConfigDict(extra="forbid")

    name: ListName | None = None
    emails: Emails | None = None


class RecipientListView(BaseModel):
    """A list of recipients."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    emails: list[str]
    created_at: datetime


class RecipientListPage(BaseModel):
    """A page of lists, newest first."""

    items: list[RecipientListView]
    next_cursor: str | None
    has_more: bool
