"""Synerise's transaction calls: /v4/transactions. An order of ours, and the events its users expect."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import JsonValue, ValidationError

from largesse.accounts.permissions import Permission
from largesse.compat.synerise.clients_api import PARTLY, Items, answer_items
from largesse.compat.synerise.errors import SyneriseRoute, wrong_input
from largesse.compat.synerise.transaction_schemas import Transaction
from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.core.http import failures, requires
from largesse.events.commands import Received, receive, refusal_of
from largesse.profiles.commands import save_profiles
from largesse.profiles.schemas import MAX_BATCH, ProfileInput
from largesse.redemptions.orders.commands import save_orders

router = APIRouter(prefix="/v4/transactions", route_class=SyneriseRoute, tags=["synerise"])

Outcome = UUID | AppError | ValidationError
CHARGE: Final = "transaction.charge"
BUY: Final = "product.buy"


@router.post(
    "",
    status_code=202,
    response_class=Response,
    operation_id="synCreateTransaction",
    responses=failures(404),
)
async def send_transaction(
    transaction: Transaction, ctx: Context = requires(Permission.API_TRANSACTION_CREATE)
) -> Response:
    """Send what a customer bought; an unknown profile is made."""
    try:
        wish = transaction.profile()
    except ValidationError as error:
        raise wrong_input(error) from error
    [outcome] = await _save(ctx, [(transaction, wish)])
    if isinstance(outcome, AppError):
        raise outcome
    return Response(status_code=202)


@router.post(
    "/batch",
    status_code=202,
    response_class=Response,
    operation_id="synBatchCreateTransactions",
    responses=PARTLY,
)
async def send_transactions(
    items: Items, request: Request, ctx: Context = requires(Permission.API_BATCH_TRANSACTION_CREATE)
) -> Response:
    """Send up to 1,000 transactions."""
    read = [_read(item) for item in items]
    good = [item for item in read if not isinstance(item, ValidationError)]
    saved = iter(await _save(ctx, good))
    results = [item if isinstance(item, ValidationError) else next(saved) for item in read]
    return answer_items(request, results)


def _read(item: dict[str, JsonValue]) -> tuple[Transaction, ProfileInput] | ValidationError:
    try:
        transaction = Transaction.model_validate(item)
        return transaction, transaction.profile()
    except ValidationError as error:
        return error


async def _save(ctx: Context, sent: Sequence[tuple[Transaction, ProfileInput]]) -> list[Outcome]:
    """Keeps each as an order, then its events; the ids of the events of whole transactions, or why not."""
    refusal = refusal_of(ctx, CHARGE) or refusal_of(ctx, BUY)
    if refusal is not None:
        return [refusal for _ in sent]
    saved = await save_profiles(ctx, [profile for _, profile in sent])
    done = [
        (transaction, profile.id)
        for (transaction, _), profile in zip(sent, saved, strict=True)
        if not isinstance(profile, AppError)
    ]
    if done:
        await save_orders(ctx, [transaction.order(owner, now=ctx.now) for transaction, owner in done])
    told = iter(await _tell(ctx, done))
    return [profile if isinstance(profile, AppError) else next(told) for profile in saved]


async def _tell(ctx: Context, done: Sequence[tuple[Transaction, int]]) -> list[UUID]:
    lines = [
        Received(
            BUY,
            owner,
            product.params(transaction.order_id),
            transaction.recorded_at,
            transaction.salt_of(place),
        )
        for transaction, owner in done
        for place, product in enumerate(transaction.products)
    ]
    ids = iter(await _receive(ctx, lines))
    charges = [
        Received(
            CHARGE,
            owner,
            transaction.params([next(ids) for _ in transaction.products]),
            transaction.recorded_at,
            transaction.event_salt,
        )
        for transaction, owner in done
    ]
    return await _receive(ctx, charges)


async def _receive(ctx: Context, events: Sequence[Received]) -> list[UUID]:
    ids = []
    for start in range(0, len(events), MAX_BATCH):
        ids += [receipt.id for receipt in await receive(ctx, events[start : start + MAX_BATCH])]
    return ids
