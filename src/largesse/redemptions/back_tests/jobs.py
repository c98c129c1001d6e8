"""Runs back-tests: orders of the past, one by one, through the promotions of today and the tested one."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import RowMapping, text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import NotFoundError
from largesse.core.jobs import Handler, RunningJob, start_job
from largesse.profiles.schemas import Identifier
from largesse.promotions.access import Automatic
from largesse.promotions.book import Book
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate import Compiled
from largesse.promotions.facts import Requester
from largesse.promotions.models import PromotionVersion
from largesse.promotions.queries import get_promotion
from largesse.promotions.shelf import Shelf
from largesse.promotions.stored import read_definition
from largesse.redemptions.asking.asked import Asked
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.back_tests.schemas import BackTestInput
from largesse.redemptions.back_tests.score import PastOrder, Score, read_score
from largesse.redemptions.commands.guards import Counter, Subject, guards_of

KIND: Final = "back_test_promotion"
CHUNK: Final = 100
# The book of a test is never outdated.
LAST_BOOK: Final = 2**62
NOBODY: Final = Requester(kind="system", id="back-test")
ORDERS: Final = (
    "select id, profile_id, at, currency, total, discount, cart from orders where workspace_id = :workspace"
    " and at >= :since and at < :until and (at, id) > (:at, :id) order by at, id limit :limit"
)
COUNT: Final = "select count(*) from orders where workspace_id = :workspace and at >= :since and at < :until"


async def start_back_test(ctx: Context, promotion_id: UUID, test: BackTestInput) -> UUID:
    """Starts the job that tries a promotion on past orders; NotFoundError for it or its version.

    The draft is taken as it stands now, whatever becomes of it while the job runs.
    """
    row = await get_promotion(ctx, promotion_id)
    stored: object = row.draft
    if test.version is not None:
        version = await ctx.db.get(PromotionVersion, (ctx.workspace_id, promotion_id, test.version))
        if version is None:
            raise NotFoundError(
                "promotion_version_not_found",
                f"The promotion {promotion_id} has no version {test.version}.",
            )
        stored = version.definition
    span = {"since": test.since, "until": test.until}
    total = await ctx.db.scalar(text(COUNT), {"workspace": ctx.workspace_id, **span})
    record(ctx, "promotion.back_tested", object_type="promotion", object_id=promotion_id)
    return await start_job(
        ctx,
        KIND,
        args={
            "promotion_id": str(promotion_id),
            "name": row.name,
            "version": test.version or 0,
            "definition": stored,
            "since": test.since.isoformat(),
            "until": test.until.isoformat(),
        },
        object_id=str(promotion_id),
        total=total,
    )


def back_test_jobs(*, chunk: int = CHUNK) -> dict[str, Handler]:
    """The handler; `chunk` is how many orders go into one step."""

    async def run(job: RunningJob) -> JsonObject:
        return await _run(job, chunk)

    return {KIND: run}


async def _run(job: RunningJob, chunk: int) -> JsonObject:
    """Tries the orders one after the other; begins again where a killed worker left off."""
    test = await _Test.of(job)
    while True:
        rows = await _read(job, chunk)
        for row in rows:
            await test.try_order(row)
        async with job.step() as ctx:
            if rows:
                left = {"at": rows[-1]["at"].isoformat(), "id": rows[-1]["id"]}
                await job.learn(ctx, {"score": asdict(test.score), "left": left})
            await job.save(
                ctx,
                done=job.done + len(rows),
                total=job.total,
                progress={"orders": test.score.orders, "winners": test.score.winners},
            )
        if len(rows) < chunk:
            return test.score.result()


async def _read(job: RunningJob, chunk: int) -> Sequence[RowMapping]:
    since, until = (datetime.fromisoformat(str(job.args[name])) for name in ("since", "until"))
    left: Any = job.args.get("left") or {"at": since.isoformat(), "id": ""}
    async with job.database.context(job.workspace_id) as ctx:
        rows = await ctx.db.execute(
            text(ORDERS),
            {
                "workspace": job.workspace_id,
                "since": since,
                "until": until,
                "at": datetime.fromisoformat(left["at"]),
                "id": left["id"],
                "limit": chunk,
            },
        )
        return rows.mappings().all()


class _Test:
    """A promotion among those of today, and what it did so far."""

    def __init__(self, desk: Desk, book: Book, promotion: Compiled, score: Score) -> None:
        self._desk = desk
        self._book = book
        self._promotion = promotion
        self.score = score

    @classmethod
    async def of(cls, job: RunningJob) -> "_Test":
        """The test of a job, as far as it came."""
        shelf = Shelf(job.database)
        book = await shelf.book(job.workspace_id)
        definition = read_definition(job.args["definition"])
        promotion = Compiled(
            id=UUID(str(job.args["promotion_id"])),
            campaign_id=None,
            version=int(str(job.args["version"])),
            name=str(job.args["name"]),
            definition=for_everybody(definition),
            currency=definition.currency or book.currency,
            zone=_zone(definition, book),
        )
        stored: Any = job.args.get("score")
        score = read_score(stored) if stored else Score()
        return cls(Desk(job.database, shelf), with_promotion(book, promotion), promotion, score)

    async def try_order(self, row: RowMapping) -> None:
        """Lets the order of the past be decided by the promotions of today."""
        try:
            cart = CartInput.model_validate(row["cart"])
        except ValidationError:
            self.score.unreadable += 1
            return
        question = Question(
            workspace_id=self._book.workspace_id,
            codes=(),
            customer=Identifier(id=row["profile_id"]) if row["profile_id"] else None,
            cart=cart,
            requester=NOBODY,
            now=row["at"],
            explain_all=True,
        )
        asked = await self._desk.ask_by(self._book, question, tally=self._tally)
        if isinstance(asked, Asked):
            order = PastOrder(row["id"], row["at"], row["currency"], row["total"], row["discount"])
            self.score.count(order, asked.decision, self._promotion.id)
            self._use(asked)

    def _tally(self, counter: Counter) -> int:
        """Limits of the tested promotion fill up order by order; those of others are taken to have room."""
        return self.score.tally(counter) if counter.key.startswith(str(self._promotion.id)) else 0

    def _use(self, asked: Asked) -> None:
        visit = asked.visit
        subject = Subject(visit.cart, visit.now, customer_id=visit.customer_id, requester=visit.requester)
        for candidate in asked.decision.applied:
            if candidate.promotion_id == self._promotion.id:
                self.score.use(guards_of(self._promotion, candidate, self._book, subject))


def for_everybody(definition: Definition) -> Definition:
    """The definition as if it had run at the time, everybody had known its code and had been given it."""
    audience = "members" if definition.audience in ("handbill", "custom") else definition.audience
    return definition.model_copy(
        update={
            "access": Automatic(),
            "audience": audience,
            "activation": None,
            "starts_at": None,
            "ends_at": None,
        }
    )


def with_promotion(book: Book, promotion: Compiled) -> Book:
    """The book with this promotion in it, active."""
    return replace(
        book,
        number=LAST_BOOK,
        promotions={**book.promotions, promotion.id: promotion},
        statuses={**book.statuses, promotion.id: "active"},
    )


def _zone(definition: Definition, book: Book) -> ZoneInfo:
    return ZoneInfo(definition.zone) if definition.zone else book.zone
