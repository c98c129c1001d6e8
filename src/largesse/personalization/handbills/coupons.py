"""What check-out handbills print under a receipt: promotions whose codes are drawn by whoever prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.core.context import Actor
from largesse.core.db import Database
from largesse.core.errors import ConflictError
from largesse.core.templates import TemplateError, compile_template
from largesse.personalization.handbills.definition import HandbillDefinition
from largesse.personalization.handbills.dispenser import Dispenser
from largesse.personalization.handbills.queries import get_handbill, get_version
from largesse.personalization.ranking import BasketItem
from largesse.promotions.definition import Definition


@dataclass(frozen=True, slots=True)
class Coupon:
    """A promotion to print; its code is of its pool, or (no pool) the one that everybody has."""

    promotion_id: UUID
    place: int
    name: str
    template: str
    definition: Definition
    pool_id: UUID | None
    code: str | None

    def printed(self, code: str) -> str:
        """The text with the code in it; ConflictError `printout_failed` for what the template cannot do."""
        display = self.definition.display
        ends_at = self.definition.ends_at
        values = {
            "code": code,
            "name": self.name,
            "headline": display.headline,
            "description": display.description,
            "ends_at": ends_at.isoformat() if ends_at else "",
            "params": display.params,
            "place": self.place,
        }
        try:
            return compile_template(self.template).render(values)
        except TemplateError as error:
            raise ConflictError(
                "printout_failed", f"The printout cannot be written: {error}. Mend the handbill's template."
            ) from error


async def coupons_of(
    database: Database,
    dispenser: Dispenser,
    actor: Actor,
    handbill_id: UUID,
    profile_id: int,
    *,
    basket: Sequence[BasketItem] = (),
) -> list[Coupon]:
    """What is printed for a customer: the set of a check-out handbill; of a stranger the basket decides.

    As `Dispenser.read` fails; ConflictError `handbill_not_printed` for another type.
    """
    async with database.context(actor.workspace_id, actor=actor) as ctx:
        row = await get_handbill(ctx, handbill_id)
        if row.type != "check_out":
            raise ConflictError(
                "handbill_not_printed",
                f"The handbill is of the type {row.type}. Only check_out is printed under receipts.",
            )
    found = await dispenser.read(actor, handbill_id, profile_id, basket=basket)
    shop = await dispenser.shop(actor.workspace_id)
    async with database.context(actor.workspace_id, actor=actor) as ctx:
        stored = (await get_version(ctx, handbill_id, found.version)).definition
    template = HandbillDefinition.model_validate(stored).printout or ""
    coupons = []
    for pick in found.picks:
        if shop.book.statuses.get(pick.promotion_id) != "active":
            continue
        definition = shop.book.promotions[pick.promotion_id].definition
        coupons.append(
            Coupon(
                promotion_id=pick.promotion_id,
                place=pick.place,
                name=shop.offered[pick.promotion_id].name,
                template=template,
                definition=definition,
                pool_id=definition.access.own_pool(),
                code=definition.access.own_code(),
            )
        )
    return coupons
