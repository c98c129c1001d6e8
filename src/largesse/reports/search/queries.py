"""Searches: codes and customers by indexes, everything else by names in tables of hundreds of rows."""

from collections.abc import Sequence
from typing import Final, get_args

from sqlalchemy import text

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.profiles.queries import search_profiles
from largesse.profiles.schemas import ProfileView
from largesse.reports.search.schemas import Hit, Kind
from largesse.vouchers.codes import CasePolicy, canonical
from largesse.vouchers.queries import list_codes

MOST: Final = 6
NAMED: Final[dict[Kind, tuple[Permission, str]]] = {
    "pool": (
        Permission.VOUCHERS_POOL_READ,
        "select id, name, description as note from pools where workspace_id = :workspace"
        " and deleted_at is null and (name ilike :part or cast(id as text) = :whole)",
    ),
    "promotion": (
        Permission.PROMOTIONS_PROMOTION_READ,
        "select id, name, code as note from promotions where workspace_id = :workspace"
        " and status <> 'archived' and (name ilike :part or code ilike :part or cast(id as text) = :whole"
        " or id in (select promotion_id from promotion_codes where workspace_id = :workspace"
        " and code = :canonical))",
    ),
    "campaign": (
        Permission.PROMOTIONS_CAMPAIGN_READ,
        "select id, name, description as note from campaigns where workspace_id = :workspace"
        " and status <> 'archived' and (name ilike :part or cast(id as text) = :whole)",
    ),
    "workflow": (
        Permission.WORKFLOWS_WORKFLOW_READ,
        "select id, name, description as note from workflows where workspace_id = :workspace"
        " and deleted_at is null and (name ilike :part or cast(id as text) = :whole)",
    ),
    "audience": (
        Permission.AUDIENCES_AUDIENCE_READ,
        "select id, name, '' as note from audiences where workspace_id = :workspace and archived_at is null"
        " and (name ilike :part or cast(id as text) = :whole)",
    ),
    "handbill": (
        Permission.PROMOTIONS_HANDBILL_READ,
        "select id, name, description as note from handbills where workspace_id = :workspace"
        " and status <> 'archived' and (name ilike :part or cast(id as text) = :whole)",
    ),
    "template": (
        Permission.MESSAGES_TEMPLATE_READ,
        "select id, name, '' as note from message_templates where workspace_id = :workspace"
        " and deleted_at is null and (name ilike :part or cast(id as text) = :whole)",
    ),
}


async def search_everything(ctx: Context, words: str) -> list[Hit]:
    """What the caller may read and what these words name: at most six of each kind."""
    asked = words.strip()
    if not asked:
        return []
    hits: list[Hit] = []
    if Permission.VOUCHERS_ITEM_READ in ctx.actor.permissions:
        hits += await _codes(ctx, asked)
    if Permission.API_CLIENT_READ in ctx.actor.permissions:
        hits += await _customers(ctx, asked)
    return hits + await _named(ctx, asked)


async def _codes(ctx: Context, words: str) -> list[Hit]:
    """The code itself, and codes that begin so; the shortest is the exact one."""
    page = await list_codes(ctx, limit=MOST, prefix=words)
    return [Hit(kind="code", id=code.code, title=code.code, note=code.state, pool_id=code.pool_id)
            for code in page.items]  # fmt: skip


async def _customers(ctx: Context, words: str) -> list[Hit]:
    page = await search_profiles(ctx, words, limit=MOST)
    return [_customer(profile) for profile in page.items]


def _customer(profile: ProfileView) -> Hit:
    names = [profile.attributes.get(name) for name in ("firstname", "lastname")]
    full = " ".join(name for name in names if isinstance(name, str) and name)
    known = [full, profile.email or "", profile.custom_id or "", profile.phone or "", f"#{profile.id}"]
    title, *rest = [name for name in known if name]
    return Hit(kind="customer", id=str(profile.id), title=title, note=" · ".join(rest[:2]))


async def _named(ctx: Context, words: str) -> list[Hit]:
    """Things whose name has these words in it, those first whose name begins with them."""
    kinds = [kind for kind, (permission, _) in NAMED.items() if permission in ctx.actor.permissions]
    if not kinds:
        return []
    found = " union all ".join(
        f"(select '{kind}' as kind, f.id, f.name, left(f.note, 200) as note, f.place from (select n.*,"
        " case when lower(n.name) = lower(:whole) then 0 when n.name ilike :start then 1 else 2 end as place"
        f" from ({NAMED[kind][1]}) n) f order by f.place, f.name, f.id limit :most)"
        for kind in kinds
    )
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = await ctx.db.execute(
        text(found),
        {
            "workspace": ctx.workspace_id,
            "part": f"%{escaped}%",
            "start": f"{escaped}%",
            "whole": words,
            "most": MOST,
            **({"canonical": canonical(words, CasePolicy(ctx.case_policy))} if "promotion" in kinds else {}),
        },
    )
    hits = [(row.place, Hit(kind=row.kind, id=str(row.id), title=row.name, note=row.note)) for row in rows]
    order: Sequence[Kind] = get_args(Kind)
    return [hit for _, hit in sorted(hits, key=lambda found: (order.index(found[1].kind), found[0]))]
