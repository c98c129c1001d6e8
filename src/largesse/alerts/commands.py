"""Creates, changes and deletes alert rules."""

from uuid import UUID

from largesse.accounts.audit import record
from largesse.alerts.models import AlertRule
from largesse.alerts.queries import get_rule
from largesse.alerts.schemas import AlertRuleInput, AlertRulePatch, AlertRuleView
from largesse.core.context import Context
from largesse.core.ids import new_id


async def create_rule(ctx: Context, rule: AlertRuleInput) -> AlertRuleView:
    """Makes a rule; it holds for events from now on."""
    values = rule.model_dump(mode="json")
    row = AlertRule(workspace_id=ctx.workspace_id, id=new_id(ctx.now), created_at=ctx.now, **values)
    ctx.db.add(row)
    await ctx.db.flush()
    record(ctx, "alert_rule.created", object_type="alert_rule", object_id=row.id, after=values)
    return AlertRuleView.model_validate(row)


async def change_rule(ctx: Context, rule_id: UUID, patch: AlertRulePatch) -> AlertRuleView:
    """Changes what the patch names; NotFoundError."""
    row = await get_rule(ctx, rule_id)
    changes = {
        name: value
        for name, value in patch.model_dump(mode="json", exclude_unset=True).items()
        if value is not None or name == "webhook_url"
    }
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    await ctx.db.flush()
    record(
        ctx, "alert_rule.changed", object_type="alert_rule", object_id=rule_id, before=before, after=changes
    )
    return AlertRuleView.model_validate(row)


async def delete_rule(ctx: Context, rule_id: UUID) -> None:
    """Removes a rule; NotFoundError."""
    row = await get_rule(ctx, rule_id)
    await ctx.db.delete(row)
    record(ctx, "alert_rule.deleted", object_type="alert_rule", object_id=rule_id, before={"name": row.name})
