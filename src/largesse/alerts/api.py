"""Routes of alert rules."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.alerts import commands, queries
from largesse.alerts.schemas import AlertRuleInput, AlertRulePage, AlertRulePatch, AlertRuleView
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires

TAG: Final = "alert-rules"

router = APIRouter(prefix="/v1/alert-rules", route_class=TransactionRoute, tags=[TAG])

RuleId = Annotated[UUID, Path(description="Id of the alert rule.")]


@router.post("", status_code=201, operation_id="createAlertRule")
async def create_rule(
    rule: AlertRuleInput, ctx: Context = requires(Permission.ALERTS_RULE_CREATE)
) -> AlertRuleView:
    """Create an alert rule: which event, to whom."""
    return await commands.create_rule(ctx, rule)


@router.get("", operation_id="listAlertRules")
async def list_rules(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.ALERTS_RULE_READ),
) -> AlertRulePage:
    """List alert rules, newest first."""
    return await queries.list_rules(ctx, limit=limit, cursor=cursor)


@router.get("/{rule_id}", operation_id="getAlertRule", responses=failures(404))
async def get_rule(rule_id: RuleId, ctx: Context = requires(Permission.ALERTS_RULE_READ)) -> AlertRuleView:
    """Read an alert rule."""
    return AlertRuleView.model_validate(await queries.get_rule(ctx, rule_id))


@router.patch("/{rule_id}", operation_id="changeAlertRule", responses=failures(404))
async def change_rule(
    rule_id: RuleId, patch: AlertRulePatch, ctx: Context = requires(Permission.ALERTS_RULE_UPDATE)
) -> AlertRuleView:
    """Change an alert rule; what is left out stays."""
    return await commands.change_rule(ctx, rule_id, patch)


@router.delete("/{rule_id}", status_code=204, operation_id="deleteAlertRule", responses=failures(404))
async def delete_rule(rule_id: RuleId, ctx: Context = requires(Permission.ALERTS_RULE_DELETE)) -> None:
    """Delete an alert rule."""
    await commands.delete_rule(ctx, rule_id)
