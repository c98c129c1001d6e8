"""Synerise's fields of a promotion as our Definition, and back.

Fields that belong together are a Part, which writes them into a definition and reads them from one. What was
sent and would read otherwise (fields without a place here) is kept in `display.params` under `$synerise`,
beside what it reads as: so it comes back as long as nobody changed that part of the promotion.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, JsonValue, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from largesse.core.money import from_minor, plain, to_minor
from largesse.promotions.access import Automatic, PoolCodes
from largesse.promotions.definition import Activation, Definition, Display, Image
from largesse.promotions.imports.conditions import read_rules, write_rules
from largesse.promotions.imports.discounts import read_rewards, write_rewards
from largesse.promotions.imports.fields import KEY, PromotionFields
from largesse.promotions.limits import Limit

Read = dict[str, object]
AUDIENCES: Final = {"GENERAL": "all", "MEMBERS_ONLY": "members", "HANDBILL": "handbill", "CUSTOM": "custom"}
TYPES: Final = {audience: name for name, audience in AUDIENCES.items()}
MOMENT: Final = TypeAdapter[datetime](AwareDatetime)


@dataclass(frozen=True, slots=True)
class Terms:
    """What fields without a unit are read in: the workspace's currency of promotions, and its time zone."""

    currency: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that belong together, how they are written into a definition, and how they are read from it."""

    fields: frozenset[str]
    write: Callable[[PromotionFields, Definition, Terms], Definition]
    read: Callable[[Definition, Terms], Read]


def define(
    fields: PromotionFields, *, onto: Definition, touched: Collection[str], terms: Terms
) -> Definition:
    """The definition with the touched fields written anew; ValidationError when they do not go together.

    `fields` are all of them, those that stay included; what none of the touched fields says stays as it is.
    """
    definition = onto
    for part in PARTS:
        if not part.fields.isdisjoint(touched):
            definition = part.write(fields, definition, terms)
    definition = Definition.model_validate(definition.model_dump())
    return _keep(fields, definition, terms)


def read_definition(definition: Definition, terms: Terms) -> dict[str, Any]:
    """The fields that a definition says, by their names on the wire."""
    seen = _derive(definition, terms)
    kept = definition.display.params.get(KEY)
    if isinstance(kept, dict):
        for name, pair in kept.items():
            if isinstance(pair, list) and len(pair) == 2 and _same(seen.get(name), pair[1]):
                seen[name] = pair[0]
    return seen


def _keep(fields: PromotionFields, definition: Definition, terms: Terms) -> Definition:
    seen = _derive(definition, terms)
    sent: dict[str, JsonValue] = fields.model_dump(by_alias=True, include=set(DEFINED), mode="json")
    kept: JsonValue = {
        name: [value, seen.get(name)]
        for name, value in sent.items()
        if value is not None and not _same(seen.get(name), value)
    }
    params = {name: value for name, value in definition.display.params.items() if name != KEY}
    display = definition.display.model_dump() | {"params": params | ({KEY: kept} if kept else {})}
    return definition.model_copy(update={"display": Display.model_validate(display)})


def _derive(definition: Definition, terms: Terms) -> dict[str, JsonValue]:
    """What is read from the definition itself, as JSON."""
    found: Read = {}
    for part in PARTS:
        found |= part.read(definition, terms)
    seen: dict[str, JsonValue] = to_jsonable_python(
        {name: it for name, it in found.items() if it is not None}
    )
    return seen


def _same(one: JsonValue, other: JsonValue) -> bool:
    if isinstance(one, list) and isinstance(other, list) and all(isinstance(x, str) for x in [*one, *other]):
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other


def _write_period(fields: PromotionFields, definition: Definition, terms: Terms) -> Definition:
    return definition.model_copy(
        update={"starts_at": _moment(fields.start_at, terms), "ends_at": _moment(fields.expire_at, terms)}
    )


def _read_period(definition: Definition, _: Terms) -> Read:
    return {"startAt": definition.starts_at, "expireAt": definition.ends_at}


def _write_audience(fields: PromotionFields, definition: Definition, _: Terms) -> Definition:
    return definition.model_copy(update={"audience": AUDIENCES[fields.type or "GENERAL"]})


def _read_audience(definition: Definition, _: Terms) -> Read:
    return {"type": TYPES[definition.audience]}


def _write_limits(fields: PromotionFields, definition: Definition, _: Terms) -> Definition:
    wanted = (("customer", fields.redeem_limit_per_client), ("total", fields.redeem_limit_global))
    others = [limit for limit in definition.limits if not _is_plain(limit)]
    made = [Limit.model_validate({"scope": scope, "most": most}) for scope, most in wanted if most]
    return definition.model_copy(update={"limits": (*made, *others)})


def _read_limits(definition: Definition, _: Terms) -> Read:
    most = {limit.scope: limit.most for limit in definition.limits if _is_plain(limit)}
    return {"redeemLimitPerClient": most.get("customer"), "redeemLimitGlobal": most.get("total")}


def _is_plain(limit: Limit) -> bool:
    """Whether it is one of Synerise's two: redemptions of a customer or of all, ever."""
    return limit.measure == "redemptions" and limit.period == "ever" and limit.scope in ("customer", "total")


