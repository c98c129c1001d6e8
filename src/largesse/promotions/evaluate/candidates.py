"""What is told about each promotion that was looked at."""

from largesse.promotions.evaluate.decision import Candidate
from largesse.promotions.evaluate.offer import Offer
from largesse.promotions.evaluate.reckon import Attempt
from largesse.promotions.evaluate.stack import Loss
from largesse.promotions.tree import explain
from largesse.promotions.verdicts import Verdict


def applied_candidate(attempt: Attempt, *, explained: bool) -> Candidate:
    """A promotion that applies, with its rules' verdict where it is `explained`."""
    offer, cart = attempt.entry.offer, attempt.facts.cart
    return Candidate(
        promotion_id=offer.promotion.id,
        campaign_id=offer.promotion.campaign_id,
        version=offer.promotion.version,
        name=offer.promotion.name,
        outcome="applicable",
        code=_code(offer),
        verdict=_explain(attempt) if explained else None,
        lines=attempt.lines or (0,) * len(cart.lines),
        shipping=attempt.shipping,
        units=_units(attempt),
        grants=attempt.grants,
        spends_points=attempt.spends_points,
        spends_gift=attempt.spends_gift,
    )


def lost_candidate(offer: Offer, loss: Loss) -> Candidate:
    """A promotion that does not apply: `inapplicable` for its own reason, `skipped` because of others."""
    verdict = loss.verdict or (_explain(loss.attempt) if loss.attempt else None)
    return Candidate(
        promotion_id=offer.promotion.id,
        campaign_id=offer.promotion.campaign_id,
        version=offer.promotion.version,
        name=offer.promotion.name,
        outcome="skipped" if loss.verdict is None else "inapplicable",
        code=_code(offer),
        reason=loss.reason if loss.verdict is None else loss.verdict.reason,
        verdict=verdict,
        beside=loss.beside,
    )


def _code(offer: Offer) -> str | None:
    return offer.code.code if offer.code is not None else None


def _explain(attempt: Attempt) -> Verdict | None:
    rules = attempt.entry.promotion.definition.rules
    return explain(rules, attempt.facts) if rules is not None else None


def _units(attempt: Attempt) -> int:
    """Units it took something off; those that two of its rewards took something off count once at most."""
    lines = attempt.facts.cart.lines
    touched = [line.units for line, off in zip(lines, attempt.lines, strict=False) if off]
    return min(attempt.units, sum(touched))
