"""Looks at some of the profiles and events for the words they use.

However many there are, it looks at so many at most, at the two ends of the primary key: a word that only
stands between them is not told. That is enough for suggestions, which nobody is bound to.
"""

from typing import Final

from sqlalchemy import text

from largesse.core.context import Context
from largesse.profiles.vocabulary.schemas import AttributeWord, EventWord, EventWords, ProfileWords, TagWord

OLDEST: Final = 1_000
LATEST: Final = 4_000
EVENTS: Final = 10_000
WORDS: Final = 500

SOME_PROFILES: Final = """
    with ends as (
        (select id from profiles where workspace_id = :workspace order by id limit :oldest)
        union
        (select id from profiles where workspace_id = :workspace order by id desc limit :latest)
    ), looked as materialized (
        select p.attributes, p.tags from ends
        join profiles p on p.workspace_id = :workspace and p.id = ends.id
    )
"""
ATTRIBUTES: Final = f"""
    {SOME_PROFILES}, pairs as (
        select a.key, a.value, count(*) as seen from looked, jsonb_each_text(looked.attributes) a
        group by 1, 2
    )
    select key as name, sum(seen)::int as seen, coalesce((array_agg(value order by seen desc, value)
        filter (where length(value) between 1 and 60))[1:5], array[]::text[]) as examples
    from pairs group by key order by seen desc, key limit :words
"""
TAGS: Final = f"""
    {SOME_PROFILES}
    select tag as name, count(*)::int as seen from looked, unnest(looked.tags) tag
    group by tag order by seen desc, tag limit :words
"""
LOOKED_AT: Final = f"{SOME_PROFILES} select count(*) from looked"
EVENT_NAMES: Final = """
    with latest as materialized (
        select name, params from events where workspace_id = :workspace order by id desc limit :latest
    ), params as (
        select name, array_agg(distinct key order by key) as keys
        from latest, jsonb_object_keys(latest.params) key group by name
    )
    select name, count(*)::int as seen, coalesce(keys, array[]::text[]) as params
    from latest left join params using (name) group by name, keys order by seen desc, name limit :words
"""


async def profile_words(ctx: Context) -> ProfileWords:
    """Attributes with examples, and tags, of the first 1,000 and the latest 4,000 profiles."""
    values = {"workspace": ctx.workspace_id, "oldest": OLDEST, "latest": LATEST}
    looked_at = await ctx.db.scalar(text(LOOKED_AT), values)
    attributes = await ctx.db.execute(text(ATTRIBUTES), {**values, "words": WORDS})
    tags = await ctx.db.execute(text(TAGS), {**values, "words": WORDS})
    return ProfileWords(
        looked_at=looked_at or 0,
        attributes=[AttributeWord.model_validate(row) for row in attributes],
        tags=[TagWord.model_validate(row) for row in tags],
    )


async def event_words(ctx: Context) -> EventWords:
    """Names of the latest 10,000 events with the names of their params."""
    rows = await ctx.db.execute(
        text(EVENT_NAMES), {"workspace": ctx.workspace_id, "latest": EVENTS, "words": WORDS}
    )
    items = [EventWord.model_validate(row) for row in rows]
    return EventWords(looked_at=sum(item.seen for item in items), items=items)
