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
    State,
    SubjectView,
)
from largesse.fraud.signals import TITLES

# Without a name, what they are found by.
NAMES: Final = """
select 'customer' as kind, p.id::text as subject, coalesce(
    nullif(concat_ws(' ', p.attributes ->> 'firstname', p.attributes ->> 'lastname'), ''),
    p.email, p.custom_id, p.phone) as name
from profiles p where p.workspace_id = :workspace and p.id = any(cast(:customers as bigint[]))
union all select 'code', c.code, c.display from codes c
where c.workspace_id = :workspace and c.code = any(cast(:codes as text[]))
union all select 'staff', m.id::text, coalesce(nullif(m.name, ''), m.email) from members m
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
    limit: int,
    cursor: UUID | None = None,
) -> FraudCasePage:
    """A page of cases, the highest score first; NotFoundError for a cursor that is no case."""
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
    if cursor is not None:
        last = await get_case(ctx, cursor)
        query = query.where(tuple_(FraudCase.score, FraudCase.id) < (last.score, last.id))
    query = query.order_by(FraudCase.score.desc(), FraudCase.id.desc()).limit(limit + 1)
    rows = (await ctx.db.scalars(query)).all()
    items = await _views(ctx, rows[:limit])
    more = len(rows) > limit
    return FraudCasePage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def _views(ctx: Context, cases: Sequence[FraudCase]) -> list[FraudCaseView]:
    names = await _names(ctx, cases)
    return [
        FraudCaseView(
            id=case.id,
            state=case.state,
            subject=SubjectView(
                kind=case.kind,
                id=case.subject,
                name=names.get((case.kind, case.subject)) or _unnamed(case),
            ),
            score=case.score,
            findings=_findings(case),
            opened_at=case.opened_at,
            seen_at=case.seen_at,
            decided_at=case.decided_at,
            decided_by=case.decided_by,
            decided_by_name=names.get(("staff", (case.decided_by or "").removeprefix("member:"))),
            note=case.note,
            trusted=case.trusted,
        )
        for case in cases
    ]


async def _names(ctx: Context, cases: Sequence[FraudCase]) -> dict[tuple[str, str], str]:
    """What subjects and deciders are called now, by kind and id; those who are gone have no name."""
    by_kind = {
        kind: [case.subject for case in cases if case.kind == kind] for kind in ("customer", "code", "staff")
    }
    deciders = [case.decided_by.removeprefix("member:") for case in cases if _by_member(case.decided_by)]  # type: ignore[union-attr]
    rows = await ctx.db.execute(
        text(NAMES),
        {
            "workspace": ctx.workspace_id,
            "customers": [int(number) for number in by_kind["customer"]],
            "codes": by_kind["code"],
            "members": [UUID(member) for member in (*by_kind["staff"], *deciders)],
        },
    )
    return {(row.kind, row.subject): row.name for row in rows if row.name}


def _by_member(decided_by: str | None) -> bool:
    return decided_by is not None and decided_by.startswith("member:")


def _unnamed(case: FraudCase) -> str:
    return f"#{case.subject}" if case.kind == "customer" else case.subject


def _findings(case: FraudCase) -> list[FindingView]:
    found = [
        FindingView(signal=name, title=TITLES.get(name, name), **finding)
        for name, finding in case.findings.items()
    ]
    return sorted(found, key=lambda finding: (-finding.points, finding.signal))