def _write_activation(fields: PromotionFields, definition: Definition, _: Terms) -> Definition:
    """Customers activate what they use, save what they hold a code of."""
    asked = (fields.require_redeemed_points, fields.lasting_time, fields.redeem_quantity_per_activation)
    if fields.voucher_pool is not None and not any(asked):
        return definition.model_copy(update={"activation": None})
    minutes = fields.activation_limit_global_relative_minutes
    activation = Activation(
        points=fields.require_redeemed_points or 0,
        lasts=timedelta(seconds=fields.lasting_time) if fields.lasting_time else None,
        uses=fields.redeem_quantity_per_activation or 1,
        most=fields.activation_limit_global_limit or None,
        within=timedelta(minutes=minutes) if minutes else None,
    )
    return definition.model_copy(update={"activation": activation})


def _read_activation(definition: Definition, _: Terms) -> Read:
    activation = definition.activation
    if activation is None:
        return {}
    within = activation.within
    return {
        "requireRedeemedPoints": activation.points,
        "lastingTime": int(activation.lasts.total_seconds()) if activation.lasts else None,
        "redeemQuantityPerActivation": activation.uses,
        "activationLimitGlobalLimit": activation.most,
        "activationLimitGlobalRelativeMinutes": int(within.total_seconds()) // 60 if within else None,
    }


def _write_access(fields: PromotionFields, definition: Definition, _: Terms) -> Definition:
    pool = fields.voucher_pool
    if pool is None:
        return definition.model_copy(update={"access": Automatic()})
    if getattr(definition.access, "pool_id", None) == pool:
        return definition
    return definition.model_copy(update={"access": PoolCodes(pool_id=pool)})


def _read_access(definition: Definition, _: Terms) -> Read:
    pool: UUID | None = getattr(definition.access, "pool_id", None)
    return {"voucherPool": pool}


def _write_stores(fields: PromotionFields, definition: Definition, _: Terms) -> Definition:
    stores = definition.stores.model_copy(update={"only": frozenset(fields.store_ids or ())})
    return definition.model_copy(update={"stores": stores})


def _read_stores(definition: Definition, _: Terms) -> Read:
    return {"storeIds": sorted(definition.stores.only) or None}


def _write_items(fields: PromotionFields, definition: Definition, _: Terms) -> Definition:
    items = definition.items.model_copy(
        update={
            "skus": frozenset(fields.catalog_index_items or ()),
            "except_skus": frozenset(fields.exclude_catalog_index_items or ()),
        }
    )
    return definition.model_copy(update={"items": items})


def _read_items(definition: Definition, _: Terms) -> Read:
    return {
        "catalogIndexItems": sorted(definition.items.skus) or None,
        "excludeCatalogIndexItems": sorted(definition.items.except_skus) or None,
    }


def _write_stacking(fields: PromotionFields, definition: Definition, _: Terms) -> Definition:
    stacking = definition.stacking.model_copy(update={"priority": fields.priority or 0})
    return definition.model_copy(update={"stacking": stacking})


