"""Events of profiles: finds or makes the profile of each event, then hands the events down to the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import JsonValue

from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.events.commands import Received, receive, refusal_of
from largesse.profiles.commands import save_profiles
from largesse.profiles.schemas import MAX_BATCH, EventInput, ProfileInput


@dataclass(frozen=True, slots=True)
class Activity:
    """An event with whatever identifiers its sender knows of the profile."""

    name: str
    profile: ProfileInput
    params: Mapping[str, JsonValue]
    time: datetime | None = None
    salt: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded event."""

    id: UUID
    profile_id: int
    result: Literal["created", "overwritten"]


async def record_events(ctx: Context, events: Sequence[Activity]) -> list[Recorded | AppError]:
    """Records the events in their order, and makes unknown profiles; a failed event leaves nothing.

    The errors in the answer: ForbiddenError `event_denied`, `event_reserved`, and those of `save_profiles`.
    """
    answers: list[Recorded | AppError | None] = [refusal_of(ctx, event.name) for event in events]
    allowed = [index for index, refusal in enumerate(answers) if refusal is None]
    saved = await save_profiles(ctx, [events[index].profile for index in allowed])
    received: list[tuple[int, Received]] = []
    for index, profile in zip(allowed, saved, strict=True):
        event = events[index]
        if isinstance(profile, AppError):
            answers[index] = profile
        else:
            received.append((index, Received(event.name, profile.id, event.params, event.time, event.salt)))
    for start in range(0, len(received), MAX_BATCH):
        batch = received[start : start + MAX_BATCH]
        receipts = await receive(ctx, [sent for _, sent in batch])
        for (index, sent), receipt in zip(batch, receipts, strict=True):
            result: Literal["created", "overwritten"] = "created" if receipt.is_new else "overwritten"
            answers[index] = Recorded(receipt.id, sent.profile_id, result)
    return [answer for answer in answers if answer is not None]


async def record_event(ctx: Context, event: Activity) -> Recorded:
    """Records one event; raises what `record_events` answers."""
    [recorded] = await record_events(ctx, [event])
    if isinstance(recorded, AppError):
        raise recorded
    return recorded


def activity(event: EventInput) -> Activity:
    """An event as the native API has it."""
    kind, value = event.profile.pair()
    return Activity(
        event.name, ProfileInput.model_validate({kind: value}), event.params, event.time, event.salt
    )
