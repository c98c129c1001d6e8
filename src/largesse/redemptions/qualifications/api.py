"""Routes that tell what a customer could use now."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from largesse.accounts.permissions import Permission
from largesse.core.errors import InvalidError
from largesse.core.http import Caller, TransactionRoute, failures, requires_caller
from largesse.profiles.schemas import CustomId, Email, Identifier, Phone
from largesse.redemptions.qualifications.qualifier import Qualifier
from largesse.redemptions.qualifications.schemas import (
    OwnQualificationInput,
    QualificationInput,
    QualificationPage,
)
from largesse.redemptions.validations.api import own_profile
from largesse.redemptions.validations.queries import requester_of

router = APIRouter(prefix="/v1/qualifications", route_class=TransactionRoute, tags=["validations"])

Limit = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]
Cursor = Annotated[
    str | None, Query(max_length=8, pattern=r"^[0-9]+$", description="`next_cursor` of the page before.")
]


def qualifier_of(request: Request) -> Qualifier:
    """What answers in this process."""
    state = request.app.state
    return Qualifier(state.database, state.shelf, state.desk)


TheQualifier = Annotated[Qualifier, Depends(qualifier_of)]


def named_customer(
    id: Annotated[int | None, Query(ge=1, lt=2**63, description="Number of the profile.")] = None,  # noqa: A002
    uuid: Annotated[UUID | None, Query(description="UUID of the profile.")] = None,
    custom_id: Annotated[CustomId | None, Query(description="Your id of the customer.")] = None,
    email: Annotated[Email | None, Query(description="E-mail of the customer.")] = None,
    phone: Annotated[Phone | None, Query(description="Phone of the customer.")] = None,
) -> Identifier | None:
    """The customer a query names by one identifier, or nobody."""
    given = {"id": id, "uuid": uuid, "custom_id": custom_id, "email": email, "phone": phone}
    named = {name: value for name, value in given.items() if value is not None}
    if len(named) > 1:
        raise InvalidError(
            "invalid_input", "Name the customer by one identifier only.", pointer=f"/query/{min(named)}"
        )
    return Identifier.model_validate(named) if named else None


@router.get("", operation_id="listQualifications", responses=failures(503))
async def list_qualifications(
    qualifier: TheQualifier,
    customer: Annotated[Identifier | None, Depends(named_customer)],
    limit: Limit = 50,
    cursor: Cursor = None,
    caller: Caller = requires_caller(Permission.PROMOTIONS_VALIDATION_CREATE),
) -> QualificationPage:
    """List what a customer could use now, best first, before anything is in the cart."""
    return await _qualify(qualifier, caller, customer, OwnQualificationInput(), limit, cursor)


@router.post("", operation_id="qualifyCart", responses=failures(503))
async def qualify_cart(
    asked: QualificationInput,
    qualifier: TheQualifier,
    limit: Limit = 50,
    cursor: Cursor = None,
    caller: Caller = requires_caller(Permission.PROMOTIONS_VALIDATION_CREATE),
) -> QualificationPage:
    """List what a customer could use now with this cart, best first."""
    return await _qualify(qualifier, caller, asked.customer, asked, limit, cursor)


@router.post("/own", operation_id="qualifyOwnCart", responses=failures(503))
async def qualify_own_cart(
    asked: OwnQualificationInput,
    qualifier: TheQualifier,
    limit: Limit = 50,
    cursor: Cursor = None,
    caller: Caller = requires_caller(Permission.PROMOTIONS_VALIDATION_OWN_CREATE),
) -> QualificationPage:
    """List what the signed-in customer (or, with a profile key, a stranger) could use now."""
    return await _qualify(qualifier, caller, own_profile(caller.actor), asked, limit, cursor)


async def _qualify(
    qualifier: Qualifier,
    caller: Caller,
    customer: Identifier | None,
    asked: OwnQualificationInput,
    limit: int,
    cursor: str | None,
) -> QualificationPage:
    return await qualifier.qualify(
        caller.actor.workspace_id,
        customer,
        asked.cart,
        requester=requester_of(caller.actor),
        now=caller.now,
        limit=limit,
        cursor=cursor,
    )