def _read_stacking(definition: Definition, _: Terms) -> Read:
    return {"priority": definition.stacking.priority}


def _write_display(fields: PromotionFields, definition: Definition, terms: Terms) -> Definition:
    display = Display(
        name=fields.name or "",
        headline=fields.headline or "",
        description=fields.description or "",
        images=tuple(Image.model_validate(image.model_dump()) for image in fields.images or ()),
        params=fields.params or {},
        starts_at=_shown(fields.display_from),
        ends_at=_shown(fields.display_to),
        price=to_minor(fields.price, _currency(definition, terms)) if fields.price is not None else None,
    )
    return definition.model_copy(update={"display": display})


def _read_display(definition: Definition, terms: Terms) -> Read:
    display = definition.display
    currency = _currency(definition, terms)
    return {
        "name": display.name or None,
        "headline": display.headline or None,
        "description": display.description or None,
        "images": [image.model_dump(mode="json") for image in display.images] or None,
        "params": {name: value for name, value in display.params.items() if name != KEY} or None,
        "displayFrom": display.starts_at.isoformat() if display.starts_at else None,
        "displayTo": display.ends_at.isoformat() if display.ends_at else None,
        "price": plain(from_minor(display.price, currency)) if display.price is not None else None,
    }


def _write_discount(fields: PromotionFields, definition: Definition, terms: Terms) -> Definition:
    return write_rewards(fields, definition, currency=_currency(definition, terms))


def _read_discount(definition: Definition, terms: Terms) -> Read:
    return read_rewards(definition, currency=_currency(definition, terms))


def _write_conditions(fields: PromotionFields, definition: Definition, terms: Terms) -> Definition:
    return write_rules(fields, definition, currency=_currency(definition, terms))


def _read_conditions(definition: Definition, terms: Terms) -> Read:
    return read_rules(definition, currency=_currency(definition, terms))


def _currency(definition: Definition, terms: Terms) -> str:
    return definition.currency or terms.currency


def _moment(moment: datetime | None, terms: Terms) -> datetime | None:
    """A moment without an offset is on the clock of the workspace."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=terms.zone).astimezone(UTC)


def _shown(text: str | None) -> datetime | None:
    """When the text is a moment; a time of day and the like are kept beside."""
    try:
        return MOMENT.validate_python(text) if text and not text.isdigit() else None
    except ValidationError:
        return None


PARTS: Final = (
    Part(frozenset({"start_at", "expire_at"}), _write_period, _read_period),
    Part(frozenset({"type"}), _write_audience, _read_audience),
    Part(frozenset({"redeem_limit_per_client", "redeem_limit_global"}), _write_limits, _read_limits),
    Part(frozenset({"voucher_pool"}), _write_access, _read_access),
    Part(
        frozenset(
            {
                "require_redeemed_points",
                "lasting_time",
                "redeem_quantity_per_activation",
                "activation_limit_global_limit",
                "activation_limit_global_relative_minutes",
                "voucher_pool",
            }
        ),
        _write_activation,
        _read_activation,
    ),
    Part(frozenset({"store_ids"}), _write_stores, _read_stores),
    Part(frozenset({"catalog_index_items", "exclude_catalog_index_items"}), _write_items, _read_items),
    Part(frozenset({"priority"}), _write_stacking, _read_stacking),
    Part(
        frozenset(
            {"name", "headline", "description", "images", "params", "display_from", "display_to", "price"}
        ),
        _write_display,
        _read_display,
    ),
    Part(
        frozenset(
            {
                "discount_type",
                "discount_value",
                "discount_mode",
                "discount_mode_details",
                "details",
                "item_scope",
            }
        ),
        _write_discount,
        _read_discount,
    ),
    Part(
        frozenset({"min_basket_value", "max_basket_value", "target_type", "target_segment"}),
        _write_conditions,
        _read_conditions,
    ),
)
# Fields of the promotion itself stand beside its definition.
BESIDE: Final = frozenset({"code", "visibility_status", "header_name", "header_description", "tags"})
DEFINED: Final = frozenset(PromotionFields.model_fields) - BESIDE
