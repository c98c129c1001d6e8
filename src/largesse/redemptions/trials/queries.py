"""Tries a draft on a cart, among the promotions of today. Nothing is written."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.errors import NotFoundError, RetryLaterError
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate import Compiled
from largesse.promotions.models import PromotionVersion
from largesse.promotions.queries import get_promotion
from largesse.promotions.shelf import Shelf
from largesse.promotions.stored import read_definition
from largesse.redemptions.asking.asked import Asked
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.back_tests.jobs import for_everybody, with_promotion
from largesse.redemptions.trials.schemas import TrialInput
from largesse.redemptions.validations.queries import requester_of

DRAFT: Final = 0


@dataclass(frozen=True, slots=True)
class Tried:
    """A promotion to be tried, as it is stored or as the caller has it."""

    name: str
    version: int
    definition: Definition


async def find_tried(ctx: Context, promotion_id: UUID, trial: TrialInput) -> Tried:
    """What is to be tried; NotFoundError for the promotion or its version."""
    row = await get_promotion(ctx, promotion_id)
    if trial.definition is not None:
        return Tried(row.name, DRAFT, trial.definition)
    if trial.version is None:
        return Tried(row.name, DRAFT, read_definition(row.draft))
    version = await ctx.db.get(PromotionVersion, (ctx.workspace_id, promotion_id, trial.version))
    if version is None:
        raise NotFoundError(
            "promotion_version_not_found", f"The promotion {promotion_id} has no version {trial.version}."
        )
    return Tried(row.name, trial.version, read_definition(version.definition))


async def try_promotion(
    ctx: Context, database: Database, shelf: Shelf, promotion_id: UUID, trial: TrialInput
) -> Asked:
    """What the cart would get if the promotion were published, and everybody knew its code and was given it.

    NotFoundError; RetryLaterError when the promotions of the workspace change all the time.
    """
    tried = await find_tried(ctx, promotion_id, trial)
    book = await shelf.book(ctx.workspace_id)
    definition = for_everybody(tried.definition).model_copy(
        update={"starts_at": tried.definition.starts_at, "ends_at": tried.definition.ends_at}
    )
    promotion = Compiled(
        id=promotion_id,
        campaign_id=None,
        version=tried.version,
        name=tried.name,
        definition=definition,
        currency=definition.currency or book.currency,
        zone=_zone(definition.zone) or book.zone,
    )
    question = Question(
        workspace_id=ctx.workspace_id,
        codes=tuple(trial.codes),
        customer=trial.customer,
        cart=trial.cart,
        requester=requester_of(ctx.actor),
        now=trial.what_if or ctx.now,
        explain_all=True,
    )
    # A desk of its own: that of the process keeps the book it has open.
    asked = await Desk(database, shelf).ask_by(with_promotion(book, promotion), question)
    if isinstance(asked, int):
        raise RetryLaterError(
            "promotions_busy", "The promotions changed under this request. Repeat it.", retry_after=1
        )
    return asked


def _zone(name: str | None) -> ZoneInfo | None:
    """The zone; none where a draft names one that does not exist, which its check tells."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
