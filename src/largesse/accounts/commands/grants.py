"""Nobody may hand out what he does not hold himself."""

from collections.abc import Iterable

from largesse.core.context import Context
from largesse.core.errors import ForbiddenError


def check_grant(ctx: Context, permissions: Iterable[str], denied_events: Iterable[str] = ()) -> None:
    """ForbiddenError unless the caller has every permission and may send every event not denied."""
    missing = sorted(set(permissions) - ctx.actor.permissions)
    if missing:
        raise ForbiddenError(
            "grant_exceeds_own",
            f"You cannot grant permissions you do not have: {', '.join(missing)}.",
            facts={"permissions": missing},
        )
    freed = sorted(set(ctx.actor.denied_events) - set(denied_events))
    if freed:
        raise ForbiddenError(
            "grant_exceeds_own",
            f"You may not send these events, so deny them here too: {', '.join(freed)}.",
            facts={"denied_events": freed},
        )
