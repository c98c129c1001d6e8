"""Enters rows of a file: each becomes a promotion, changes the one of its code, or is refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import select

from largesse.accounts.queries import get_workspace
from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.core.imports import FaultError
from largesse.core.money import exponent_of
from largesse.promotions.commands.settle import Draft, settle
from largesse.promotions.definition import Definition
from largesse.promotions.imports.coupons import as_coupon, drop_pool, fill_pool, give_pool, lacks_pool
from largesse.promotions.imports.fields import PromotionCreation, PromotionFields, Visibility
from largesse.promotions.imports.mapping import Terms
from largesse.promotions.imports.plans import Plan, plan_change, plan_new, read_fields, visibility_of
from largesse.promotions.imports.rows import ReadRow, explain
from largesse.promotions.imports.schemas import CouponWish
from largesse.promotions.models import Promotion
from largesse.promotions.queries import get_settings, versions_in_force
from largesse.promotions.schemas import PromotionStatus
from largesse.promotions.stored import read_definition, write_definition
from largesse.promotions.tags.commands import add_tags
from largesse.promotions.tags.queries import known_tags

# Which columns say what the parts of a definition say; the longest beginning of a place counts.
PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "/definition/rewards": ("discountValue", "discountType", "discountModeDetails", "details"),
    "/definition/starts_at": ("startAt",),
    "/definition/ends_at": ("expireAt", "startAt"),
    "/definition/display/starts_at": ("displayFrom", "displayTo"),
    "/definition/display/ends_at": ("displayTo", "displayFrom"),
    "/definition/access": ("voucherPool",),
    "/definition/audience_id": ("targetSegment",),
    "/definition/rules": ("targetSegment", "minBasketValue", "maxBasketValue"),
    "/definition/limits": ("redeemLimitPerClient", "redeemLimitGlobal"),
    "/definition/activation": ("activationLimitGlobalLimit", "activationLimitGlobalRelativeMinutes"),
}
# The same for a part that cannot be made of its fields, by the name of its class.
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Definition": ("expireAt", "startAt"),
    "Limit": ("redeemLimitPerClient", "redeemLimitGlobal"),
    "Activation": ("redeemQuantityPerActivation", "lastingTime", "activationLimitGlobalRelativeMinutes"),
    "Display": ("displayTo", "displayFrom", "params"),
}
NEED_VALUE: Final = frozenset({"PERCENT", "AMOUNT", "POINTS", "EXACT_PRICE"})
MONEY: Final = ("discount_value", "price", "min_basket_value", "max_basket_value")


@dataclass(frozen=True, slots=True)
class Standing:
    """A promotion as it stands; `has_changes` tells whether its draft is not what is in force."""

    row: Promotion | None
    code: str
    name: str
    note: str
    tags: list[str]
    definition: Definition
    status: PromotionStatus
    has_changes: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """What one row asks for."""

    row: ReadRow
    draft: Draft
    outcome: str
    lacks_pool: bool = False


@dataclass(slots=True)
class Importer:
    """Enters the rows of one file. Of a dry run it remembers what promotions would be like."""

    terms: Terms
    create_tags: bool = False
    dry_run: bool = False
    coupons: CouponWish | None = None
    seen: dict[str, Standing] = field(default_factory=dict)

    async def write(self, ctx: Context, rows: Sequence[ReadRow]) -> list[str | FaultError]:
        """What became of each row: `created`, `changed`, `unchanged`, or why it is refused."""
        outcomes: dict[int, str | FaultError] = {}
        missing = await self._missing_tags(ctx, rows)
        for wave in _waves(rows):
            outcomes |= await self._enter(ctx, {place: rows[place] for place in wave}, missing)
        return [outcomes[place] for place in range(len(rows))]

    async def _missing_tags(self, ctx: Context, rows: Sequence[ReadRow]) -> frozenset[str]:
        tags = {tag for row in rows for tag in _tags(row.fields)}
        missing = frozenset(tags - await known_tags(ctx, tags)) if tags else frozenset[str]()
        if missing and self.create_tags:
            if not self.dry_run:
                await add_tags(ctx, sorted(missing))
            return frozenset()
        return missing

    async def _enter(
        self, ctx: Context, rows: Mapping[int, ReadRow], missing: frozenset[str]
    ) -> dict[int, str | FaultError]:
        """Rows of different codes."""
        known = await self._standing(ctx, [row.code for row in rows.values()])
        outcomes: dict[int, str | FaultError] = {}
        steps: dict[int, _Step] = {}
        for place, row in sorted(rows.items(), key=lambda item: item[1].code):
            try:
                _check_tags(row, missing)
                step = self._step(row, known.get(row.code), ctx.now)
            except FaultError as fault:
                outcomes[place] = fault
            else:
                outcomes[place] = step.outcome
                if step.outcome != "unchanged":
                    steps[place] = step
        for place, error in (await self._settle(ctx, steps)).items():
            outcomes[place] = _blame(steps[place].row, error)
        return outcomes

    async def _settle(self, ctx: Context, steps: Mapping[int, _Step]) -> dict[int, AppError]:
        """Does all that it can; the errors of the others."""
        if not steps:
            return {}
        drafts = [await self._with_pool(ctx, step) for step in steps.values()]
        errors = await settle(ctx, drafts, dry_run=self.dry_run)
        found: dict[int, AppError] = {}
        for (place, step), draft, error in zip(steps.items(), drafts, errors, strict=True):
            if error is not None:
                found[place] = error
            elif self.dry_run:
                self.seen[draft.code] = _after(draft)
            if not self.dry_run and step.lacks_pool and self.coupons is not None:
                if error is None:
                    await fill_pool(ctx, draft.definition, self.coupons)
                else:
                    await drop_pool(ctx, draft.definition)
        return found

    async def _with_pool(self, ctx: Context, step: _Step) -> Draft:
        if not step.lacks_pool or self.dry_run:
            return step.draft
        definition = await give_pool(ctx, step.draft.definition, code=step.draft.code)
        return replace(step.draft, definition=definition)

    async def _standing(self, ctx: Context, codes: Sequence[str]) -> dict[str, Standing]:
        query = select(Promotion).where(Promotion.workspace_id == ctx.workspace_id, Promotion.code.in_(codes))
        query = query.order_by(Promotion.code).execution_options(populate_existing=True)
        if not self.dry_run:
            query = query.with_for_update()
        found = (await ctx.db.scalars(query)).all()
        in_force = await versions_in_force(ctx, [row.id for row in found if row.version])
        standing = {
            row.code: Standing(
                row=row, code=row.code, name=row.name, note=row.note, tags=list(row.tags),
                definition=read_definition(row.draft), status=_status(row),
                has_changes=bool(row.version) and in_force.get(row.id) != row.draft,
            )
            for row in found
        }  # fmt: skip
        return standing | {code: self.seen[code] for code in codes if code in self.seen}

    def _step(self, row: ReadRow, before: Standing | None, now: datetime) -> _Step:
        plan = self._plan(row, before)
        _check_fields(row, plan.fields, self.terms)
        definition = as_coupon(plan.definition, plan.tags, self.coupons)
        lacking = lacks_pool(definition, plan.tags, self.coupons)
        status = _target(plan.visibility, before.status if before else None, definition, now)
        draft = Draft(
            before.row if before else None, row.code, plan.name, plan.note, plan.tags, definition, status
        )
        if before is None:
            return _Step(row, draft, "created", lacking)
        is_same = (plan.name, plan.note, plan.tags) == (before.name, before.note, before.tags)
        is_same = is_same and write_definition(definition) == write_definition(before.definition)
        is_shown = plan.visibility == visibility_of(before.status) or status == before.status
        is_waiting = before.has_changes and row.fields.visibility_status in ("PUBLISH", "HIDDEN")
        is_kept = is_same and is_shown and not is_waiting and not lacking
        return _Step(row, draft, "unchanged" if is_kept else "changed", lacking)

    def _plan(self, row: ReadRow, before: Standing | None) -> Plan:
        if before is None and row.fields.header_name is None and row.fields.name is None:
            text = "no promotion has this code, and a new one needs a name or headerName"
            raise row.fault(text, "headerName", "name", "code")
        try:
            if before is None:
                return plan_new(_creation(row.fields), terms=self.terms)
            return plan_change(before, _completed(row, before, self.terms), terms=self.terms)
        except ValidationError as error:
            fields = PARTS.get(error.title, ("discountValue", "discountType", "details"))
            raise row.fault(explain(error), *fields) from error


async def terms_of(ctx: Context) -> Terms:
    """The workspace's currency of promotions, and its time zone."""
    settings, workspace = await get_settings(ctx), await get_workspace(ctx)
    return Terms(settings.currency, ZoneInfo(workspace.time_zone))


