"""Routes of orders: what customers bought before, by which rules and back-tests go."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.redemptions.orders.commands import get_order, list_orders, return_order, save_orders
from largesse.redemptions.orders.schemas import OrderPage, OrdersInput, OrderView, ReturnInput, SavedOrders

router = APIRouter(prefix="/v1/orders", route_class=TransactionRoute, tags=["orders"])


@router.post("", operation_id="saveOrders", responses=failures(404))
async def save_many_orders(
    orders: OrdersInput, ctx: Context = requires(Permission.PROMOTIONS_ORDER_CREATE)
) -> SavedOrders:
    """Keep up to 1,000 paid orders by their ids, all or none."""
    return SavedOrders(items=await save_orders(ctx, orders.orders))


@router.post("/returns", operation_id="returnOrder", responses=failures(404, 409))
async def return_an_order(
    back: ReturnInput, ctx: Context = requires(Permission.PROMOTIONS_ORDER_CREATE)
) -> OrderView:
    """Note that an order, or some of it, was given back; redemptions are rolled back on their own."""
    return await return_order(ctx, back.order_id, back.amount)


@router.get("", operation_id="listOrders")
async def list_all_orders(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[
        str | None,
        Query(max_length=400, pattern=r"^[^\x00]*$", description="`next_cursor` of the page before."),
    ] = None,
    customer_id: Annotated[
        int | None, Query(ge=1, lt=2**63, description="Only those of the profile of this number.")
    ] = None,
    ctx: Context = requires(Permission.PROMOTIONS_ORDER_READ),
) -> OrderPage:
    """List orders, the latest first."""
    return await list_orders(ctx, limit=limit, cursor=cursor, customer_id=customer_id)


@router.get("/{order_id:path}", operation_id="getOrder", responses=failures(404))
async def get_one_order(
    order_id: Annotated[
        str, Path(min_length=1, max_length=255, pattern=r"^[^\x00]+$", description="Your id of the order.")
    ],
    ctx: Context = requires(Permission.PROMOTIONS_ORDER_READ),
) -> OrderView:
    """Read an order."""
    return await get_order(ctx, order_id)
