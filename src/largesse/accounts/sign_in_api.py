"""Routes before anybody is signed in: signing in, and the first start of a server; and who is signed in."""

from typing import Final

from fastapi import APIRouter, Request, Response

from largesse.accounts import queries
from largesse.accounts.commands import members, sessions, set_up
from largesse.accounts.own_schemas import SetUpInput, SetUpView
from largesse.accounts.schemas import MemberView, SessionInput, SessionView, WorkspaceView
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.core.http.credentials import address_of, csrf_token, session_cookie, session_token_of
from largesse.core.http.limits import limit_sign_in
from largesse.core.http.problems import request_id_of

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

SESSIONS: Final = "sessions"
SET_UP: Final = "set-up"


@router.post(
    "/sessions",
    status_code=201,
    tags=[SESSIONS],
    operation_id="signIn",
    responses=failures(401, 429, 503),
)
async def sign_in(credentials: SessionInput, request: Request, response: Response) -> SessionView:
    """Sign in; the session travels in a cookie, and `csrf_token` must come with every change."""
    limit_sign_in(request, address=address_of(request), email=credentials.email)
    return await _start_session(request, response, credentials)


@router.get("/sessions/current", tags=[SESSIONS], operation_id="getSession")
async def get_session(request: Request, ctx: Context = requires("")) -> SessionView:
    """Tell who is signed in, with the CSRF token of the session."""
    return _told(
        request,
        session_token_of(request) or "",
        member=MemberView.model_validate(await queries.get_member(ctx, members.own_id(ctx))),
        workspace=WorkspaceView.model_validate(await queries.get_workspace(ctx)),
    )


@router.get("/set-up", tags=[SET_UP], operation_id="getSetUp", responses=failures(503))
async def get_set_up(request: Request) -> SetUpView:
    """Tell whether this server waits for its first workspace."""
    return SetUpView(needed=not await set_up.is_set_up(request.app.state.database))


@router.post(
    "/set-up",
    status_code=201,
    tags=[SET_UP],
    operation_id="setUp",
    responses=failures(401, 403, 409, 429, 503),
)
async def set_up_server(wanted: SetUpInput, request: Request, response: Response) -> SessionView:
    """Make the first workspace of a server with the code of its log, and sign its first member in."""
    limit_sign_in(request, address=address_of(request), email=SET_UP)
    state = request.app.state
    await set_up.set_up(state.database, state.keyring, wanted)
    return await _start_session(request, response, SessionInput(email=wanted.email, password=wanted.password))


async def _start_session(request: Request, response: Response, credentials: SessionInput) -> SessionView:
    state = request.app.state
    signed_in = await sessions.sign_in(
        state.database,
        state.keyring,
        credentials,
        origin=sessions.Origin(
            state.database.clock(),
            address_of(request),
            request_id_of(request),
            request.headers.get("user-agent", ""),
        ),
    )
    response.set_cookie(
        session_cookie(request),
        signed_in.token,
        max_age=int(sessions.SESSION_LIFE.total_seconds()),
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return _told(request, signed_in.token, member=signed_in.member, workspace=signed_in.workspace)


def _told(request: Request, token: str, *, member: MemberView, workspace: WorkspaceView) -> SessionView:
    return SessionView(
        member=member,
        workspace=workspace,
        csrf_token=csrf_token(request.app.state.keyring, token),
        second_step_due=workspace.second_step_required and member.second_step_since is None,
    )
