"""What crosses the wire about webhooks and their deliveries."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, JsonValue, StrictBool

from largesse.messages.schemas import MessageState

WebhookName = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$", examples=["Till system"])
]
Wanted = Annotated[
    str, Field(min_length=1, max_length=64, pattern=r"^(\*|[a-zA-Z0-9._-]+)$", examples=["code.assigned"])
]


def _check_wanted(events: list[str]) -> list[str]:
    if "*" in events and len(events) > 1:
        msg = "'*' is every event: name it alone"
        raise ValueError(msg)
    return sorted(set(events))


Events = Annotated[
    list[Wanted],
    Field(
        min_length=1,
        max_length=100,
        description="Names of events, or `*` alone for every event.",
        examples=[["code.assigned", "code.redeemed"]],
    ),
    AfterValidator(_check_wanted),
]


class WebhookInput(BaseModel):
    """A new webhook: which events are posted to which address."""

    model_config = ConfigDict(extra="forbid")

    name: WebhookName
    url: HttpUrl = Field(examples=["https://shop.example/hooks/largesse"])
    events: Events
    active: StrictBool = True


class WebhookPatch(BaseModel):
    """Changes of a webhook; what is left out stays. Switching it on forgets that it failed."""

    model_config = ConfigDict(extra="forbid")

    name: WebhookName | None = None
    url: HttpUrl | None = None
    events: Events | None = None
    active: StrictBool | None = None


class WebhookView(BaseModel):
    """A webhook without its secret."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    url: str
    events: list[str]
    active: bool
    failing_since: datetime | None = Field(
        description="Since when no delivery has succeeded; after five days it is switched off."
    )
    disabled_at: datetime | None = Field(description="When it was switched off by itself.")
    old_secret_until: datetime | None = Field(description="So long the secret before also signs.")
    created_at: datetime


class WebhookSecret(WebhookView):
    """A webhook with its secret, which is shown this once."""

    secret: str = Field(
        description="As Standard Webhooks has it: `whsec_` and the base64 of the key. Keep it now.",
        examples=["whsec_c2Vj"],
    )


class WebhookPage(BaseModel):
    """A page of webhooks, newest first."""

    items: list[WebhookView]
    next_cursor: str | None
    has_more: bool


class DeliveryView(BaseModel):
    """An event on its way to a webhook, or there."""

    id: UUID = Field(description="The header `webhook-id` of every attempt.")
    event: str
    state: MessageState
    attempts: int
    answer_status: int | None = Field(description="HTTP status of the last answer, if there was one.")
    error: str | None = Field(description="Why the last attempt failed, and what to change.")
    body: dict[str, JsonValue] = Field(description="What is posted.")
    created_at: datetime
    next_at: datetime = Field(description="When it is tried next, while it is queued.")
    sent_at: datetime | None


class DeliveryPage(BaseModel):
    """A page of deliveries, newest first."""

    items: list[DeliveryView]
    next_cursor: str | None
    has_more: bool


class WebhookTestView(BaseModel):
    """What the address answered to a test."""

    delivered: bool
    status: int | None = Field(description="HTTP status of the answer, if there was one.")
    reason: str | None = Field(description="Why it was not delivered, and what to change.")
    type: Literal["webhook.test"] = Field(
        default="webhook.test", description="The `type` of what was posted."
    )
