"""Hands out what a redemption grants beside the discount: codes, money on gift cards, tags, calls.

Points are written with the redemption itself; items, messages and custom effects are the shop's to carry out.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.errors import AppError, ConflictError, NotFoundError
from largesse.core.moments import Span
from largesse.events.inbox import Event
from largesse.messages.channels.webhook import WebhookChannel
from largesse.messages.commands import enqueue
from largesse.profiles.commands import change_profile
from largesse.profiles.queries import view_profile
from largesse.profiles.schemas import ProfilePatch
from largesse.redemptions.gifts.commands import change_gift_card
from largesse.redemptions.gifts.schemas import GiftEntryInput
from largesse.vouchers.commands.assign_many import assign_many
from largesse.vouchers.commands.codes import add_code, cancel_code
from largesse.vouchers.commands.give import give_code
from largesse.vouchers.patterns import CodePattern, draw
from largesse.vouchers.schemas import CodeInput

MAX_DRAWS: Final = 20
SPAN: Final[TypeAdapter[Span]] = TypeAdapter(Span)
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gift:
    """A grant on its way to a customer."""

    redemption_id: UUID
    profile_id: int | None
    order_id: str | None
    amount: int
    params: Params
    # Names this grant of this redemption.
    key: str


async def hear(ctx: Context, event: Event) -> None:
    """The listener `redemptions`: hands out what was redeemed, and takes back what was rolled back whole."""
    redemption_id = UUID(str(event.params["redemption_id"]))
    if event.name == "redemption.rolled_back":
        await take_back(ctx, redemption_id)
    else:
        await hand_out(ctx, redemption_id)


async def hand_out(ctx: Context, redemption_id: UUID) -> None:
    """Hands out what a redemption grants, once; each grant tells what became of it in the redemption."""
    row = (
        await ctx.db.execute(
            text(
                "select profile_id, order_id from redemptions where workspace_id = :workspace and id = :id"
                " and state = 2 and granted_at is null for update"
            ),
            {"workspace": ctx.workspace_id, "id": redemption_id},
        )
    ).one_or_none()
    if row is None:
        return
    for place, grants in await _grants_of(ctx, redemption_id):
        for number, grant in enumerate(grants):
            give = GIVERS.get(grant["kind"])
            if give is not None:
                gift = Gift(
                    redemption_id,
                    row.profile_id,
                    row.order_id,
                    grant["amount"],
                    grant["params"],
                    f"{redemption_id}:{place}:{number}",
                )
                grant["given"] = await _try(ctx, give, gift)
        await _keep(ctx, redemption_id, place, grants)
    await ctx.db.execute(
        text("update redemptions set granted_at = :now where workspace_id = :workspace and id = :id"),
        {"workspace": ctx.workspace_id, "id": redemption_id, "now": ctx.now},
    )


async def take_back(ctx: Context, redemption_id: UUID) -> None:
    """Makes codes void and takes money off cards that a redemption granted which is rolled back whole.

    What was used meanwhile stays used; the grant tells so.
    """
    whole = await ctx.db.scalar(
        text("select state = 3 from redemptions where workspace_id = :workspace and id = :id for update"),
        {"workspace": ctx.workspace_id, "id": redemption_id},
    )
    if not whole:
        return
    for place, grants in await _grants_of(ctx, redemption_id):
        for number, grant in enumerate(grants):
            given = grant.get("given", {})
            take = TAKERS.get(grant["kind"])
            if take is not None and "code" in given and "taken_back" not in given:
                params = {**grant["params"], **given}
                gift = Gift(redemption_id, None, None, grant["amount"], params, f"{place}:{number}")
                given["taken_back"] = await _try(ctx, take, gift)
        await _keep(ctx, redemption_id, place, grants)


async def _try(
    ctx: Context, act: Callable[[Context, Gift], Awaitable[dict[str, object]]], gift: Gift
) -> dict[str, object]:
    """What became of one grant; one that cannot be had does not keep the others back."""
    try:
        async with ctx.db.begin_nested():
            return await act(ctx, gift)
    except AppError as error:
        return {"reason": error.code}


async def _give_code(ctx: Context, gift: Gift) -> dict[str, object]:
    pool_id = UUID(gift.params["pool_id"]) if "pool_id" in gift.params else await _pool_of(ctx, gift.params)
    profile_id = _customer(gift)
    if "pattern" in gift.params:
        return {"code": await _make_code(ctx, gift, pool_id, profile_id)}
    given = (await assign_many(ctx, pool_id, [profile_id], mode="assign"))[profile_id]
    if given.code is None:
        raise ConflictError(given.outcome, "The pool gives no code.")
    return {"code": given.code}


async def _make_code(ctx: Context, gift: Gift, pool_id: UUID, profile_id: int) -> str:
    pattern = CodePattern.model_validate(gift.params["pattern"])
    until = ctx.now + SPAN.validate_python(gift.params["lasts"]) if "lasts" in gift.params else None
    for code in draw(pattern, MAX_DRAWS):
        try:
            async with ctx.db.begin_nested():
                made = await add_code(ctx, pool_id, CodeInput(code=code, expires_at=until))
        except ConflictError as error:
            if error.code != "code_exists":
                raise
            continue
        return (await give_code(ctx, made.code, profile_id)).code
    raise ConflictError("no_free_code", "The pattern has too few codes left that do not exist yet.")


async def _credit_card(ctx: Context, gift: Gift) -> dict[str, object]:
    code = gift.params.get("code")
    if code is None:
        code = (await _give_code(ctx, gift))["code"]
    entry = GiftEntryInput(kind="credit", amount=gift.amount, reason=f"Redemption {gift.redemption_id}")
    await change_gift_card(ctx, str(code), entry)
    return {"code": str(code)}


async def _tag(ctx: Context, gift: Gift) -> dict[str, object]:
    profile = await view_profile(ctx, _customer(gift))
    tags = sorted({*profile.tags, str(gift.params["tag"])})
    await change_profile(ctx, profile.id, ProfilePatch(tags=tags))
    return {"tag": gift.params["tag"]}


async def _call(ctx: Context, gift: Gift) -> dict[str, object]:
    content: dict[str, object] = {
        "type": "promotion.reward",
        "timestamp": ctx.now.isoformat(),
        "data": {
            "redemption_id": str(gift.redemption_id),
            "order_id": gift.order_id,
            "profile_id": gift.profile_id,
            "payload": gift.params.get("payload", {}),
        },
    }
    message_id = await enqueue(
        ctx,
        WebhookChannel(),
        recipient=str(gift.params["url"]),
        subject="promotion.reward",
        content=content,
        dedupe_key=f"redemption:{gift.key}",
        profile_id=gift.profile_id,
    )
    return {"message_id": str(message_id)}


async def _void_code(ctx: Context, gift: Gift) -> dict[str, object]:
    await cancel_code(ctx, str(gift.params["code"]))
    return {"cancelled": True}


async def _take_credit(ctx: Context, gift: Gift) -> dict[str, object]:
    entry = GiftEntryInput(kind="adjust", amount=-gift.amount, reason=f"Rollback {gift.redemption_id}")
    await change_gift_card(ctx, str(gift.params["code"]), entry)
    return {"amount": gift.amount}


async def _pool_of(ctx: Context, params: Params) -> UUID:
    pool_id: UUID | None = await ctx.db.scalar(
        text(
            "select pool_id from promotion_pools"
            " where workspace_id = :workspace and promotion_id = :promotion"
        ),
        {"workspace": ctx.workspace_id, "promotion": UUID(params["promotion_id"])},
    )
    if pool_id is None:
        raise NotFoundError("pool_not_found", "The promotion whose code was to be given has no pool.")
    return pool_id


async def _grants_of(ctx: Context, redemption_id: UUID) -> list[tuple[int, list[dict[str, Any]]]]:
    rows = await ctx.db.execute(
        text(
            "select place, grants from redemption_items where workspace_id = :workspace"
            " and redemption_id = :id and grants <> '[]' order by place"
        ),
        {"workspace": ctx.workspace_id, "id": redemption_id},
    )
    return [(row.place, row.grants) for row in rows]


async def _keep(ctx: Context, redemption_id: UUID, place: int, grants: list[dict[str, Any]]) -> None:
    await ctx.db.execute(
        text(
            "update redemption_items set grants = cast(:grants as jsonb) where workspace_id = :workspace"
            " and redemption_id = :id and place = :place"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": redemption_id,
            "place": place,
            "grants": dump_json(grants),
        },
    )


def _customer(gift: Gift) -> int:
    if gift.profile_id is None:
        raise ConflictError("customer_required", "Only a known customer can be given this.")
    return gift.profile_id


Act = Callable[[Context, Gift], Awaitable[dict[str, object]]]
GIVERS: Final[dict[str, Act]] = {
    "code": _give_code,
    "gift_credit": _credit_card,
    "tag": _tag,
    "webhook": _call,
}
TAKERS: Final[dict[str, Act]] = {"code": _void_code, "gift_credit": _take_credit}
