"""Synerise's voucher calls with a workspace key: /v4/vouchers, which ask for the header Api-Version."""

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Header, Path, Query, Request, Response
from pydantic import ValidationError

from largesse.accounts.permissions import Permission
from largesse.compat.synerise import queries as pages
from largesse.compat.synerise.clients_api import PARTLY, answer_items
from largesse.compat.synerise.errors import SyneriseRoute, read_input
from largesse.compat.synerise.voucher_schemas import (
    IDENTIFIER_NAMES,
    IdentifierName,
    PageMeta,
    PoolItem,
    PoolList,
    ProfileRedemption,
    RedeemInput,
    VoucherAnswer,
    VoucherCountsAnswer,
    VoucherInput,
    VoucherItem,
    VoucherList,
)
from largesse.core.context import Context
from largesse.core.errors import AppError, InvalidError
from largesse.core.http import failures, requires
from largesse.profiles.queries import view_profile_of
from largesse.profiles.schemas import Identifier
from largesse.vouchers.commands.codes import add_code, redeem_code
from largesse.vouchers.commands.give import give_code
from largesse.vouchers.patterns import CodePattern, draw
from largesse.vouchers.queries import codes_of_profile, view_code
from largesse.vouchers.schemas import CodeInput, CodeView, RedemptionInput

DEFAULT_PAGE: Final = 100
MAX_REDEMPTIONS: Final = 100


def api_version(
    version: Annotated[
        str,
        Header(
            alias="Api-Version",
            pattern=r"^4\.[0-9]{1,3}$",
            description="Version of Synerise's API.",
            examples=["4.4"],
        ),
    ],
) -> str:
    """The version a caller speaks; every 4.x is the same here."""
    return version


router = APIRouter(
    prefix="/v4/vouchers", route_class=SyneriseRoute, tags=["synerise"], dependencies=[Depends(api_version)]
)
promotions = APIRouter(prefix="/v4/promotions", route_class=SyneriseRoute, tags=["synerise"])

