"""Routes of a customer's wallet, and of whom he referred."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.redemptions.points.api import ProfileId
from largesse.redemptions.wallet import queries as wallet
from largesse.redemptions.wallet import referrals
from largesse.redemptions.wallet.schemas import ReferralPage, WalletView

TAG: Final = "wallet"

router = APIRouter(prefix="/v1", route_class=TransactionRoute)


@router.get("/profiles/{profile_id}/wallet", tags=[TAG], operation_id="getWallet", responses=failures(404))
async def get_wallet(
    profile_id: ProfileId,
    days: Annotated[int, Query(ge=1, le=366, description="How far ahead `expiring` looks.")] = 30,
    ctx: Context = requires(Permission.PROMOTIONS_DETAILS_FOR_CLIENT_READ),
) -> WalletView:
    """Get all that a customer holds, what ends first standing first."""
    return await wallet.view_wallet(ctx, profile_id, days=days)


@router.get(
    "/profiles/{profile_id}/referrals", tags=[TAG], operation_id="listReferrals", responses=failures(404)
)
async def list_referrals(
    profile_id: ProfileId,
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.PROMOTIONS_REFERRAL_READ),
) -> ReferralPage:
    """List whom a customer referred by his codes, and what he earned by it."""
    return await referrals.list_referrals(ctx, profile_id, limit=limit, cursor=cursor)
