"""Reads alert rules."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from largesse.alerts.models import AlertRule
from largesse.alerts.schemas import AlertRulePage, AlertRuleView
from largesse.core.context import Context
from largesse.core.errors import NotFoundError


async def get_rule(ctx: Context, rule_id: UUID) -> AlertRule:
    """The rule's row; NotFoundError."""
    rule = await ctx.db.get(AlertRule, (ctx.workspace_id, rule_id))
    if rule is None:
        raise NotFoundError("alert_rule_not_found", f"There is no alert rule {rule_id} in this workspace.")
    return rule


async def rules_for(ctx: Context, event: str) -> Sequence[AlertRule]:
    """The active rules of an event, oldest first."""
    query = select(AlertRule).where(
        AlertRule.workspace_id == ctx.workspace_id, AlertRule.event == event, AlertRule.active
    )
    return (await ctx.db.scalars(query.order_by(AlertRule.id))).all()


async def list_rules(ctx: Context, *, limit: int, cursor: UUID | None = None) -> AlertRulePage:
    """A page of alert rules, newest first."""
    query = select(AlertRule).where(AlertRule.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(AlertRule.id < cursor)
    rows = (await ctx.db.scalars(query.order_by(AlertRule.id.desc()).limit(limit + 1))).all()
    items = [AlertRuleView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return AlertRulePage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)
