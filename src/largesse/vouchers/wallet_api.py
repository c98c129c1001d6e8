"""The codes in one profile's hands; vouchers stand above profiles, so the route stands here."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.profiles.queries import view_profile
from largesse.vouchers.queries import codes_of_profile
from largesse.vouchers.schemas import CodeView

router = APIRouter(prefix="/v1", route_class=TransactionRoute)


class WalletView(BaseModel):
    """The codes a profile was given."""

    items: list[CodeView] = Field(description="The latest first, 1,000 at most, in whatever state.")


@router.get(
    "/profiles/{profile_id}/codes",
    tags=["profiles"],
    operation_id="listProfileCodes",
    responses=failures(404),
)
async def list_profile_codes(
    profile_id: Annotated[int, Path(ge=1, lt=2**63, description="The profile's number in Largesse.")],
    ctx: Context = requires(Permission.VOUCHERS_ITEM_ASSIGNED_FOR_CLIENT_READ),
) -> WalletView:
    """List the codes that a profile was given."""
    await view_profile(ctx, profile_id)
    return WalletView(items=await codes_of_profile(ctx, profile_id))