PoolUuid = Annotated[UUID, Path(description="Id of the pool.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="Items on the page.")]
Page = Annotated[int, Query(ge=1, le=10**9, description="Number of the page, from 1.")]
IncludeMeta = Annotated[
    bool, Query(alias="includeMeta", description="Totals in the body too, not in headers only.")
]


@router.get("/pool/list", operation_id="synListPools")
async def list_pools(
    response: Response,
    limit: Limit = DEFAULT_PAGE,
    page: Page = 1,
    include_meta: IncludeMeta = False,
    ctx: Context = requires(Permission.VOUCHERS_POOL_READ),
) -> PoolList:
    """List pools, newest first."""
    pools, total = await pages.pools_on_page(ctx, page=page, limit=limit)
    meta = paged(response, total, page=page, limit=limit)
    return PoolList(data=[PoolItem.of(pool) for pool in pools], meta=meta if include_meta else None)


@router.get("/item/list/{pool_uuid}", operation_id="synListVouchersFromPool", responses=failures(404))
async def list_vouchers(
    pool_uuid: PoolUuid,
    response: Response,
    limit: Limit = DEFAULT_PAGE,
    page: Page = 1,
    include_meta: IncludeMeta = False,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_LIST_BY_POOL_READ),
) -> VoucherList:
    """List the codes of a pool in every state, in the order they are handed out."""
    codes, total = await pages.codes_on_page(ctx, pool_uuid, page=page, limit=limit)
    meta = paged(response, total, page=page, limit=limit)
    return VoucherList(data=await _items(ctx, codes), meta=meta if include_meta else None)


@router.post("/item/count/{pool_uuid}", operation_id="synCountVouchers", responses=failures(404))
async def count_vouchers(
    pool_uuid: PoolUuid, ctx: Context = requires(Permission.VOUCHERS_ITEM_LIST_BY_POOL_READ)
) -> VoucherCountsAnswer:
    """Count the codes of a pool; `activeCount - assignedCount` can still be handed out."""
    return VoucherCountsAnswer.of(await pages.counts_of_pool(ctx, pool_uuid))


@router.get("/item/count/{pool_uuid}", operation_id="synGetVoucherCounts", responses=failures(404))
async def get_voucher_counts(
    pool_uuid: PoolUuid, ctx: Context = requires(Permission.VOUCHERS_ITEM_LIST_BY_POOL_READ)
) -> VoucherCountsAnswer:
    """Count the codes of a pool, as the POST does."""
    return VoucherCountsAnswer.of(await pages.counts_of_pool(ctx, pool_uuid))


@router.post("/item", operation_id="synCreateVoucher", responses=failures(404))
async def create_voucher(
    voucher: VoucherInput, ctx: Context = requires(Permission.VOUCHERS_ITEM_CREATE)
) -> VoucherAnswer:
    """Add a code to a pool, and hand it out at once when a profile and `status: ASSIGNED` are given."""
    holder = voucher.holder()
    if (holder is not None) != (voucher.status == "ASSIGNED"):
        raise InvalidError(
            "holder_without_status",
            "To hand the code out on creation send a profile (clientId or clientUuid) and status ASSIGNED;"
            " to only add it, neither.",
            pointer="/body/status",
        )
    text = voucher.code if voucher.code is not None else draw(CodePattern(), 1)[0]
    code = await add_code(ctx, voucher.pool_uuid, CodeInput(code=text, expires_at=voucher.expire_in))
    if holder is not None:
        code = await give_code(ctx, code.code, (await view_profile_of(ctx, holder)).id)
    return VoucherAnswer(data=await _item(ctx, code))


@router.post("/item/redeem", operation_id="synRedeemVoucher", responses=failures(404))
async def redeem_voucher(
    redemption: RedeemInput, ctx: Context = requires(Permission.VOUCHERS_ITEM_REDEEM_CREATE)
) -> VoucherAnswer:
    """Redeem a code, exactly once."""
    await redeem_code(ctx, redemption.code, RedemptionInput())
    return VoucherAnswer(
        message="Voucher redeemed", data=await _item(ctx, await view_code(ctx, redemption.code))
    )


@router.get(
    "/item/get-assigned-for-client/by-identifier",
    operation_id="synGetVouchersAssignedToClient",
    responses=failures(404),
)
async def list_vouchers_of_client(
    name: Annotated[IdentifierName, Query(alias="clientIdentifierName")],
    value: Annotated[
        str, Query(alias="clientIdentifierValue", min_length=1, max_length=255, pattern=r"^[^\x00]+$")
    ],
    ctx: Context = requires(Permission.VOUCHERS_ITEM_ASSIGNED_FOR_CLIENT_READ),
) -> VoucherList:
    """List the codes that a profile was given, the latest first."""
    identifier = read_input(lambda: Identifier.model_validate({IDENTIFIER_NAMES[name]: value}))
    profile = await view_profile_of(ctx, identifier)
    return VoucherList(data=await _items(ctx, await codes_of_profile(ctx, profile.id)))


@router.get("/item/uuid/{value}", operation_id="synGetVoucherByUuid", responses=failures(404))
async def get_voucher_by_uuid(
    value: Annotated[UUID, Path(description="UUID of the code.")],
    ctx: Context = requires(Permission.VOUCHERS_ITEM_READ),
) -> VoucherAnswer:
    """Read the code with this UUID."""
    return VoucherAnswer(data=await _item(ctx, await pages.code_of_uuid(ctx, value)))


@router.get("/item/code/{value:path}", operation_id="synGetVoucherByCode", responses=failures(404))
async def get_voucher_by_code(
    value: Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[^\x00]+$", description="The code.")],
    ctx: Context = requires(Permission.VOUCHERS_ITEM_READ),
) -> VoucherAnswer:
    """Read a code."""
    return VoucherAnswer(data=await _item(ctx, await view_code(ctx, value)))


@promotions.post(
    "/voucher/batch-redeem-for-profile",
    response_class=Response,
    operation_id="synBatchRedeemVouchersForProfile",
    responses=PARTLY,
)
async def redeem_vouchers(
    redemptions: Annotated[list[ProfileRedemption], Body(min_length=1, max_length=MAX_REDEMPTIONS)],
    request: Request,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_REDEEM_CREATE),
) -> Response:
    """Redeem up to 100 codes, each for a profile; each stands or fails alone."""
    results: list[str | AppError | ValidationError] = ["" for _ in redemptions]
    # In the order of the codes, so that two such requests never wait for each other.
    for index in sorted(range(len(redemptions)), key=lambda index: redemptions[index].voucher_value):
        results[index] = await _redeem(ctx, redemptions[index])
    return answer_items(request, results, done=200)


def paged(response: Response, total: int, *, page: int, limit: int) -> PageMeta:
    """The totals of a list, which go into its headers too."""
    meta = PageMeta(total_count=total, total_pages=-(-total // limit), page=page, limit=limit)
    response.headers["X-Pagination-Total-Count"] = str(meta.total_count)
    response.headers["X-Pagination-Total-Pages"] = str(meta.total_pages)
    response.headers["X-Pagination-Page"] = str(page)
    response.headers["X-Pagination-Limit"] = str(limit)
    return meta


async def _redeem(ctx: Context, redemption: ProfileRedemption) -> str | AppError | ValidationError:
    try:
        async with ctx.db.begin_nested():
            profile = await view_profile_of(ctx, redemption.profile())
            who = RedemptionInput(profile=Identifier(id=profile.id))
            return (await redeem_code(ctx, redemption.voucher_value, who)).code
    except (AppError, ValidationError) as error:
        return error


async def _item(ctx: Context, code: CodeView) -> VoucherItem:
    [item] = await _items(ctx, [code])
    return item


async def _items(ctx: Context, codes: Sequence[CodeView]) -> list[VoucherItem]:
    uuids = await pages.holders_of(ctx, codes)
    return [VoucherItem.of(code, uuids) for code in codes]