def _waves(rows: Sequence[ReadRow]) -> Iterator[list[int]]:
    """The places of rows, so that of those with the same code a later one stands in a later wave."""
    waves: list[list[int]] = []
    times: dict[str, int] = {}
    for place, row in enumerate(rows):
        number = times.get(row.code, 0)
        times[row.code] = number + 1
        if number == len(waves):
            waves.append([])
        waves[number].append(place)
    yield from waves


def _creation(fields: PromotionFields) -> PromotionCreation:
    given = fields.model_dump(by_alias=True, include=fields.model_fields_set)
    for name in ("params", "details"):
        if given.get(name):
            given[name] = _over({}, given[name])
    return PromotionCreation.model_validate(given)


def _completed(row: ReadRow, before: Standing, terms: Terms) -> PromotionFields:
    """The row's fields; of an object that it names only in part, the other parts as they are."""
    if not row.partly:
        return row.fields
    given = row.fields.model_dump(by_alias=True, include=row.fields.model_fields_set)
    known = read_fields(before, terms)
    for name in row.partly:
        given[name] = _over(known.get(name) or {}, given[name] or {}) or None
    return PromotionFields.model_validate(given)


def _over(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """An object with another one laid over it; null takes a part away."""
    whole = dict(old)
    for name, value in new.items():
        below = whole.get(name)
        if value is None:
            whole.pop(name, None)
        elif isinstance(value, dict):
            whole[name] = _over(below if isinstance(below, dict) else {}, value)
        else:
            whole[name] = value
    return whole


def _check_tags(row: ReadRow, missing: frozenset[str]) -> None:
    unknown = [tag for tag in _tags(row.fields) if tag in missing]
    if unknown:
        raise row.fault(
            f"there is no promotion tag {', '.join(unknown)}: add it first, or import with create_tags",
            "tags",
        )


def _check_fields(row: ReadRow, fields: PromotionFields, terms: Terms) -> None:
    """What the mapping would take, and somebody who fills a table hardly means."""
    kind, value = fields.discount_type, fields.discount_value
    if kind in NEED_VALUE and not value and fields.discount_mode != "STEP":
        raise row.fault(f"{kind} needs a discountValue above 0", "discountValue", "discountType")
    if row.fields.target_segment and fields.target_type != "SEGMENT":
        text = "a targetSegment counts only where targetType is SEGMENT; add that column"
        raise row.fault(text, "targetSegment")
    for name in MONEY:
        amount = getattr(row.fields, name)
        if name == "discount_value" and kind not in ("AMOUNT", "EXACT_PRICE"):
            continue
        if amount is not None and amount != round(amount, exponent_of(terms.currency)):
            alias = str(PromotionFields.model_fields[name].alias)
            raise row.fault(f"more digits behind the point than {terms.currency} has", alias)


def _target(
    visibility: Visibility, status: PromotionStatus | None, definition: Definition, now: datetime
) -> PromotionStatus:
    """The status to have after; one that runs is finished when its end was set to the past."""
    if visibility == "DRAFT":
        return "paused" if status in ("active", "hidden") else status or "draft"
    if status is not None and definition.ends_at is not None and definition.ends_at <= now:
        return "finished" if status in ("active", "hidden", "paused") else status
    return "hidden" if visibility == "HIDDEN" else "active"


def _blame(row: ReadRow, error: AppError) -> FaultError:
    places = [place for place in PLACES if (error.pointer or "").startswith(place)]
    if not places:
        return row.fault(error.detail, "code")
    return row.fault(error.detail, *PLACES[max(places, key=len)])


def _after(draft: Draft) -> Standing:
    return Standing(
        row=draft.row, code=draft.code, name=draft.name, note=draft.note, tags=draft.tags,
        definition=draft.definition, status=draft.status, has_changes=False,
    )  # fmt: skip


def _status(row: Promotion) -> PromotionStatus:
    status: Any = row.status
    found: PromotionStatus = status
    return found


def _tags(fields: PromotionFields) -> list[str]:
    return [tag for tag in (tag.name or tag.hash for tag in fields.tags or ()) if tag]
