"""Routes of suspected abuse."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.fraud import commands, queries
from largesse.fraud.facts import SubjectKind
from largesse.fraud.schemas import (
    DecisionInput,
    FraudCasePage,
    FraudCaseView,
    FraudSettings,
    Order,
    State,
)
from largesse.vouchers.codes import CasePolicy, canonical

TAG: Final = "fraud-cases"

router = APIRouter(prefix="/v1", route_class=TransactionRoute, tags=[TAG])

CaseId = Annotated[UUID, Path(description="Id of the case.")]


@router.get("/fraud-cases", operation_id="listFraudCases", responses=failures(404))
async def list_fraud_cases(
    state: Annotated[list[State], Query(max_length=3, description="Only of one of these states.")] = [],  # noqa: B006  FastAPI copies it
    kind: Annotated[SubjectKind | None, Query(description="Only about such subjects.")] = None,
    signal: Annotated[
        str | None, Query(max_length=64, pattern=r"^[a-z_]*$", description="Only raised by this signal.")
    ] = None,
    subject: Annotated[
        str | None,
        Query(max_length=64, pattern=r"^[^\x00]*$", description="Only about this subject; with `kind`."),
    ] = None,
    order: Annotated[
        Order,
        Query(description="`score`: the highest first; `decided_at`: only decided ones, the latest first."),
    ] = "score",
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.FRAUD_CASE_READ),
) -> FraudCasePage:
    """List cases of suspected abuse: the highest score first, or the latest decision."""
    if kind == "code" and subject:
        subject = canonical(subject, CasePolicy(ctx.case_policy))
    return await queries.list_cases(
        ctx, states=state, kind=kind, signal=signal, subject=subject, order=order, limit=limit, cursor=cursor
    )


@router.get("/fraud-cases/{case_id}", operation_id="getFraudCase", responses=failures(404))
async def get_fraud_case(
    case_id: CaseId, ctx: Context = requires(Permission.FRAUD_CASE_READ)
) -> FraudCaseView:
    """Read a case with what its signals found."""
    return await queries.view_case(ctx, case_id)


@router.post(
    "/fraud-cases/{case_id}/decisions",
    operation_id="decideFraudCase",
    responses=failures(403, 404, 409),
)
async def decide_fraud_case(
    case_id: CaseId, decision: DecisionInput, ctx: Context = requires(Permission.FRAUD_CASE_DECISION_CREATE)
) -> FraudCaseView:
    """Decide a case: it is abuse, or it is harmless."""
    return await commands.decide(ctx, case_id, decision)


@router.get("/fraud-settings", operation_id="getFraudSettings")
async def get_fraud_settings(ctx: Context = requires(Permission.FRAUD_SETTINGS_READ)) -> FraudSettings:
    """Read which signals are looked for, and from which score on a case is opened."""
    return await queries.get_settings(ctx)


@router.put("/fraud-settings", operation_id="saveFraudSettings")
async def save_fraud_settings(
    settings: FraudSettings, ctx: Context = requires(Permission.FRAUD_SETTINGS_UPDATE)
) -> FraudSettings:
    """Set which signals are looked for, and from which score on a case is opened."""
    return await commands.save_settings(ctx, settings)
