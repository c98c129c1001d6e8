"""What one promotion does to a cart as it stands: its rules, its rewards, its cap.

A cart meets hundreds of promotions: what is made for each of them is a NamedTuple, which costs a quarter of a
frozen dataclass.
"""

from dataclasses import replace
from typing import Final, NamedTuple
from uuid import UUID

from largesse.core.money import allocate, percent_of
from largesse.promotions.access import ReferralCodes
from largesse.promotions.evaluate.offer import Compiled, Offer, Visit
from largesse.promotions.facts import Facts
from largesse.promotions.rewards.effects import Effects, Grant
from largesse.promotions.rewards.reward import Basket
from largesse.promotions.tree import explain, holds
from largesse.promotions.verdicts import Verdict, failed

# Who goes first: higher priority, then what was asked for by a code, then the smaller id. No two share it.
Rank = tuple[int, bool, int, str]

# Told of promotions that nobody asked for, where only the fact that they fail is wanted.
UNTOLD: Final = Verdict(False)
NO_EFFECT: Final = failed("no_effect")
NO_ELIGIBLE_ITEMS: Final = failed("no_eligible_items")


class Entry(NamedTuple):
    """An offer that passed the screen. `open` are the lines on which it may act."""

    offer: Offer
    promotion: Compiled
    open: tuple[bool, ...]
    rank: Rank
    # Whether the answer tells about it even where it does not apply.
    told: bool

    @property
    def seat(self) -> str | UUID:
        """Of entries with the same seat one applies: of a group, or of several codes of one promotion."""
        group = self.promotion.definition.stacking.group
        if group is not None:
            return group
        if self.promotion.terms.is_gift_card and self.offer.code is not None:
            return f"{self.promotion.id}:{self.offer.code.code}"
        return self.promotion.id


class Attempt(NamedTuple):
    """What an entry would do to the cart as it stands. `paid` is what the customer pays by other means."""

    entry: Entry
    facts: Facts
    # In the cart's order; empty: nothing.
    lines: tuple[int, ...] = ()
    shipping: int = 0
    paid: int = 0
    grants: tuple[Grant, ...] = ()
    spends_points: int = 0
    spends_gift: int = 0
    units: int = 0

    @property
    def worth(self) -> int:
        """What the customer saves."""
        return sum(self.lines) + self.shipping - self.paid


class Standing(NamedTuple):
    """What lines and shipping cost at some point of the reckoning."""

    amounts: tuple[int, ...]
    shipping: int

    def after(self, attempt: Attempt) -> "Standing":
        """What is left when the attempt has acted."""
        if not attempt.lines:
            return self if not attempt.shipping else Standing(self.amounts, self.shipping - attempt.shipping)
        left = [amount - off for amount, off in zip(self.amounts, attempt.lines, strict=True)]
        return Standing(tuple(left), self.shipping - attempt.shipping)


def rank_of(offer: Offer) -> Rank:
    """Where the offer stands in the queue."""
    promotion, code = offer.promotion, offer.code
    priority = promotion.definition.stacking.priority
    return -priority, code is None, promotion.id.int, "" if code is None else code.code


def check(entry: Entry, visit: Visit, standing: Standing) -> Facts | Verdict:
    """What the rules were told, if they hold for the cart as it stands, or else why not."""
    facts = _facts(entry, visit, standing)
    rules = entry.promotion.definition.rules
    if rules is None or holds(rules, facts):
        return facts
    return explain(rules, facts) if entry.told else UNTOLD


def act(entry: Entry, facts: Facts, standing: Standing) -> Attempt | Verdict:
    """What the rewards do to the cart as it stands, or that they do nothing."""
    attempt = _apply(entry, facts, standing)
    if attempt.lines or attempt.shipping or attempt.grants or _has_silent_effect(entry):
        return attempt
    return NO_EFFECT


def bound_of(entry: Entry, initial: int, now: int, shipping: int) -> int:
    """No more than this is taken off a cart whose lines cost so much before any discount, and now."""
    base = initial if entry.promotion.definition.stacking.percent_of == "initial" else now
    return sum([reward.bound(base, now + shipping) for reward in entry.promotion.terms.rewards])


def _facts(entry: Entry, visit: Visit, standing: Standing) -> Facts:
    promotion, offer = entry.promotion, entry.offer
    return Facts(
        visit.now,
        promotion.zone,
        visit.cart,
        standing.amounts,
        visit.customer_id,
        visit.customer,
        offer.code,
        visit.requester,
        offer.uses,
        promotion.id,
        visit.known,
    )


def _apply(entry: Entry, facts: Facts, standing: Standing) -> Attempt:
    """All rewards in order, each on what the earlier ones left; the cap comes before those that spend."""
    total, capped = Attempt(entry, facts), False
    initial = entry.promotion.definition.stacking.percent_of == "initial"
    for reward in entry.promotion.terms.rewards:
        if reward.spends and not capped:
            total, capped = _cap(total, standing), True
        now = standing.after(total)
        seen = facts if now.amounts is facts.amounts else replace(facts, amounts=now.amounts)
        base = facts.cart.amounts if initial else now.amounts
        effects = reward.apply(Basket(seen, base, entry.open, now.shipping))
        total = _add(total, effects, spends=reward.spends)
    return total if capped else _cap(total, standing)


def _add(total: Attempt, effects: Effects, *, spends: bool) -> Attempt:
    lines = effects.lines if any(effects.lines) else ()
    if lines and total.lines:
        lines = tuple([one + other for one, other in zip(total.lines, lines, strict=True)])
    return Attempt(
        total.entry,
        total.facts,
        lines or total.lines,
        total.shipping + effects.shipping,
        total.paid + effects.discount if spends else total.paid,
        total.grants + effects.grants,
        total.spends_points + effects.spends_points,
        total.spends_gift + effects.spends_gift,
        total.units + effects.units,
    )


def _cap(total: Attempt, standing: Standing) -> Attempt:
    """Scales back what goes beyond `max_discount_percent` of the order, by largest remainders."""
    stacking = total.entry.promotion.definition.stacking
    if stacking.max_discount_percent is None:
        return total
    base = total.facts.cart.amounts if stacking.percent_of == "initial" else standing.amounts
    most = percent_of(sum(base), stacking.max_discount_percent)
    if sum(total.lines) + total.shipping <= most:
        return total
    *lines, shipping = allocate(most, [*total.lines, total.shipping])
    return total._replace(lines=tuple(lines) if any(lines) else (), shipping=shipping)


def _has_silent_effect(entry: Entry) -> bool:
    """Whether it is worth redeeming though the cart gets nothing."""
    definition = entry.promotion.definition
    if definition.stacking.zero_effect == "apply":
        return True
    return isinstance(definition.access, ReferralCodes) and definition.access.referrer_points > 0
