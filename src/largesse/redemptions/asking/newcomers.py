"""Customers who are named and have no profile yet."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from largesse.profiles.conditions import ProfileFacts
from largesse.profiles.schemas import Identifier
from largesse.promotions.needs import Need, NeedAudience, NeedEvents, NeedOrders, NeedPoints, OrderHistory
from largesse.redemptions.asking.asked import NEWCOMER


def newcomer(named: Identifier | None, now: datetime) -> ProfileFacts | None:
    """A customer who was named and was not found, as the profile he will have; None where an id was told."""
    if named is None or named.id is not None:
        return None
    return ProfileFacts(
        id=NEWCOMER,
        uuid=named.uuid or UUID(int=0),
        custom_id=named.custom_id,
        email=named.email,
        phone=named.phone,
        attributes={},
        tags=frozenset(),
        agreements={},
        created_at=now,
        updated_at=now,
    )


def nothing_known(needs: Collection[Need]) -> dict[Need, object]:
    """What is known of somebody who did nothing yet."""
    known: dict[Need, object] = {}
    for need in needs:
        if isinstance(need, NeedOrders):
            known[need] = OrderHistory()
        elif isinstance(need, NeedEvents | NeedPoints):
            known[need] = 0
        elif isinstance(need, NeedAudience):
            known[need] = False
    return known
