"""Synerise's voucher calls with a profile token: the signed-in profile draws and sees its own codes."""

from typing import Literal

from fastapi import APIRouter, Depends, Request

from largesse.accounts.permissions import Permission
from largesse.compat.synerise.errors import SyneriseRoute
from largesse.compat.synerise.queries import holders_of
from largesse.compat.synerise.voucher_schemas import AssignInput, VoucherAnswer, VoucherItem, VoucherList
from largesse.compat.synerise.vouchers_api import api_version
from largesse.core.context import Actor, Context
from largesse.core.errors import ForbiddenError
from largesse.core.http import Caller, failures, requires, requires_caller
from largesse.core.http.transactions import digest_of, idempotency_key_of
from largesse.vouchers.commands.assign import AssignRequest
from largesse.vouchers.queries import codes_of_profile, view_code

router = APIRouter(
    prefix="/v4/vouchers", route_class=SyneriseRoute, tags=["synerise"], dependencies=[Depends(api_version)]
)


@router.get("/item/get-assigned", operation_id="synGetAssignedVouchers")
async def list_own_vouchers(
    ctx: Context = requires(Permission.VOUCHERS_ITEM_ASSIGNED_OWN_READ),
) -> VoucherList:
    """List the codes of the signed-in profile, the latest first."""
    codes = await codes_of_profile(ctx, profile_of(ctx.actor))
    uuids = await holders_of(ctx, codes)
    return VoucherList(data=[VoucherItem.of(code, uuids) for code in codes])


@router.post("/item/assign", operation_id="synAssignVoucher", responses=failures(404))
async def assign_voucher(
    wish: AssignInput,
    request: Request,
    caller: Caller = requires_caller(Permission.VOUCHERS_ITEM_ASSIGN_OWN_CREATE),
) -> VoucherAnswer:
    """Draw another code of a pool for the signed-in profile."""
    return await _draw(request, caller, wish, "assign")


@router.post("/item/get-or-assign", operation_id="synGetOrAssignVoucher", responses=failures(404))
async def get_or_assign_voucher(
    wish: AssignInput,
    request: Request,
    caller: Caller = requires_caller(Permission.VOUCHERS_ITEM_ASSIGN_OWN_CREATE),
) -> VoucherAnswer:
    """Draw a code of a pool for the signed-in profile, the same one each time."""
    return await _draw(request, caller, wish, "get_or_assign")


def profile_of(actor: Actor) -> int:
    """The signed-in profile; ForbiddenError when the caller holds a key, which speaks for nobody."""
    if actor.kind != "profile":
        raise ForbiddenError(
            "profile_token_required",
            "This call acts for the signed-in profile. Log in at POST /v4/auth/login/client and send that"
            " token.",
        )
    return int(actor.id)


async def _draw(
    request: Request, caller: Caller, wish: AssignInput, mode: Literal["assign", "get_or_assign"]
) -> VoucherAnswer:
    key = idempotency_key_of(request)
    assigned = await request.app.state.assigner.assign(
        AssignRequest(
            workspace_id=caller.actor.workspace_id,
            pool_id=wish.pool_uuid,
            kind="id",
            value=str(profile_of(caller.actor)),
            mode=mode,
            now=caller.now,
            source=caller.actor.label,
            key=key,
            digest=await digest_of(request) if key else None,
        )
    )
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        code = await view_code(ctx, assigned.code)
        item = VoucherItem.of(code, await holders_of(ctx, [code]))
    return VoucherAnswer(
        message="Voucher assigned" if assigned.outcome == "assigned" else "Voucher was assigned before",
        data=item,
    )
