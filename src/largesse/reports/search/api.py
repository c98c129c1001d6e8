"""The route of the search."""

from typing import Annotated, Final

from fastapi import APIRouter, Query

from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.reports.search.queries import search_everything
from largesse.reports.search.schemas import SearchView

TAG: Final = "search"

router = APIRouter(prefix="/v1/search", route_class=TransactionRoute, tags=[TAG])


@router.get("", operation_id="searchEverything", responses=failures(422))
async def search(
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=100,
            pattern=r"^[^\x00]*$",
            description="A code or an identifier of a customer, or how it begins; or a part of a name.",
            examples=["SPRING"],
        ),
    ],
    ctx: Context = requires(""),
) -> SearchView:
    """Find codes, customers, pools, promotions and more: all that the caller's permissions let him see."""
    return SearchView(items=await search_everything(ctx, q))
