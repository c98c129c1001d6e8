"""What a customer could use now, best first: every promotion looked at as if it were the only one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, get_args
from uuid import UUID

from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.errors import InvalidError
from largesse.profiles.schemas import Identifier
from largesse.promotions.access import GenericCode
from largesse.promotions.book import Book
from largesse.promotions.evaluate import Candidate, Decision, Offer, Visit
from largesse.promotions.facts import Facts, Requester
from largesse.promotions.rules import LeafRule
from largesse.promotions.rules.rule import Rule
from largesse.promotions.tree import explain
from largesse.promotions.verdicts import Verdict
from largesse.redemptions.asking.desk import Books, Desk, Question
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.qualifications.schemas import QualificationPage, QualificationView
from largesse.redemptions.validations.queries import view_grant, view_value
from largesse.redemptions.validations.schemas import PromotionName

MOST_CODES: Final = 200
# What is asked before any rule, and goes by the cart alone.
CART_REASONS: Final = ("no_eligible_items", "no_effect", "items_required", "amount_required")
CART_GROUPS: Final = ("order", "product")
HELD: Final = (
    "select c.code, coalesce(c.display, c.code) as shown from assignments a"
    " join codes c on c.workspace_id = a.workspace_id and c.pool_id = a.pool_id and c.position = a.position"
    " where a.workspace_id = :workspace"
    " and a.profile_id = profiles_find(:workspace, :kind, :value) and c.state = 2"
    " and a.pool_id = any (cast(:pools as uuid[])) and coalesce(c.expires_at, c.valid_until) > :now"
    " order by coalesce(c.expires_at, c.valid_until), c.code limit :limit"
)
BOOK: Final = "select book from promotion_settings where workspace_id = :workspace"
GIVEN: Final = (
    "select p.promotion_id from promotion_profiles p where p.workspace_id = :workspace"
    " and p.profile_id = profiles_find(:workspace, :kind, :value) and p.state in (1, 2)"
    " and p.promotion_id = any (cast(:promotions as uuid[]))"
)


class Qualifier:
    """Answers what customers could use, in one process."""

    def __init__(self, database: Database, shelf: Books, desk: Desk) -> None:
        self._database = database
        self._shelf = shelf
        self._desk = desk

    async def qualify(
        self,
        workspace_id: UUID,
        customer: Identifier | None,
        cart: CartInput | None,
        *,
        requester: Requester,
        now: datetime,
        limit: int,
        cursor: str | None = None,
    ) -> QualificationPage:
        """A page of what the customer could use with the cart, or (None) before there is anything in it.

        Automatic promotions, his codes, and codes of promotions he was given or activated; those that apply
        first, the largest discount before others, then those for which the cart lacks least. InvalidError for
        a cursor that is none.
        """
        book = await self._newest_book(workspace_id)
        codes = await self._codes(book, customer, now) if customer is not None else {}
        question = Question(
            workspace_id,
            tuple(codes),
            customer,
            cart or CartInput(),
            requester,
            now,
            explain_all=True,
        )
        found = [
            view
            for offer, visit, decision in await self._desk.ask_each(question)
            if _is_shown(book, offer, now) and (view := _view(offer, visit, decision, codes)) is not None
        ]
        found.sort(key=_rank)
        start = _read_cursor(cursor)
        more = len(found) > start + limit
        return QualificationPage(
            items=found[start : start + limit],
            has_more=more,
            next_cursor=str(start + limit) if more else None,
        )

    async def _newest_book(self, workspace_id: UUID) -> Book:
        async with self._database.session(workspace_id) as session:
            number = await session.scalar(text(BOOK), {"workspace": workspace_id})
        return await self._shelf.book(workspace_id, at_least=number or 0)

    async def _codes(self, book: Book, customer: Identifier, now: datetime) -> dict[str, str]:
        """His codes, and generic codes of promotions he was given or activated, with how they are shown."""
        generic = {
            promotion_id: code
            for code, promotion_id in book.by_code.items()
            if isinstance(book.promotions[promotion_id].definition.access, GenericCode)
        }
        kind, value = customer.pair()
        named: dict[str, object] = {"workspace": book.workspace_id, "kind": kind, "value": value}
        async with self._database.session(book.workspace_id) as session:
            held = await session.execute(
                text(HELD), {**named, "pools": list(book.by_pool), "now": now, "limit": MOST_CODES}
            )
            codes = {row.code: row.shown for row in held}
            given = await session.scalars(text(GIVEN), {**named, "promotions": list(generic)})
            for promotion_id in given.all():
                access = book.promotions[promotion_id].definition.access
                if isinstance(access, GenericCode):
                    codes[generic[promotion_id]] = access.code
            return codes


def _view(
    offer: Offer, visit: Visit, decision: Decision, codes: Mapping[str, str]
) -> QualificationView | None:
    """The promotion as an offer; None where it is not this customer's, or not now."""
    [candidate] = decision.candidates or (None,)
    if candidate is None:
        return None
    applies = candidate.outcome == "applicable"
    told = None if applies else _verdict(offer, visit, candidate)
    if not applies and not _lacks_only_cart(candidate, told):
        return None
    definition = offer.promotion.definition
    display = definition.display
    return QualificationView(
        outcome="applicable" if applies else "missing",
        source="automatic" if offer.code is None else "code",
        code=codes.get(offer.code.code, offer.code.code) if offer.code is not None else None,
        promotion=PromotionName(id=offer.promotion.id, name=display.name or offer.promotion.name),
        headline=display.headline,
        description=display.description,
        images=[str(image.url) for image in display.images],
        params=display.params,
        ends_at=definition.ends_at,
        discount=candidate.discount,
        grants=[view_grant(grant) for grant in candidate.grants],
        reason=told.reason or candidate.reason if told else candidate.reason or None,
        message=told.message if told else None,
        needed=view_value(told.needed) if told else None,
        missing=told.missing if told else None,
    )


