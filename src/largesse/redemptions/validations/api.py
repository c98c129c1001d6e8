"""Routes that look at carts and change nothing."""

from fastapi import APIRouter, Request

from largesse.accounts.permissions import Permission
from largesse.core.context import Actor
from largesse.core.http import Caller, HotRoute, failures, requires_caller
from largesse.profiles.schemas import Identifier
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.validations.queries import requester_of, view_validation
from largesse.redemptions.validations.schemas import OwnValidationInput, ValidationInput, ValidationView

hot = APIRouter(prefix="/v1/validations", route_class=HotRoute, tags=["validations"])


@hot.post("", operation_id="validateCart", responses=failures(503))
async def validate_cart(
    asked: ValidationInput,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_VALIDATION_CREATE),
) -> ValidationView:
    """Tell which promotions a cart would get, and why not the others; nothing is reserved or counted."""
    question = Question(
        workspace_id=caller.actor.workspace_id,
        codes=tuple(asked.codes),
        customer=asked.customer,
        cart=asked.cart,
        requester=requester_of(caller.actor),
        now=asked.what_if or caller.now,
        explain_all=asked.explain == "all",
    )
    return view_validation(await _desk(request).ask(question))


@hot.post("/own", operation_id="validateOwnCart", responses=failures(503))
async def validate_own_cart(
    asked: OwnValidationInput,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_VALIDATION_OWN_CREATE),
) -> ValidationView:
    """Tell the signed-in customer (or, with a profile key, a stranger) which promotions a cart would get."""
    question = Question(
        workspace_id=caller.actor.workspace_id,
        codes=tuple(asked.codes),
        customer=own_profile(caller.actor),
        cart=asked.cart,
        requester=requester_of(caller.actor),
        now=caller.now,
    )
    return view_validation(await _desk(request).ask(question), public=True)


def own_profile(actor: Actor) -> Identifier | None:
    """The signed-in customer; None where a key speaks for nobody."""
    return Identifier(id=int(actor.id)) if actor.kind == "profile" else None


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk
