"""Finds and lists profiles."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

import orjson
from sqlalchemy import String, cast, func, literal, or_, select, text
from sqlalchemy.dialects.postgresql import JSONB

from largesse.core.context import Context
from largesse.core.errors import InvalidError, NotFoundError
from largesse.profiles.models import Profile
from largesse.profiles.schemas import Identifier, ProfilePage, ProfileView

DIGITS: Final = 18
# The greatest code point: a beginning with it stands after all that begin so.
LAST_LETTER: Final = "\U0010ffff"
KEYS: Final = ("custom_key", 'email_key collate "C"', 'phone collate "C"', "lastname_key", "name_key")
BEGINS: Final = (
    "with found (id, kind, k) as ("
    "select id, 0, cast('' as text) collate \"C\" from profiles"
    " where workspace_id = :workspace and (id = :id or uuid = :uuid)"
    + "".join(
        f" union all (select id, {kind}, {key} from profiles where workspace_id = :workspace"
        f" and {key} >= :low and {key} < :high order by {key} limit :limit)"
        for kind, key in enumerate(KEYS, start=1)
    )
    + ") select id from found order by kind = 0 desc, k = :low desc, kind, k, id"
)


async def find_profile(ctx: Context, identifier: Identifier) -> int | None:
    """The number of the profile so named, or None."""
    kind, value = identifier.pair()
    found: int | None = await ctx.db.scalar(
        text("select profiles_find(:workspace, :kind, :value)"),
        {"workspace": ctx.workspace_id, "kind": kind, "value": value},
    )
    return found


async def view_profile(ctx: Context, profile_id: int) -> ProfileView:
    """A profile; NotFoundError."""
    profile = await ctx.db.get(Profile, (ctx.workspace_id, profile_id), populate_existing=True)
    if profile is None:
        raise NotFoundError("profile_not_found", f"There is no profile {profile_id}.")
    return ProfileView.model_validate(profile)


async def view_profile_of(ctx: Context, identifier: Identifier) -> ProfileView:
    """The profile so named; NotFoundError."""
    profile_id = await find_profile(ctx, identifier)
    if profile_id is None:
        kind, value = identifier.pair()
        raise NotFoundError("profile_not_found", f"There is no profile with the {kind} {value}.")
    return await view_profile(ctx, profile_id)


async def list_profiles(
    ctx: Context,
    *,
    limit: int,
    cursor: int | None = None,
    identifier: Identifier | None = None,
    ids: Collection[int] = (),
    tag: str | None = None,
    attributes: Collection[str] = (),
) -> ProfilePage:
    """A page of profiles, oldest first, that meet every condition; an attribute's is `name:value`."""
    query = select(Profile).where(Profile.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(Profile.id > cursor)
    if identifier is not None:
        found = await find_profile(ctx, identifier)
        query = query.where(Profile.id == (found or 0))
    if ids:
        query = query.where(Profile.id == func.any(list(ids)))
    if tag is not None:
        query = query.where(Profile.tags.contains([tag]), Profile.tags != [])
    for condition in attributes:
        query = query.where(
            or_(*(Profile.attributes.op("@>")(_json(wanted)) for wanted in _meanings(condition))),
            Profile.attributes != _json({}),
        )
    rows = list((await ctx.db.scalars(query.order_by(Profile.id).limit(limit + 1))).all())
    more = len(rows) > limit
    return ProfilePage(
        items=[ProfileView.model_validate(row) for row in rows[:limit]],
        next_cursor=str(rows[limit - 1].id) if more else None,
        has_more=more,
    )


async def search_profiles(ctx: Context, words: str, *, limit: int) -> ProfilePage:
    """Those whose identifier or name is these words or begins with them, exact ones first.

    There is no next page: who finds too many says more.
    """
    beginning = words.strip().lower()
    exact = _exact(beginning)
    found = await ctx.db.scalars(
        text(BEGINS),
        {
            "workspace": ctx.workspace_id,
            "low": beginning,
            "high": beginning + LAST_LETTER,
            "limit": limit + 1,
            "id": exact if isinstance(exact, int) else None,
            "uuid": exact if isinstance(exact, UUID) else None,
        },
    )
    ids = list(dict.fromkeys(found))
    rows = await ctx.db.scalars(
        select(Profile).where(Profile.workspace_id == ctx.workspace_id, Profile.id == func.any(ids[:limit]))
    )
    by_id = {row.id: row for row in rows}
    return ProfilePage(
        items=[ProfileView.model_validate(by_id[found]) for found in ids[:limit] if found in by_id],
        next_cursor=None,
        has_more=len(ids) > limit,
    )


async def uuids_of(ctx: Context, profile_ids: Collection[int]) -> dict[int, UUID]:
    """The UUID of each of these profiles; erased ones are left out."""
    rows = await ctx.db.execute(
        select(Profile.id, Profile.uuid).where(
            Profile.workspace_id == ctx.workspace_id, Profile.id == func.any(list(profile_ids))
        )
    )
    return {row.id: row.uuid for row in rows}


async def find_profiles(ctx: Context, names: Sequence[tuple[str, str]]) -> list[int | None]:
    """The number of the profile behind each (kind, value), in their order; None where there is none."""
    found = await ctx.db.scalars(
        text(
            "select profiles_find(:workspace, n.kind, n.value)"
            " from unnest(cast(:kinds as text[]), cast(:values as text[]))"
            " with ordinality n (kind, value, place)"
            " order by n.place"
        ),
        {
            "workspace": ctx.workspace_id,
            "kinds": [kind for kind, _ in names],
            "values": [value for _, value in names],
        },
    )
    return list(found.all())


async def matching_profiles(
    ctx: Context,
    *,
    attributes: Mapping[str, object],
    tags: Sequence[str],
    after: int,
    limit: int,
) -> list[int]:
    """The next numbers, in their order, of profiles that have all these attributes and tags."""
    query = select(Profile.id).where(Profile.workspace_id == ctx.workspace_id, Profile.id > after)
    if attributes:
        query = query.where(
            Profile.attributes.op("@>")(_json(dict(attributes))), Profile.attributes != _json({})
        )
    if tags:
        query = query.where(Profile.tags.contains(list(tags)), Profile.tags != [])
    return list((await ctx.db.scalars(query.order_by(Profile.id).limit(limit))).all())


async def custom_ids_of(ctx: Context, profile_ids: Collection[int]) -> dict[int, str]:
    """The custom id of each of these profiles that has one."""
    rows = await ctx.db.execute(
        select(Profile.id, Profile.custom_id).where(
            Profile.workspace_id == ctx.workspace_id,
            Profile.id == func.any(list(profile_ids)),
            Profile.custom_id.is_not(None),
        )
    )
    return {row.id: row.custom_id for row in rows}


def _exact(words: str) -> int | UUID | None:
    """The number or the UUID that somebody typed."""
    if words.isascii() and words.isdigit() and len(words) <= DIGITS:
        return int(words)
    try:
        return UUID(words)
    except ValueError:
        return None


def _meanings(condition: str) -> list[dict[str, object]]:
    """`points:12` means the number as well as the text."""
    name, colon, value = condition.partition(":")
    if not (name and colon):
        raise InvalidError(
            "invalid_condition",
            "A condition on an attribute is name:value, such as city:Oslo.",
            pointer="/query/attribute",
        )
    try:
        read = orjson.loads(value)
    except orjson.JSONDecodeError:
        read = None
    number: list[dict[str, object]] = [{name: read}] if isinstance(read, int | float) else []
    return [{name: value}, *number]


def _json(value: dict[str, object]) -> object:
    return cast(literal(orjson.dumps(value).decode(), String), JSONB)
