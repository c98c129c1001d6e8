"""Reads cases of suspected abuse, and what a workspace holds suspicious."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select, text, tuple_

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.fraud.facts import SubjectKind
from largesse.fraud.models import FraudCase, FraudSettingsRow
from largesse.fraud.schemas import (
    FindingView,
    FraudCasePage,
    FraudCaseView,
    FraudSettings,
    Order,
    State,
    SubjectView,
)
from largesse.fraud.signals import TITLES

# What somebody is called now (without a name, what they are found by), and who holds a code.
Known = tuple[str | None, int | None]
UNKNOWN: Final[Known] = (None, None)
KNOWN: Final = """
select 'customer' as kind, p.id::text as subject, coalesce(
    nullif(concat_ws(' ', p.attributes ->> 'firstname', p.attributes ->> 'lastname'), ''),
    p.email, p.custom_id, p.phone) as name, null as holder_id
from profiles p where p.workspace_id = :workspace and p.id = any(cast(:customers as bigint[]))
union all select 'code', c.code, c.display, c.profile_id from codes c
where c.workspace_id = :workspace and c.code = any(cast(:codes as text[]))
union all select 'staff', m.id::text, coalesce(nullif(m.name, ''), m.email), null from members m
where m.workspace_id = :workspace and m.id = any(cast(:members as uuid[]))
"""


async def get_settings(ctx: Context) -> FraudSettings:
    """What the workspace holds suspicious: its own settings, or the defaults."""
    row = await ctx.db.get(FraudSettingsRow, ctx.workspace_id)
    if row is None:
        return FraudSettings()
    return FraudSettings.model_validate({"threshold": row.threshold, "signals": row.signals})


async def get_case(ctx: Context, case_id: UUID, *, lock: bool = False) -> FraudCase:
    """The case's row; NotFoundError."""
    case = await ctx.db.get(FraudCase, (ctx.workspace_id, case_id), with_for_update=lock or None)
    if case is None:
        raise NotFoundError("fraud_case_not_found", f"There is no fraud case {case_id} in this workspace.")
    return case


async def view_case(ctx: Context, case_id: UUID) -> FraudCaseView:
    """One case; NotFoundError."""
    [view] = await _views(ctx, [await get_case(ctx, case_id)])
    return view


async def list_cases(
    ctx: Context,
    *,
    states: Sequence[State] = (),
    kind: SubjectKind | None,
    signal: str | None,
    subject: str | None,
    order: Order = "score",
    limit: int,
    cursor: UUID | None = None,
) -> FraudCasePage:
    """A page of cases in this order, downwards; NotFoundError for a cursor that is no case."""
    query = select(FraudCase).where(FraudCase.workspace_id == ctx.workspace_id)
    for column, value in (
        (FraudCase.kind, kind),
        (FraudCase.subject, subject),
    ):
        if value is not None:
            query = query.where(column == value)
    if states:
        query = query.where(FraudCase.state.in_(states))
    if signal is not None:
        query = query.where(FraudCase.findings.has_key(signal))
    if order == "decided_at":
        query = query.where(FraudCase.decided_at.is_not(None))
    by = getattr(FraudCase, order)
    if cursor is not None:
        last = await get_case(ctx, cursor)
        query = query.where(tuple_(by, FraudCase.id) < (getattr(last, order), last.id))
    query = query.order_by(by.desc(), FraudCase.id.desc()).limit(limit + 1)
    rows = (await ctx.db.scalars(query)).all()
    items = await _views(ctx, rows[:limit])
    more = len(rows) > limit
    return FraudCasePage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def _views(ctx: Context, cases: Sequence[FraudCase]) -> list[FraudCaseView]:
    known = await _known(ctx, cases)
    return [
        FraudCaseView(
            id=case.id,
            state=case.state,
            subject=_subject(case, known.get((case.kind, case.subject), UNKNOWN)),
            score=case.score,
            findings=_findings(case),
            opened_at=case.opened_at,
            seen_at=case.seen_at,
            decided_at=case.decided_at,
            decided_by=case.decided_by,
            decided_by_name=known.get(("staff", (case.decided_by or "").removeprefix("member:")), UNKNOWN)[0],
            note=case.note,
            trusted=case.trusted,
        )
        for case in cases
    ]


def _subject(case: FraudCase, known: Known) -> SubjectView:
    name, holder_id = known
    unnamed = f"#{case.subject}" if case.kind == "customer" else case.subject
    return SubjectView(kind=case.kind, id=case.subject, name=name or unnamed, holder_id=holder_id)


async def _known(ctx: Context, cases: Sequence[FraudCase]) -> dict[tuple[str, str], Known]:
    """What is known of subjects and deciders, by kind and id; nothing of those who are gone."""
    by_kind = {
        kind: [case.subject for case in cases if case.kind == kind] for kind in ("customer", "code", "staff")
    }
    deciders = [case.decided_by or "" for case in cases]
    members = [actor.removeprefix("member:") for actor in deciders if actor.startswith("member:")]
    rows = await ctx.db.execute(
        text(KNOWN),
        {
            "workspace": ctx.workspace_id,
            "customers": [int(number) for number in by_kind["customer"]],
            "codes": by_kind["code"],
            "members": [UUID(member) for member in (*by_kind["staff"], *members)],
        },
    )
    return {(row.kind, row.subject): (row.name, row.holder_id) for row in rows}


def _findings(case: FraudCase) -> list[FindingView]:
    found = [
        FindingView(signal=name, title=TITLES.get(name, name), **finding)
        for name, finding in case.findings.items()
    ]
    return sorted(found, key=lambda finding: (-finding.points, finding.signal))