def _is_shown(book: Book, offer: Offer, now: datetime) -> bool:
    """A promotion without a code is shown within its display window, and not while it is hidden."""
    if offer.code is not None:
        return True
    display = offer.promotion.definition.display
    return (
        book.statuses.get(offer.promotion.id) != "hidden"
        and (display.starts_at is None or display.starts_at <= now)
        and (display.ends_at is None or now < display.ends_at)
    )


def _verdict(offer: Offer, visit: Visit, candidate: Candidate) -> Verdict | None:
    """Why it does not apply. Without an article it is good for, its rules were not asked: they are now."""
    rules = offer.promotion.definition.rules
    verdict = candidate.verdict
    if rules is None or verdict is None or verdict.reason != "no_eligible_items":
        return verdict
    asked = explain(
        rules,
        Facts(
            now=visit.now,
            zone=offer.promotion.zone,
            cart=visit.cart,
            amounts=visit.cart.amounts,
            customer_id=visit.customer_id,
            customer=visit.customer,
            code=offer.code,
            requester=visit.requester,
            uses=offer.uses,
            promotion_id=offer.promotion.id,
            known=visit.known,
        ),
    )
    return verdict if asked.passed else asked


def _lacks_only_cart(candidate: Candidate, verdict: Verdict | None) -> bool:
    """Whether another cart of the same customer, at this moment, could have it."""
    if verdict is None or verdict.passed:
        return candidate.reason in CART_REASONS
    return could_hold(verdict)


def could_hold(verdict: Verdict) -> bool:
    """Whether a rule that fails could hold with another cart: all that is in the way are rules on carts."""
    if verdict.passed:
        return True
    if verdict.reason == "rule_excluded" and verdict.rule == "not":
        return _is_of_cart(str(verdict.observed))
    if verdict.rule == "any":
        return any(could_hold(part) for part in verdict.parts)
    if verdict.parts:
        return all(could_hold(part) for part in verdict.parts)
    if verdict.rule:
        return _is_of_cart(verdict.rule)
    return verdict.reason in CART_REASONS


def _is_of_cart(rule: str) -> bool:
    return GROUPS.get(rule) in CART_GROUPS


def _groups(union: object) -> Iterable[tuple[str, str]]:
    for member in get_args(union) or (union,):
        if isinstance(member, type) and issubclass(member, Rule):
            yield str(member.model_fields["type"].default), member.group
        elif get_args(member):
            yield from _groups(member)


GROUPS: Final[Mapping[str, str]] = dict(_groups(LeafRule))


def _rank(view: QualificationView) -> tuple[object, ...]:
    return (
        view.outcome != "applicable",
        -view.discount,
        not view.grants,
        view.missing is None,
        view.missing or 0,
        view.promotion.name,
        str(view.promotion.id),
        view.code or "",
    )


def _read_cursor(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdecimal()):
        raise InvalidError(
            "invalid_cursor", "Hand back `next_cursor` of the page before.", pointer="/query/cursor"
        )
    return int(cursor)
