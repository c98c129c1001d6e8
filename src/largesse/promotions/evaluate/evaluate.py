"""The whole question: which promotions a cart gets, and what they do to it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from largesse.promotions.cart import Cart
from largesse.promotions.evaluate.candidates import applied_candidate, lost_candidate
from largesse.promotions.evaluate.choosers import CHOOSERS, take_all
from largesse.promotions.evaluate.decision import Decision, LineResult
from largesse.promotions.evaluate.offer import Chooser, Offer, Policy, Visit
from largesse.promotions.evaluate.reckon import NO_ELIGIBLE_ITEMS, Entry, Rank, Standing, rank_of
from largesse.promotions.evaluate.screen import screen
from largesse.promotions.evaluate.stack import Loss, Stack
from largesse.promotions.verdicts import Verdict

Losses = dict[Rank, tuple[Offer, Loss]]


def evaluate(
    visit: Visit,
    offers: Sequence[Offer],
    policy: Policy,
    *,
    explain_all: bool = False,
    explain_applied: bool = True,
) -> Decision:
    """What the cart gets, always reckoned from zero; the order of offers and lines does not matter.

    Promotions act lane by lane; those by which the customer pays (gift cards, points) act after all others.
    Of promotions asked for by a code the answer always tells; of others only where they apply, or with
    `explain_all`. Why those apply that do is reckoned with `explain_applied` only.
    docs/explanation/stacking.md tells how they stand together.
    """
    entries: dict[Rank, Entry] = {}
    losses: Losses = {}
    for offer in offers:
        told = explain_all or offer.code is not None
        found = _admit(offer, visit, told=told)
        if isinstance(found, Entry):
            entries[found.rank] = found
        elif told:
            losses[rank_of(offer)] = offer, Loss(found)
    stack = _choose(visit, entries.values(), policy)
    losses |= stack.losses
    if policy.all_or_nothing:
        _withdraw(stack, losses)
    return _decision(visit.cart, stack, losses, explain_applied=explain_applied)


def _admit(offer: Offer, visit: Visit, *, told: bool) -> Entry | Verdict:
    """The offer with the lines it may act on, or why the cart cannot have it whatever the rules say."""
    refusal = screen(offer, visit)
    if refusal is not None:
        return refusal
    promotion, lines = offer.promotion, visit.cart.lines
    if promotion.terms.all_open:
        opened = (True,) * len(lines)
    else:
        selection = promotion.definition.items
        opened = tuple([selection.holds(line) for line in lines])
    if promotion.terms.needs_lines and True not in opened:
        return NO_ELIGIBLE_ITEMS
    return Entry(offer, promotion, opened, rank_of(offer), told)


def _choose(visit: Visit, entries: Iterable[Entry], policy: Policy) -> Stack:
    """Those that stand together, or one that stands alone if that saves more; then the payments."""
    discounts: list[Entry] = []
    alone: list[Entry] = []
    payments: list[Entry] = []
    for entry in entries:
        if entry.promotion.definition.stacking.exclusive:
            alone.append(entry)
        elif entry.promotion.terms.spends:
            payments.append(entry)
        else:
            discounts.append(entry)
    together = _play(visit, discounts, policy)
    stack = _prefer(together, [_play(visit, [entry], policy) for entry in alone])
    sole = stack.applied[0].entry.promotion if stack.applied else None
    if sole is not None and sole.definition.stacking.exclusive and sole.terms.spends:
        for entry in payments:
            stack.lose(entry, Loss(None, "not_stackable", sole.id))
    else:
        take_all(stack, payments)
    return stack


def _play(visit: Visit, entries: Sequence[Entry], policy: Policy) -> Stack:
    """The lanes, one after the other."""
    stack = Stack(visit, policy.most, Standing(visit.cart.amounts, visit.cart.shipping))
    choosers: dict[str, Chooser] = {"pre": policy.pre, "default": policy.default, "post": policy.post}
    for lane, chooser in choosers.items():
        inside = [entry for entry in entries if entry.promotion.definition.stacking.lane == lane]
        if inside:
            CHOOSERS[chooser](stack, inside)
    return stack


def _prefer(together: Stack, alone: Sequence[Stack]) -> Stack:
    """Whichever saves the customer most; among equals those that stand together."""
    contenders = [stack for stack in alone if stack.applied]
    best = min(contenders, key=lambda stack: (-stack.worth, stack.applied[0].entry.rank), default=None)
    if best is None or (together.applied and together.worth >= best.worth):
        chosen = together
    else:
        chosen = best
        _send_away(together, best)
    for stack in alone:
        chosen.losses |= stack.losses
    winner = max(chosen.applied, key=lambda attempt: attempt.worth, default=None)
    if winner is not None:
        chosen.pass_over([stack.applied[0] for stack in contenders if stack is not chosen], winner)
    return chosen


def _send_away(together: Stack, best: Stack) -> None:
    """Notes of all that stood together that they may not stand beside the exclusive one."""
    beside = best.applied[0].entry.promotion.id
    for rank, (offer, loss) in together.losses.items():
        own = loss.verdict is not None
        best.losses[rank] = offer, loss if own else replace(loss, reason="not_stackable", beside=beside)
    for attempt in together.applied:
        best.lose(attempt.entry, Loss(None, "not_stackable", beside, attempt))


def _withdraw(stack: Stack, losses: Losses) -> None:
    """Takes back everything where a promotion that was asked for by a code does not apply."""
    refused = min((rank for rank, (offer, _) in losses.items() if offer.code is not None), default=None)
    if refused is None:
        return
    beside = losses[refused][0].promotion.id
    for attempt in stack.applied:
        if attempt.entry.told:
            loss = Loss(None, "all_or_nothing", beside, attempt)
            losses[attempt.entry.rank] = attempt.entry.offer, loss
    cart = stack.visit.cart
    stack.applied, stack.standing = [], Standing(cart.amounts, cart.shipping)


def _decision(cart: Cart, stack: Stack, losses: Losses, *, explain_applied: bool) -> Decision:
    candidates = [applied_candidate(attempt, explained=explain_applied) for attempt in stack.applied]
    candidates += [lost_candidate(*losses[rank]) for rank in sorted(losses)]
    return Decision(
        candidates=tuple(candidates),
        lines=tuple(
            [
                LineResult(line.id, line.amount, line.amount - left)
                for line, left in zip(cart.lines, stack.standing.amounts, strict=True)
            ]
        ),
        shipping_initial=cart.shipping,
        shipping_discount=cart.shipping - stack.standing.shipping,
    )
