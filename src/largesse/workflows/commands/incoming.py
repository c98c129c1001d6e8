"""Turns a call of another system into the event that an Incoming Integration begins with."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from pydantic import JsonValue, TypeAdapter, ValidationError
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import AppError, ConflictError, InvalidError, NotFoundError
from largesse.core.storable import FreeJson
from largesse.events.commands import emit_as
from largesse.profiles.commands import save_profile
from largesse.profiles.queries import find_profile
from largesse.profiles.schemas import IDENTIFIERS, Identifier, ProfileInput
from largesse.workflows.calls import flatten
from largesse.workflows.incoming import start_name
from largesse.workflows.triggers import IncomingIntegration

# Not `id`: at the top of a body that is nearly always the number of something else.
NAMED_AT_TOP: Final = ("uuid", "custom_id", "email", "phone")
PARAMS: Final[TypeAdapter[dict[str, JsonValue]]] = TypeAdapter(FreeJson)


def unknown_address() -> AppError:
    """The same for a wrong secret and for what does not exist, so that nobody can search for addresses."""
    return NotFoundError(
        "hook_not_found",
        "Nothing listens at this address. Copy it anew from `webhooks` of the workflow's latest version.",
    )


async def receive_call(ctx: Context, workflow_id: UUID, node: str, body: Mapping[str, JsonValue]) -> UUID:
    """Writes the event of a call and starts the one trigger it is for; returns the event's id.

    The params are the flattened body. NotFoundError `hook_not_found`; ConflictError `workflow_not_active`;
    InvalidError `profile_needed`, `profile_unknown`, `invalid_input`.
    """
    trigger, kind = await _trigger(ctx, workflow_id, node)
    profile_id = await _profile(ctx, body, creates=trigger.creates_profiles) if kind == "profile" else None
    pairs = [pair for name, value in body.items() for pair in flatten(value, name)]
    try:
        params = PARAMS.validate_python(dict(pairs))
    except ValidationError as error:
        raise _refused(error, "The body cannot become the params of an event") from error
    name = start_name(workflow_id, node)
    return await emit_as(ctx, trigger.event, params, offered_as=name, profile_id=profile_id)


async def _trigger(ctx: Context, workflow_id: UUID, node: str) -> tuple[IncomingIntegration, str]:
    found = (
        await ctx.db.execute(
            text(
                "select w.state, w.kind, v.graph from workflows w"
                " join workflow_versions v on v.workspace_id = w.workspace_id"
                " and v.workflow_id = w.id and v.version = w.active_version"
                " where w.workspace_id = :workspace and w.id = :workflow and w.deleted_at is null"
            ),
            {"workspace": ctx.workspace_id, "workflow": workflow_id},
        )
    ).one_or_none()
    nodes: list[dict[str, Any]] = found.graph["nodes"] if found is not None else []
    raw = next((raw for raw in nodes if raw["id"] == node and raw["type"] == "incoming"), None)
    if found is None or raw is None:
        raise unknown_address()
    if found.state != "active":
        raise ConflictError(
            "workflow_not_active",
            f"The workflow is {found.state} and takes no calls. Send it again later.",
        )
    return IncomingIntegration.model_validate(raw), found.kind


async def _profile(ctx: Context, body: Mapping[str, JsonValue], *, creates: bool) -> int:
    """The profile that the body names; several identifiers count from the strongest on."""
    own = body.get("profile")
    source, kinds = (own, IDENTIFIERS) if isinstance(own, dict) else (body, NAMED_AT_TOP)
    given = {name: source[name] for name in kinds if source.get(name) is not None}
    named = {name: str(value) if type(value) is int else value for name, value in given.items()}
    if not named:
        raise InvalidError(
            "profile_needed",
            "Name the profile in the body: by `custom_id`, `email`, `phone` or `uuid`, or as `profile`.",
            pointer="/body/profile",
        )
    try:
        item = ProfileInput.model_validate(named)
        kind, value = next(iter(item.names().items()))
        identifier = Identifier.model_validate({kind: value})
    except ValidationError as error:
        raise _refused(error, "The profile is named wrongly") from error
    profile_id = await find_profile(ctx, identifier)
    if profile_id is not None:
        return profile_id
    if not creates:
        raise InvalidError(
            "profile_unknown",
            f"There is no profile with the {kind} {value}. Create it, or let the trigger create profiles.",
            pointer="/body/profile",
        )
    return (await save_profile(ctx, item)).id


def _refused(error: ValidationError, what: str) -> InvalidError:
    first = error.errors(include_url=False, include_input=False)[0]
    where = "/".join(str(part) for part in first["loc"])
    return InvalidError(
        "invalid_input", f"{what}: {where} {first['msg']}.".replace(":  ", ": "), pointer="/body"
    )
