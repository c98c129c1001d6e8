"""Routes of what a signed-in member does to himself: name, password, second step, sessions."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from largesse.accounts import queries
from largesse.accounts.authentication import once_committed
from largesse.accounts.commands import members, second_step, sessions
from largesse.accounts.own_schemas import (
    OwnMemberPatch,
    OwnSecondStepInput,
    OwnSessionList,
    RecoveryCodesView,
    SecondStepCode,
    SecondStepView,
)
from largesse.accounts.schemas import MemberView, OwnPasswordInput
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.core.http.credentials import address_of, session_cookie, session_token_of
from largesse.core.http.limits import limit_sign_in

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

ME: Final = "/members/current"
MEMBERS: Final = "members"
SESSIONS: Final = "sessions"


@router.patch(ME, tags=[MEMBERS], operation_id="changeOneself")
async def change_oneself(patch: OwnMemberPatch, request: Request, ctx: Context = requires("")) -> MemberView:
    """Change one's own name."""
    view = await members.change_oneself(ctx, patch)
    _forget_once_committed(request, ctx)
    return view


@router.put(f"{ME}/password", status_code=204, tags=[MEMBERS], operation_id="changeOwnPassword")
async def change_own_password(
    change: OwnPasswordInput, request: Request, ctx: Context = requires("")
) -> None:
    """Change one's own password; all other sessions end."""
    _limit(request, ctx)
    await members.change_own_password(ctx, change, kept_session=presented_session(request))
    _forget_once_committed(request, ctx)


@router.post(
    f"{ME}/second-step",
    status_code=201,
    tags=[MEMBERS],
    operation_id="beginSecondStep",
    responses=failures(409, 429),
)
async def begin_second_step(
    proof: OwnSecondStepInput, request: Request, ctx: Context = requires("")
) -> SecondStepView:
    """Make a secret for one's authenticator app; signing in asks for codes once one is confirmed."""
    _limit(request, ctx)
    return await second_step.begin_second_step(ctx, request.app.state.keyring, proof.current_password)


@router.post(
    f"{ME}/second-step/confirmations",
    status_code=201,
    tags=[MEMBERS],
    operation_id="confirmSecondStep",
    responses=failures(409, 429),
)
async def confirm_second_step(
    shown: SecondStepCode, request: Request, ctx: Context = requires("")
) -> RecoveryCodesView:
    """Show that the app works: from now on signing in asks for its codes, and all other sessions end."""
    _limit(request, ctx)
    codes = await second_step.confirm_second_step(
        ctx, request.app.state.keyring, shown.code, kept_session=presented_session(request)
    )
    _forget_once_committed(request, ctx)
    return codes


@router.post(
    f"{ME}/recovery-codes",
    status_code=201,
    tags=[MEMBERS],
    operation_id="renewRecoveryCodes",
    responses=failures(409, 429),
)
async def renew_recovery_codes(
    proof: OwnSecondStepInput, request: Request, ctx: Context = requires("")
) -> RecoveryCodesView:
    """Make new recovery codes; those from before work no longer."""
    _limit(request, ctx)
    return await second_step.renew_recovery_codes(ctx, request.app.state.keyring, proof.current_password)


@router.post(
    f"{ME}/second-step/removals",
    status_code=204,
    tags=[MEMBERS],
    operation_id="removeOwnSecondStep",
    responses=failures(409, 429),
)
async def remove_own_second_step(
    proof: OwnSecondStepInput, request: Request, ctx: Context = requires("")
) -> None:
    """Sign in by password alone from now on."""
    _limit(request, ctx)
    await second_step.remove_own_second_step(ctx, proof.current_password)
    _forget_once_committed(request, ctx)


@router.get("/sessions", tags=[SESSIONS], operation_id="listOwnSessions")
async def list_own_sessions(request: Request, ctx: Context = requires("")) -> OwnSessionList:
    """List one's own sessions, the last used first."""
    return await queries.list_own_sessions(ctx, members.own_id(ctx), presented=presented_session(request))


@router.delete("/sessions/current", status_code=204, tags=[SESSIONS], operation_id="signOut")
async def sign_out(request: Request, response: Response, ctx: Context = requires("")) -> None:
    """Sign out of this session."""
    digest = presented_session(request)
    await sessions.sign_out(ctx, digest)
    once_committed(ctx, lambda: request.app.state.authenticate_session.forget(digest))
    _drop_cookie(request, response)


@router.delete(
    "/sessions/{session_id}",
    status_code=204,
    tags=[SESSIONS],
    operation_id="endSession",
    responses=failures(404),
)
async def end_session(
    session_id: Annotated[UUID, Path(description="Id of the session.")],
    request: Request,
    ctx: Context = requires(""),
) -> None:
    """End one of one's own sessions, such as that of a lost machine."""
    digest = await sessions.end_session(ctx, session_id)
    once_committed(ctx, lambda: request.app.state.authenticate_session.forget(digest))


@router.delete("/sessions", status_code=204, tags=[SESSIONS], operation_id="signOutEverywhere")
async def sign_out_everywhere(request: Request, response: Response, ctx: Context = requires("")) -> None:
    """Sign out of every session, on every device."""
    await sessions.sign_out_everywhere(ctx)
    _forget_once_committed(request, ctx)
    _drop_cookie(request, response)


def presented_session(request: Request) -> bytes:
    """The digest of the session token that came along, or of none."""
    digest: bytes = request.app.state.keyring.digest(session_token_of(request) or "")
    return digest


def _limit(request: Request, ctx: Context) -> None:
    limit_sign_in(request, address=address_of(request), email=ctx.actor.id)


def _forget_once_committed(request: Request, ctx: Context) -> None:
    once_committed(ctx, lambda: request.app.state.authenticate_session.forget_actor(ctx.actor.id))


def _drop_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(
        session_cookie(request), secure=request.url.scheme == "https", httponly=True, samesite="lax"
    )
