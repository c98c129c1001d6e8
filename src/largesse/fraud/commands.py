"""Opens cases of what signals find, and keeps what people decide about them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text, tuple_

from largesse.accounts.audit import record
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError, ForbiddenError, InvalidError
from largesse.core.ids import new_id
from largesse.events.commands import emit
from largesse.fraud.looking import look
from largesse.fraud.models import FraudCase, FraudSettingsRow
from largesse.fraud.queries import get_case, get_settings, view_case
from largesse.fraud.schemas import DecisionInput, FraudCaseView, FraudSettings
from largesse.fraud.scoring import HIGHEST, Suspicion, weigh
from largesse.profiles.commands import change_profile
from largesse.profiles.schemas import ProfilePatch
from largesse.vouchers.commands.codes import cancel_code

# Transactions carry the moment at which they began; none is open longer than this.
SLACK: Final = timedelta(minutes=10)
# What a workspace is looked through for the first time.
FIRST_LOOK: Final = timedelta(days=1)
# A worker that comes back after days looks at no more in one transaction.
AT_ONCE: Final = timedelta(hours=3)
# Numbers of other customers that a finding keeps.
CUSTOMERS: Final = 100


@dataclass(frozen=True, slots=True)
class Looked:
    """How many cases a look opened, and whether it came up to the present."""

    opened: int
    up_to_date: bool


async def open_cases(ctx: Context) -> Looked:
    """Looks at what happened since the last look, hours of it at most: opens cases, and adds to open ones.

    Nothing is missed between two looks, and looking twice finds the same: a subject has one open case.
    """
    looked_until = await _hold_mark(ctx)
    since = ctx.now - FIRST_LOOK if looked_until is None else looked_until - SLACK
    until = min(ctx.now, since + AT_ONCE)
    settings = await get_settings(ctx)
    suspicions = [weigh(facts, settings.signals) for facts in await look(ctx, since=since, until=until)]
    raised = [suspicion for suspicion in suspicions if suspicion.findings]
    opened = await _keep(ctx, raised, threshold=settings.threshold)
    await ctx.db.execute(
        text("update fraud_marks set looked_until = :until where workspace_id = :workspace"),
        {"workspace": ctx.workspace_id, "until": until},
    )
    return Looked(opened, up_to_date=until == ctx.now)


async def decide(ctx: Context, case_id: UUID, decision: DecisionInput) -> FraudCaseView:
    """Ends a case, and does to its subject what was asked, all or nothing.

    NotFoundError; ConflictError `fraud_case_decided` where somebody decided before and `replace` is not set,
    and those of `cancel_code`; InvalidError `fraud_subject` where the subject is not of the kind;
    ForbiddenError without the permission that tagging or cancelling needs, and `own_case` of oneself.
    """
    if ctx.actor.label == f"member:{(await get_case(ctx, case_id)).subject}":
        raise ForbiddenError("own_case", "Nobody decides a case about himself; ask another member.")
    await _hold_mark(ctx)  # else a look that is under way opens the case anew
    case = await get_case(ctx, case_id, lock=True)
    if case.state != "open" and not decision.replace:
        raise ConflictError(
            "fraud_case_decided",
            f"{case.decided_by} called this case {case.state} at {case.decided_at}; decide it anew with"
            " `replace`.",
            facts={"state": case.state, "decided_by": case.decided_by},
        )
    await _act(ctx, case, decision)
    before: JsonObject = {"state": case.state, "trusted": case.trusted}
    case.state, case.note, case.trusted = decision.verdict, decision.note or None, decision.trust
    case.decided_at, case.decided_by = ctx.now, ctx.actor.label
    await ctx.db.flush()
    # The note stands in the case only, where it goes with an erased customer.
    after = decision.model_dump(mode="json", exclude={"replace", "note"})
    record(ctx, "fraud_case.decided", object_type="fraud_case", object_id=case_id, before=before, after=after)
    await emit(
        ctx,
        "fraud.case_decided",
        {**_told(case), "verdict": decision.verdict},
        profile_id=_customer(case),
    )
    return await view_case(ctx, case_id)


async def save_settings(ctx: Context, settings: FraudSettings) -> FraudSettings:
    """Keeps what the workspace holds suspicious; it holds from the next look on."""
    before = await get_settings(ctx)
    values = settings.model_dump(mode="json")
    await ctx.db.merge(FraudSettingsRow(workspace_id=ctx.workspace_id, **values))
    await ctx.db.flush()
    record(
        ctx,
        "fraud_settings.changed",
        object_type="fraud_settings",
        object_id=ctx.workspace_id,
        before=before.model_dump(mode="json"),
        after=values,
    )
    return settings


async def _hold_mark(ctx: Context) -> datetime | None:
    """Locks the row by which looks and decisions take turns; up to when was looked."""
    given = {"workspace": ctx.workspace_id}
    await ctx.db.execute(
        text("insert into fraud_marks (workspace_id) values (:workspace) on conflict do nothing"), given
    )
    mark: datetime | None = await ctx.db.scalar(
        text("select looked_until from fraud_marks where workspace_id = :workspace for update"), given
    )
    return mark


async def _keep(ctx: Context, raised: Sequence[Suspicion], *, threshold: int) -> int:
    opened = 0
    cases = await _open_cases_of(ctx, raised)
    for suspicion in raised:
        key = (suspicion.facts.kind, suspicion.facts.subject)
        found = {name: _kept(asdict(finding)) for name, finding in suspicion.findings.items()}
        if key in cases:
            _add(cases[key], found, at=ctx.now)
        elif suspicion.score >= threshold:
            await _open(ctx, suspicion, found)
            opened += 1
    await ctx.db.flush()
    return opened


async def _open_cases_of(ctx: Context, raised: Sequence[Suspicion]) -> dict[tuple[str, str], FraudCase]:
    subjects = [(suspicion.facts.kind, suspicion.facts.subject) for suspicion in raised]
    if not subjects:
        return {}
    query = select(FraudCase).where(
        FraudCase.workspace_id == ctx.workspace_id,
        FraudCase.state == "open",
        tuple_(FraudCase.kind, FraudCase.subject).in_(subjects),
    )
    return {(case.kind, case.subject): case for case in await ctx.db.scalars(query)}


async def _open(ctx: Context, suspicion: Suspicion, found: dict[str, Any]) -> None:
    case = FraudCase(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        kind=suspicion.facts.kind,
        subject=suspicion.facts.subject,
        state="open",
        score=suspicion.score,
        findings=found,
        opened_at=ctx.now,
        seen_at=ctx.now,
        trusted=False,
    )
    ctx.db.add(case)
    await ctx.db.flush()
    await emit(ctx, "fraud.case_opened", _told(case), profile_id=_customer(case))


def _add(case: FraudCase, found: Mapping[str, Any], *, at: datetime) -> None:
    """What was found before stays where it weighs more: its window may have moved on since."""
    weight = {name: finding["points"] for name, finding in case.findings.items()}
    heavier = {name: finding for name, finding in found.items() if finding["points"] > weight.get(name, 0)}
    if heavier:
        case.findings = {**case.findings, **heavier}
        case.score = min(HIGHEST, sum(finding["points"] for finding in case.findings.values()))
        case.seen_at = at


def _kept(finding: dict[str, Any]) -> dict[str, Any]:
    return {**finding, "customers": list(finding["customers"][:CUSTOMERS])}


async def _act(ctx: Context, case: FraudCase, decision: DecisionInput) -> None:
    if decision.tag is not None:
        _require(ctx, case, kind="customer", field="tag", permission=Permission.API_CLIENT_CREATE)
        await change_profile(ctx, int(case.subject), ProfilePatch(tags=[decision.tag]))
    if decision.cancel_code:
        _require(
            ctx, case, kind="code", field="cancel_code", permission=Permission.VOUCHERS_ITEM_CANCEL_UPDATE
        )
        await cancel_code(ctx, case.subject)


def _require(ctx: Context, case: FraudCase, *, kind: str, field: str, permission: Permission) -> None:
    if case.kind != kind:
        raise InvalidError(
            "fraud_subject", f"`{field}` is for cases about a {kind}; this one is about a {case.kind}."
        )
    if permission not in ctx.actor.permissions:
        raise ForbiddenError(
            "permission_missing",
            f"A decision with `{field}` needs the permission {permission}.",
            facts={"permission": permission},
        )


def _told(case: FraudCase) -> dict[str, object]:
    return {
        "case_id": case.id,
        "kind": case.kind,
        "subject": case.subject,
        "score": case.score,
        "signals": sorted(case.findings),
    }


def _customer(case: FraudCase) -> int | None:
    return int(case.subject) if case.kind == "customer" else None
