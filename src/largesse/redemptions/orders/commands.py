"""Keeps what customers bought, as the shop tells it; and reads it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.errors import ConflictError, InvalidError, NotFoundError
from largesse.events.commands import emit
from largesse.promotions.queries import get_settings
from largesse.redemptions.orders.schemas import OrderInput, OrderPage, OrderView, SavedOrder

COLUMNS: Final = (
    "id, profile_id as customer_id, at, currency, total, discount, returned, state, cart, created_at"
)
# A new customer of two orders is made once: the names are resolved one by one, in one order for all callers.
RESOLVE: Final = (
    "select n.kind, n.value, profiles_resolve(:workspace, n.kind, n.value, :now) as id"
    " from unnest(cast(:kinds as text[]), cast(:values as text[])) n (kind, value)"
)
SAVE: Final = (
    "select id, customer, is_new"
    " from redemptions_save_orders(:workspace, cast(:orders as jsonb), :source, :now)"
)
SETTLE: Final = (
    "update orders set state = case when returned > 0 and returned >= total - discount then 'returned'"
    " else 'paid' end where workspace_id = :workspace and id = any (cast(:ids as text[]))"
    " and (state = 'returned') <> (returned > 0 and returned >= total - discount)"
)


async def save_orders(ctx: Context, orders: Sequence[OrderInput]) -> list[SavedOrder]:
    """Keeps orders by their ids, in one call; of an id that comes twice the last counts.

    Writes `order.created` for each that is new. NotFoundError `profile_not_found` for a customer named by a
    number that nobody has.
    """
    last = {order.id: order for order in orders}
    customers = await _customers(ctx, last.values())
    currency = (await get_settings(ctx)).currency
    rows = [_row(order, customers, currency) for order in last.values()]
    values = {"workspace": ctx.workspace_id, "now": ctx.now}
    saved = await ctx.db.execute(text(SAVE), {**values, "orders": dump_json(rows), "source": ctx.actor.label})
    found = {row.id: SavedOrder(id=row.id, customer_id=row.customer, is_new=row.is_new) for row in saved}
    await ctx.db.execute(text(SETTLE), {"workspace": ctx.workspace_id, "ids": list(found)})
    return [found[order_id] for order_id in last]


async def return_order(ctx: Context, order_id: str, amount: int | None) -> OrderView:
    """Notes that so much of an order (None: the rest) was given back, with an event `order.returned`.

    NotFoundError; ConflictError `return_exceeds_order`.
    """
    order = await get_order(ctx, order_id, lock=True)
    left = order.total - order.discount - order.returned
    back = left if amount is None else amount
    if back > left or left <= 0:
        raise ConflictError(
            "return_exceeds_order",
            f"Of the order {order_id} {max(left, 0)} is left to give back, not {max(back, 1)}.",
            facts={"left": max(left, 0)},
        )
    await ctx.db.execute(
        text("update orders set returned = returned + :back where workspace_id = :workspace and id = :id"),
        {"workspace": ctx.workspace_id, "id": order_id, "back": back},
    )
    await ctx.db.execute(text(SETTLE), {"workspace": ctx.workspace_id, "ids": [order_id]})
    told = {"order_id": order_id, "currency": order.currency, "amount": back, "is_whole": back == left}
    await emit(ctx, "order.returned", told, profile_id=order.customer_id)
    return await get_order(ctx, order_id)


async def return_rest(ctx: Context, order_id: str) -> None:
    """Notes that what is left of an order was given back; nothing where nothing is, or it is unknown."""
    left = await ctx.db.scalar(
        text(
            "select total - discount - returned from orders where workspace_id = :workspace and id = :id"
            " for update"
        ),
        {"workspace": ctx.workspace_id, "id": order_id},
    )
    if left is not None and left > 0:
        await return_order(ctx, order_id, None)


async def get_order(ctx: Context, order_id: str, *, lock: bool = False) -> OrderView:
    """An order; NotFoundError."""
    row = (
        (
            await ctx.db.execute(
                text(
                    f"select {COLUMNS} from orders where workspace_id = :workspace and id = :id"
                    f"{' for update' if lock else ''}"
                ),
                {"workspace": ctx.workspace_id, "id": order_id},
            )
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise NotFoundError("order_not_found", f"There is no order {order_id} in this workspace.")
    return _view(row)


async def list_orders(
    ctx: Context, *, limit: int, cursor: str | None = None, customer_id: int | None = None
) -> OrderPage:
    """A page of orders, the latest first; of this customer only where one is named."""
    conditions = ["workspace_id = :workspace"]
    values: dict[str, object] = {"workspace": ctx.workspace_id, "limit": limit + 1}
    if customer_id is not None:
        conditions.append("profile_id = :customer")
        values["customer"] = customer_id
    if cursor is not None:
        conditions.append("(at, id) < (:at, :id)")
        values["at"], values["id"] = _read_cursor(cursor)
    rows = await ctx.db.execute(
        text(
            f"select {COLUMNS} from orders where {' and '.join(conditions)}"
            " order by at desc, id desc limit :limit"
        ),
        values,
    )
    found = [_view(row) for row in rows.mappings()]
    items, more = found[:limit], len(found) > limit
    return OrderPage(
        items=items,
        has_more=more,
        next_cursor=f"{items[-1].at.isoformat()} {items[-1].id}" if more else None,
    )


async def _customers(ctx: Context, orders: Iterable[OrderInput]) -> dict[tuple[str, str], int]:
    names = sorted({order.customer.pair() for order in orders if order.customer is not None})
    if not names:
        return {}
    rows = await ctx.db.execute(
        text(RESOLVE),
        {
            "workspace": ctx.workspace_id,
            "kinds": [kind for kind, _ in names],
            "values": [value for _, value in names],
            "now": ctx.now,
        },
    )
    found = {(row.kind, row.value): row.id for row in rows}
    unknown = next((value for (_, value), number in found.items() if number is None), None)
    if unknown is not None:
        raise NotFoundError("profile_not_found", f"There is no profile {unknown}.")
    return found


def _row(order: OrderInput, customers: Mapping[tuple[str, str], int], currency: str) -> dict[str, object]:
    cart = order.cart.read(currency)
    return {
        "id": order.id,
        "customer": customers[order.customer.pair()] if order.customer else None,
        "at": order.at,
        "currency": cart.currency,
        "total": cart.total,
        "discount": order.discount,
        "returned": order.returned,
        "cart": {"currency": cart.currency, **order.cart.stored()},
        "items": len(order.cart.items),
    }


def _view(row: RowMapping) -> OrderView:
    return OrderView.model_validate(dict(row))


def _read_cursor(cursor: str) -> tuple[datetime, str]:
    moment, _, order_id = cursor.partition(" ")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not order_id:
        raise InvalidError(
            "invalid_cursor", "Hand back `next_cursor` of the page before.", pointer="/query/cursor"
        )
    return at, order_id
