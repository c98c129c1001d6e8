"""Redeems a promotion by its name, without a cart: the basket was priced before, now its use is counted."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from largesse.core.db import Database
from largesse.core.errors import ConflictError
from largesse.core.http import Caller
from largesse.profiles.schemas import Identifier
from largesse.promotions.access import Automatic
from largesse.promotions.book import Book
from largesse.promotions.definition import Definition, Stores
from largesse.promotions.facts import Requester
from largesse.promotions.imports.fields import KEY
from largesse.promotions.selection import Selection
from largesse.redemptions.asking.asked import Asked
from largesse.redemptions.asking.desk import Books, Desk, Question
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.commands.ends import roll_back_whole
from largesse.redemptions.commands.redeemer import Redeemer
from largesse.redemptions.commands.wishes import Result, Wish
from largesse.redemptions.validations.queries import view_validation

NOTHING: Final = CartInput.model_validate({"items": [{"sku": KEY, "price": 0}]})


@dataclass(frozen=True, slots=True)
class NamedUse:
    """Which promotion, whose, how often, and under which Idempotency-Key."""

    promotion_id: UUID
    profile_id: int
    quantity: int
    key: str | None = None
    digest: bytes | None = None


class NamedDesk(Desk):
    """A desk that knows one promotion only, and looks at everything about it but the cart."""

    def __init__(self, database: Database, books: Books, promotion_id: UUID) -> None:
        super().__init__(database, NamedBooks(books, promotion_id))
        self._promotion_id = promotion_id

    async def ask(self, question: Question, *, promotions: Collection[UUID] | None = None) -> Asked:  # noqa: ARG002
        """What stands against it: its status, dates, activation, audience and limits."""
        return await super().ask(replace(question, explain_all=True), promotions=[self._promotion_id])


class NamedBooks:
    """Books with one promotion, which asks nothing of a cart and gives what it gives without one."""

    def __init__(self, books: Books, promotion_id: UUID) -> None:
        self._books = books
        self._promotion_id = promotion_id

    async def book(self, workspace_id: UUID, *, at_least: int = 0) -> Book:
        """The workspace's book, cut down to the promotion."""
        book = await self._books.book(workspace_id, at_least=at_least)
        named = {
            promotion_id: replace(promotion, definition=_without_cart(promotion.definition))
            for promotion_id, promotion in book.promotions.items()
            if promotion_id == self._promotion_id
        }
        return replace(book, promotions=named, by_code={}, by_pool={})


async def redeem_named(caller: Caller, books: Books, use: NamedUse) -> bool:
    """Redeems it so often, all or nothing; False when the same request did so before.

    ConflictError `promotion_refused` with the reason.
    """
    redeemer = Redeemer(caller.database, NamedDesk(caller.database, books, use.promotion_id))
    done: list[UUID] = []
    is_new = True
    for place in range(use.quantity):
        result = await redeemer.redeem(_wish(caller, use, place))
        if result.redemption_id is None:
            await _take_back(caller, done)
            raise _refused(result)
        if result.outcome == "done":
            done.append(result.redemption_id)
        is_new = is_new and result.outcome == "done"
    return is_new


def _without_cart(definition: Definition) -> Definition:
    stacking = definition.stacking.model_copy(update={"zero_effect": "apply", "exclusive": False})
    return definition.model_copy(
        update={
            "access": Automatic(),
            "rules": None,
            "items": Selection(),
            "stores": Stores(),
            "stacking": stacking,
        }
    )


def _wish(caller: Caller, use: NamedUse, place: int) -> Wish:
    return Wish(
        workspace_id=caller.actor.workspace_id,
        cart=NOTHING,
        now=caller.now,
        actor=caller.actor.label,
        requester=Requester(caller.actor.kind, caller.actor.id),
        customer=Identifier(id=use.profile_id),
        key=f"{use.key}#{place}" if use.key and place else use.key,
        digest=use.digest,
        address=caller.address,
    )


async def _take_back(caller: Caller, done: list[UUID]) -> None:
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        for redemption_id in done:
            await roll_back_whole(ctx, redemption_id)


def _refused(result: Result) -> ConflictError:
    views = view_validation(result.asked).candidates
    unpublished = "promotion_inactive" if not result.asked.book.promotions else result.rejections[0].reason
    reason = next((view.reason for view in views if view.reason), unpublished)
    return ConflictError(
        "promotion_refused",
        f"The promotion was not redeemed: {reason}. The list of reasons says what to do.",
        facts={"reason": reason},
    )
