"""Publishes drafts of handbills as versions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError
from largesse.core.jobs import objects_at_work, start_job
from largesse.events.commands import emit
from largesse.personalization.experiments.buckets import Layout, lay_out
from largesse.personalization.handbills.candidates import eligible
from largesse.personalization.handbills.commands.handbills import check_not_archived, move
from largesse.personalization.handbills.definition import WHOLE, HandbillDefinition, HandbillSlot
from largesse.personalization.handbills.dispenser import Shop
from largesse.personalization.handbills.models import Handbill, HandbillVersion
from largesse.personalization.handbills.offered import Offered
from largesse.personalization.handbills.queries import get_handbill, get_version, view_handbill
from largesse.personalization.handbills.schemas import HandbillProblem, HandbillPublicationView

PRECOMPUTE: Final = "precompute_handbill"


async def publish(ctx: Context, handbill_id: UUID, shop: Shop) -> HandbillPublicationView:
    """Makes the draft the version that new sets follow, and starts the job that makes them for everybody.

    A draft that was published before makes no other version. Sets that customers have stay until they end.
    NotFoundError; ConflictError `handbill_not_publishable` with the problems, `handbill_archived`.
    """
    row = await get_handbill(ctx, handbill_id, lock=True)
    check_not_archived(row)
    definition = HandbillDefinition.model_validate(row.definition)
    found = list(problems_of(row, definition, shop))
    problems = [problem for problem in found if not problem.is_warning]
    if problems:
        raise ConflictError(
            "handbill_not_publishable",
            f"The handbill cannot be published: {len(problems)} problems, the first: {problems[0].message}",
            facts={"problems": [problem.model_dump() for problem in problems]},
        )
    is_new = await _add_version(ctx, row, definition)
    await move(ctx, row, "published")
    await ctx.db.flush()
    if is_new:
        await emit(ctx, "handbill.published", {"handbill_id": row.id, "version": row.published_version})
    job_id = await precompute_in_time(ctx, row, definition, shop)
    view = await view_handbill(ctx, handbill_id)
    return HandbillPublicationView(**view.model_dump(), warnings=found, job_id=job_id)


async def start_precomputation(ctx: Context, handbill_id: UUID) -> UUID:
    """Starts the job that makes sets for all customers.

    NotFoundError; ConflictError `handbill_not_published`, `precomputation_running`.
    """
    row = await get_handbill(ctx, handbill_id, lock=True)
    if row.status != "published":
        raise ConflictError(
            "handbill_not_published",
            f"The handbill is {row.status}, and offers nothing. Publish it first.",
            facts={"handbill_status": row.status},
        )
    if str(handbill_id) in await objects_at_work(ctx, [PRECOMPUTE]):
        raise ConflictError(
            "precomputation_running", "Sets of this handbill are made already. Wait for that job."
        )
    record(ctx, "handbill.precomputed", object_type="handbill", object_id=handbill_id)
    return await start_job(
        ctx, PRECOMPUTE, args={"handbill_id": str(handbill_id)}, object_id=str(handbill_id)
    )


async def precompute_in_time(
    ctx: Context, row: Handbill, definition: HandbillDefinition, shop: Shop
) -> UUID | None:
    """Starts the job if sets can be made now, and notes when that is so again; None when it did not."""
    wanted = definition.precompute and row.type != "check_out"
    if not wanted or definition.activity.is_over(ctx.now, shop.book.zone):
        row.precompute_at = None
        return None
    period = definition.activity.period(ctx.now, shop.book.zone)
    if period is None:
        row.precompute_at = definition.activity.next_begin(ctx.now, shop.book.zone)
        return None
    row.precompute_at = period.ends_at
    if str(row.id) in await objects_at_work(ctx, [PRECOMPUTE]):
        return None
    return await start_job(ctx, PRECOMPUTE, args={"handbill_id": str(row.id)}, object_id=str(row.id))


def problems_of(row: Handbill, definition: HandbillDefinition, shop: Shop) -> Iterator[HandbillProblem]:
    """What keeps the draft from being published, and (as warnings) what may not be meant."""
    total = sum(variant.share for variant in definition.variants) + definition.control_share
    if total != WHOLE:
        message = f"Shares of variants and control group must be {WHOLE} together; they are {total}."
        yield _problem("shares_not_whole", "/variants", message)
    if row.type == "check_out" and definition.printout is None:
        yield _problem("printout_missing", "/printout", "Check-out needs the text that is printed.")
    if definition.selection == "manual" and not definition.promotions:
        yield _problem("promotions_missing", "/promotions", "A manual selection needs promotions.")
    places: list[tuple[str, Sequence[HandbillSlot]]] = [
        (f"/variants/{place}/slots", variant.slots)
        for place, variant in enumerate(definition.variants)
        if variant.slots is not None
    ]
    if len(places) < len(definition.variants):
        places.insert(0, ("/slots", definition.slots))
    candidates = eligible(shop.offered, definition, shop.book, printed=row.type == "check_out")
    for pointer, slots in places:
        yield from _problems_of_slots(pointer, slots, candidates, shop.offered)


def _problems_of_slots(
    pointer: str,
    slots: Sequence[HandbillSlot],
    candidates: Mapping[UUID, Offered],
    offered: Mapping[UUID, Offered],
) -> Iterator[HandbillProblem]:
    if not slots:
        yield _problem("slots_missing", pointer, "There is no slot, so there is nothing to offer. Add one.")
    used = frozenset[str]().union(*(found.tags for found in offered.values()))
    for place, slot in enumerate(slots):
        unknown = sorted((slot.filter.named_tags() if slot.filter else frozenset()) - used)
        if unknown:
            message = f"No published promotion has the tags {', '.join(unknown)}."
            yield _problem("tags_unknown", f"{pointer}/{place}/filter", message, is_warning=True)
        fitting = sum(slot.takes(promotion) for promotion in candidates.values())
        if fitting < slot.count:
            message = f"{fitting} promotions fit this slot, which has {slot.count} places."
            yield _problem("few_candidates", f"{pointer}/{place}", message, is_warning=True)


def _problem(code: str, pointer: str, message: str, *, is_warning: bool = False) -> HandbillProblem:
    return HandbillProblem(code=code, message=message, pointer=pointer, is_warning=is_warning)


async def _add_version(ctx: Context, row: Handbill, definition: HandbillDefinition) -> bool:
    """Whether the draft was another one than the version published last."""
    latest = None
    if row.published_version is not None:
        latest = await get_version(ctx, row.id, row.published_version)
        if latest.definition == row.definition:
            return False
    number = latest.version + 1 if latest else 1
    layout = lay_out(definition.shares(), Layout.load(latest.layout) if latest else None)
    written: list[JsonObject] = layout.dump()
    ctx.db.add(
        HandbillVersion(
            workspace_id=ctx.workspace_id,
            handbill_id=row.id,
            version=number,
            definition=row.definition,
            layout=written,
            published_at=ctx.now,
            published_by=ctx.actor.label,
        )
    )
    row.published_version, row.updated_at = number, ctx.now
    record(ctx, "handbill.published", object_type="handbill", object_id=row.id, after={"version": number})
    return True
