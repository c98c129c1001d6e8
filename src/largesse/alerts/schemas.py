"""What crosses the wire about alert rules."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StrictBool

from largesse.core.addresses import EmailAddress


class AlertEvent(StrEnum):
    """What one can be told of; listeners.sql lists the same."""

    POOL_LOW = "pool.low"
    POOL_EMPTY = "pool.empty"
    POOL_EXPIRES_SOON = "pool.expires_soon"
    POOL_REFILLED = "pool.refilled"


RuleName = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$", examples=["Tell the shop team"]),
]
Emails = Annotated[list[EmailAddress], Field(max_length=50)]


class AlertRuleInput(BaseModel):
    """A new rule: which event, to whom. Only pools with an alert of their own are watched."""

    model_config = ConfigDict(extra="forbid")

    name: RuleName
    event: AlertEvent
    emails: Emails = []
    webhook_url: HttpUrl | None = None
    active: StrictBool = True


class AlertRulePatch(BaseModel):
    """Changes of a rule; what is left out stays, `webhook_url: null` removes it."""

    model_config = ConfigDict(extra="forbid")

    name: RuleName | None = None
    event: AlertEvent | None = None
    emails: Emails | None = None
    webhook_url: HttpUrl | None = None
    active: StrictBool | None = None


class AlertRuleView(BaseModel):
    """An alert rule."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    event: AlertEvent
    emails: list[str]
    webhook_url: str | None
    active: bool
    created_at: datetime


class AlertRulePage(BaseModel):
    """A page of alert rules, newest first."""

    items: list[AlertRuleView]
    next_cursor: str | None
    has_more: bool
