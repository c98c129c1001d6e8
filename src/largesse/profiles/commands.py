"""Creates, changes and erases profiles; a thousand of them in a handful of round trips."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.core.errors import AppError, ConflictError, NotFoundError
from largesse.core.ids import new_id
from largesse.events.commands import emit, emit_many, forget_profile, is_awaited
from largesse.profiles.drafts import CHANGEABLE, Draft, Drafts, Outcome, Wish
from largesse.profiles.loading import COLUMNS, load_profiles, rows_of
from largesse.profiles.schemas import ProfileInput, ProfilePatch

MAX_TRIES: Final = 5
CHANGED: Final = "profile.changed"
ROWS_AT_ONCE: Final = 2_000  # of a statement: their attributes may be large


@dataclass(frozen=True, slots=True)
class Saved:
    """A profile that was written, or needed no writing."""

    id: int
    uuid: UUID
    outcome: Outcome


async def save_profiles(ctx: Context, items: Sequence[ProfileInput]) -> list[Saved | AppError]:
    """Creates or changes the profile of each item, in their order; a failed item changes nothing.

    The errors in the answer: ConflictError `identifier_taken`, NotFoundError `profile_not_found`,
    InvalidError `profile_too_large`. An identifier that an item replaces is free only after the batch.
    """
    return await _save(ctx, [Wish(names=item.names(), fields=item) for item in items])


async def save_wishes(ctx: Context, wishes: Sequence[Wish]) -> list[Saved | AppError]:
    """The same for thousands at once, most of which will find something to write; errors as `save_profiles`.

    The profiles are locked in the order of their ids, all at once, so two such calls never wait for each
    other in a circle; call it once in a transaction.
    """
    return await _save(ctx, wishes, lock=True)


async def save_profile(ctx: Context, item: ProfileInput) -> Saved:
    """Creates or changes one profile; raises what `save_profiles` answers."""
    [saved] = await save_profiles(ctx, [item])
    return _raised(saved)


async def change_profile(ctx: Context, profile_id: int, patch: ProfilePatch) -> Saved:
    """Changes a profile; null takes an identifier off, what is left out stays. Raises as `save_profile`."""
    given = {kind: getattr(patch, kind) for kind in CHANGEABLE if kind in patch.model_fields_set}
    wish = Wish(
        names={"id": str(profile_id), **{kind: value for kind, value in given.items() if value is not None}},
        fields=patch,
        removed=tuple(kind for kind, value in given.items() if value is None),
    )
    [saved] = await _save(ctx, [wish])
    return _raised(saved)


async def resolve_profiles(ctx: Context, names: Sequence[tuple[str, str]]) -> list[int | None]:
    """The number of the profile behind each (kind, value), in their order; unknown ones are made.

    None stands for an unknown `id`, from which nothing can be made.
    """
    order = sorted(set(names))  # as single assignments do it, so that nobody waits for the other in a circle
    found = await ctx.db.scalars(
        text(
            "select profiles_resolve(:workspace, n.kind, n.value, :now)"
            " from unnest(cast(:kinds as text[]), cast(:values as text[]))"
            " with ordinality n (kind, value, place)"
            " order by n.place"
        ),
        {
            "workspace": ctx.workspace_id,
            "kinds": [kind for kind, _ in order],
            "values": [value for _, value in order],
            "now": ctx.now,
        },
    )
    numbers: dict[tuple[str, str], int | None] = dict(zip(order, found.all(), strict=True))
    return [numbers[name] for name in names]


async def erase_profile(ctx: Context, profile_id: int) -> None:
    """Erases everything personal about a profile; NotFoundError.

    Its row goes, and so do the params of the events received about it. Codes, assignments and the times
    and names of its events keep the profile's number, which is never given again: history and counts stay
    true and lead to nobody. Slices above hear of it by the event `profile.erased`.
    """
    erased = await ctx.db.scalar(
        text("delete from profiles where workspace_id = :workspace and id = :id returning true"),
        {"workspace": ctx.workspace_id, "id": profile_id},
    )
    if not erased:
        raise NotFoundError("profile_not_found", f"There is no profile {profile_id}.")
    await forget_profile(ctx, profile_id)
    record(ctx, "profile.erased", object_type="profile", object_id=profile_id)
    await emit(ctx, "profile.erased", {}, profile_id=profile_id)


async def _save(ctx: Context, wishes: Sequence[Wish], *, lock: bool = False) -> list[Saved | AppError]:
    for attempt in range(MAX_TRIES):
        lock = lock or attempt > 0  # most batches of events find nothing to write
        drafts = Drafts(await load_profiles(ctx, wishes, lock=lock))
        merged = [_merge(ctx, drafts, wish) for wish in wishes]
        if not (drafts.made or drafts.changed):
            return [_saved(item) for item in merged]
        if lock and await _write(ctx, drafts):
            await _tell_changes(ctx, drafts.changed)
            return [_saved(item) for item in merged]
    raise ConflictError(
        "busy", "Other requests keep writing the same profiles. Repeat the request.", retry_after=1
    )


async def _tell_changes(ctx: Context, changed: Sequence[Draft]) -> None:
    """Emits `profile.changed` where a workflow waits for it; nobody else pays for it."""
    if changed and await is_awaited(ctx, CHANGED):
        params = {
            draft.id: {"attributes": sorted(draft.changes)} for draft in changed if draft.id is not None
        }
        await emit_many(ctx, "profile.changed", params)


def _merge(ctx: Context, drafts: Drafts, wish: Wish) -> tuple[Draft, Outcome] | AppError:
    try:
        return drafts.merge(wish, new_id(ctx.now))
    except AppError as error:
        return error


async def _write(ctx: Context, drafts: Drafts) -> bool:
    """Writes the drafts; False, and nothing written, when another request took one of the identifiers."""
    made, changed = sorted(drafts.made, key=_in_order), drafts.changed
    try:
        async with ctx.db.begin_nested():
            for start in range(0, len(made), ROWS_AT_ONCE):
                await _insert(ctx, made[start : start + ROWS_AT_ONCE])
            for start in range(0, len(changed), ROWS_AT_ONCE):
                await _update(ctx, changed[start : start + ROWS_AT_ONCE])
    except (IntegrityError, asyncpg.IntegrityConstraintViolationError):
        return False
    return True


def _in_order(draft: Draft) -> tuple[str, ...]:
    """All writers insert in one order, so two with the same new identifiers meet at the first of them."""
    return (*(draft.names[kind] or chr(0x10FFFF) for kind in CHANGEABLE), str(draft.uuid))


async def _insert(ctx: Context, made: Sequence[Draft]) -> None:
    connection = await driver_connection(ctx.db)
    rows = await connection.fetch(
        "insert into profiles (workspace_id, uuid, custom_id, email, phone, attributes, tags, agreements,"
        " created_at, updated_at) select $1, r.uuid, r.custom_id, r.email, r.phone, r.attributes,"
        " r.tags, r.agreements, $2, $2"
        f" from jsonb_to_recordset(cast(cast($3 as text) as jsonb)) as r({COLUMNS})"
        ' order by r.custom_id collate "C", r.email collate "C", r.phone collate "C", r.uuid'
        " returning id, uuid",
        ctx.workspace_id,
        ctx.now,
        rows_of(made),
    )
    ids = {row["uuid"]: row["id"] for row in rows}
    for draft in made:
        draft.id = ids[draft.uuid]


async def _update(ctx: Context, changed: Sequence[Draft]) -> None:
    await ctx.db.execute(
        text(
            "update profiles p set custom_id = r.custom_id, email = r.email, phone = r.phone,"
            " attributes = r.attributes, tags = r.tags, agreements = r.agreements, updated_at = :now"
            f" from jsonb_to_recordset(cast(:rows as jsonb)) as r({COLUMNS})"
            " where p.workspace_id = :workspace and p.id = r.id"
        ),
        {"workspace": ctx.workspace_id, "now": ctx.now, "rows": rows_of(changed)},
    )


def _saved(merged: tuple[Draft, Outcome] | AppError) -> Saved | AppError:
    if isinstance(merged, AppError):
        return merged
    draft, outcome = merged
    assert draft.id is not None  # noqa: S101  what was made has been written by now
    return Saved(draft.id, draft.uuid, outcome)


def _raised(saved: Saved | AppError) -> Saved:
    if isinstance(saved, AppError):
        raise saved
    return saved
