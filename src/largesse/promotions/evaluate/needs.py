"""What must be loaded before a promotion can be evaluated."""

from collections.abc import Iterator

from largesse.promotions.access import ReferralCodes
from largesse.promotions.definition import Definition
from largesse.promotions.needs import Need, NeedAudience, NeedOrders, NeedProfile


def needs_of(definition: Definition) -> frozenset[Need]:
    """All that its rules, rewards and conditions ask for. `Compiled.terms.needs` has it ready."""
    return frozenset(_needs(definition))


def _needs(definition: Definition) -> Iterator[Need]:
    if definition.customers is not None:
        yield NeedProfile()
    if definition.audience_id is not None:
        yield NeedAudience(definition.audience_id)
    if isinstance(definition.access, ReferralCodes) and definition.access.new_customers_only:
        yield NeedOrders()
    if definition.rules is not None:
        yield from definition.rules.needs()
    for reward in definition.rewards:
        yield from reward.needs()
