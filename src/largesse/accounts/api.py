"""Routes of the workspace, members, sessions, API keys, permissions and the audit log."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from largesse.accounts import queries
from largesse.accounts.authentication import once_committed
from largesse.accounts.commands import keys, members, sessions, workspaces
from largesse.accounts.permissions import Permission
from largesse.accounts.schemas import (
    AuditFilter,
    AuditPage,
    CreatedKeyView,
    KeyInput,
    KeyPage,
    KeyPatch,
    KeyView,
    MemberInput,
    MemberPage,
    MemberPatch,
    MemberView,
    OwnPasswordInput,
    PasswordInput,
    PermissionList,
    RotationInput,
    SessionInput,
    SessionView,
    WorkspacePatch,
    WorkspaceView,
)
from largesse.core.context import Context
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.core.http.credentials import address_of, csrf_token, session_cookie, session_token_of
from largesse.core.http.limits import limit_sign_in
from largesse.core.http.problems import request_id_of
from largesse.core.moments import Moment

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

KeyId = Annotated[UUID, Path(description="Id of the key.")]
MemberId = Annotated[UUID, Path(description="Id of the member.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]
Cursor = Annotated[UUID | None, Query(description="`next_cursor` of the page before.")]
Text = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]

WORKSPACE: Final = "workspace"
KEYS: Final = "keys"
MEMBERS: Final = "members"
SESSIONS: Final = "sessions"
AUDIT_LOG: Final = "audit-log"
DEFAULT_ROTATION: Final = RotationInput()


@router.get("/workspace", tags=[WORKSPACE], operation_id="getWorkspace")
async def get_workspace(ctx: Context = requires(Permission.ACCOUNTS_WORKSPACE_READ)) -> WorkspaceView:
    """Read the workspace the key or member belongs to."""
    return WorkspaceView.model_validate(await queries.get_workspace(ctx))


@router.patch("/workspace", tags=[WORKSPACE], operation_id="changeWorkspace", responses=failures(409))
async def change_workspace(
    patch: WorkspacePatch, ctx: Context = requires(Permission.ACCOUNTS_WORKSPACE_UPDATE)
) -> WorkspaceView:
    """Change name or time zone of the workspace."""
    return await workspaces.change_workspace(ctx, patch)


@router.get("/permissions", tags=[KEYS], operation_id="listPermissions")
async def list_permissions(caller: Caller = requires_caller("")) -> PermissionList:
    """List every permission with what it opens, and whether the caller has it."""
    return queries.list_permissions(caller.actor)


@router.post("/keys", status_code=201, tags=[KEYS], operation_id="createKey")
async def create_key(
    key: KeyInput, request: Request, ctx: Context = requires(Permission.ACCOUNTS_KEY_CREATE)
) -> CreatedKeyView:
    """Create an API key; its secret is in this answer and never shown again."""
    return await keys.create_key(ctx, request.app.state.keyring, key)


@router.get("/keys", tags=[KEYS], operation_id="listKeys")
async def list_keys(
    limit: Limit = 50, cursor: Cursor = None, ctx: Context = requires(Permission.ACCOUNTS_KEY_READ)
) -> KeyPage:
    """List API keys, newest first, revoked ones too."""
    return await queries.list_keys(ctx, limit=limit, cursor=cursor)


@router.get("/keys/{key_id}", tags=[KEYS], operation_id="getKey", responses=failures(404))
async def get_key(key_id: KeyId, ctx: Context = requires(Permission.ACCOUNTS_KEY_READ)) -> KeyView:
    """Read an API key."""
    return KeyView.model_validate(await queries.get_key(ctx, key_id))


@router.patch("/keys/{key_id}", tags=[KEYS], operation_id="changeKey", responses=failures(404, 409))
async def change_key(
    key_id: KeyId,
    patch: KeyPatch,
    request: Request,
    ctx: Context = requires(Permission.ACCOUNTS_KEY_UPDATE),
) -> KeyView:
    """Change an API key; what is left out stays."""
    view, digest = await keys.change_key(ctx, key_id, patch)
    once_committed(ctx, lambda: request.app.state.authenticate.forget(digest))
    return view


@router.delete(
    "/keys/{key_id}", status_code=204, tags=[KEYS], operation_id="revokeKey", responses=failures(404, 409)
)
async def revoke_key(
    key_id: KeyId, request: Request, ctx: Context = requires(Permission.ACCOUNTS_KEY_DELETE)
) -> None:
    """Revoke an API key for good."""
    digest = await keys.revoke_key(ctx, key_id)
    once_committed(ctx, lambda: request.app.state.authenticate.forget(digest))


@router.post(
    "/keys/{key_id}/rotations",
    status_code=201,
    tags=[KEYS],
    operation_id="rotateKey",
    responses=failures(404, 409),
)
async def rotate_key(
    key_id: KeyId,
    request: Request,
    rotation: RotationInput = DEFAULT_ROTATION,
    ctx: Context = requires(Permission.ACCOUNTS_KEY_CREATE),
) -> CreatedKeyView:
    """Replace an API key by a new one with the same settings; the old secret works on for a while."""
    created, old = await keys.rotate_key(
        ctx, request.app.state.keyring, key_id, overlap=timedelta(hours=rotation.overlap_hours)
    )
    once_committed(ctx, lambda: request.app.state.authenticate.forget(old))
    return created


@router.post(
    "/members", status_code=201, tags=[MEMBERS], operation_id="createMember", responses=failures(409)
)
async def create_member(
    member: MemberInput, ctx: Context = requires(Permission.ACCOUNTS_MEMBER_CREATE)
) -> MemberView:
    """Add a member, who can sign in at once."""
    return await members.create_member(ctx, member)


@router.get("/members", tags=[MEMBERS], operation_id="listMembers")
async def list_members(
    limit: Limit = 50, cursor: Cursor = None, ctx: Context = requires(Permission.ACCOUNTS_MEMBER_READ)
) -> MemberPage:
    """List members, newest first, disabled ones too."""
    return await queries.list_members(ctx, limit=limit, cursor=cursor)


@router.put("/members/current/password", status_code=204, tags=[MEMBERS], operation_id="changeOwnPassword")
async def change_own_password(
    change: OwnPasswordInput, request: Request, ctx: Context = requires("")
) -> None:
    """Change one's own password; all other sessions end."""
    limit_sign_in(request, address=address_of(request), email=ctx.actor.id)
    kept = _presented_session(request)
    await members.change_own_password(ctx, change, kept_session=kept)
    once_committed(ctx, lambda: request.app.state.authenticate_session.forget_actor(ctx.actor.id))


@router.get("/members/{member_id}", tags=[MEMBERS], operation_id="getMember", responses=failures(404))
async def get_member(
    member_id: MemberId, ctx: Context = requires(Permission.ACCOUNTS_MEMBER_READ)
) -> MemberView:
    """Read a member."""
    return MemberView.model_validate(await queries.get_member(ctx, member_id))


@router.patch(
    "/members/{member_id}", tags=[MEMBERS], operation_id="changeMember", responses=failures(404, 409)
)
async def change_member(
    member_id: MemberId,
    patch: MemberPatch,
    request: Request,
    ctx: Context = requires(Permission.ACCOUNTS_MEMBER_UPDATE),
) -> MemberView:
    """Change a member; a disabled one is signed out everywhere."""
    view = await members.change_member(ctx, member_id, patch)
    once_committed(ctx, lambda: request.app.state.authenticate_session.forget_actor(str(member_id)))
    return view


@router.put(
    "/members/{member_id}/password",
    status_code=204,
    tags=[MEMBERS],
    operation_id="setMemberPassword",
    responses=failures(404),
)
async def set_password(
    member_id: MemberId,
    new: PasswordInput,
    request: Request,
    ctx: Context = requires(Permission.ACCOUNTS_MEMBER_UPDATE),
) -> None:
    """Give a member a new password; all his sessions end."""
    await members.set_password(ctx, member_id, new.password)
    once_committed(ctx, lambda: request.app.state.authenticate_session.forget_actor(str(member_id)))


@router.post(
    "/sessions",
    status_code=201,
    tags=[SESSIONS],
    operation_id="signIn",
    responses=failures(401, 429, 503),
)
async def sign_in(credentials: SessionInput, request: Request, response: Response) -> SessionView:
    """Sign in; the session travels in a cookie, and `csrf_token` must come with every change."""
    state = request.app.state
    address = address_of(request)
    limit_sign_in(request, address=address, email=credentials.email)
    signed_in = await sessions.sign_in(
        state.database,
        state.keyring,
        credentials,
        origin=sessions.Origin(state.database.clock(), address, request_id_of(request)),
    )
    response.set_cookie(
        session_cookie(request),
        signed_in.token,
        max_age=int(sessions.SESSION_LIFE.total_seconds()),
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return SessionView(
        member=signed_in.member,
        workspace=signed_in.workspace,
        csrf_token=csrf_token(state.keyring, signed_in.token),
    )


@router.get("/sessions/current", tags=[SESSIONS], operation_id="getSession")
async def get_session(request: Request, ctx: Context = requires("")) -> SessionView:
    """Tell who is signed in, with the CSRF token of the session."""
    return SessionView(
        member=MemberView.model_validate(await queries.get_member(ctx, members.own_id(ctx))),
        workspace=WorkspaceView.model_validate(await queries.get_workspace(ctx)),
        csrf_token=csrf_token(request.app.state.keyring, session_token_of(request) or ""),
    )


@router.delete("/sessions/current", status_code=204, tags=[SESSIONS], operation_id="signOut")
async def sign_out(request: Request, response: Response, ctx: Context = requires("")) -> None:
    """Sign out of this session."""
    digest = _presented_session(request)
    await sessions.sign_out(ctx, digest)
    once_committed(ctx, lambda: request.app.state.authenticate_session.forget(digest))
    _drop_cookie(request, response)


@router.delete("/sessions", status_code=204, tags=[SESSIONS], operation_id="signOutEverywhere")
async def sign_out_everywhere(request: Request, response: Response, ctx: Context = requires("")) -> None:
    """Sign out of every session, on every device."""
    await sessions.sign_out_everywhere(ctx)
    once_committed(ctx, lambda: request.app.state.authenticate_session.forget_actor(ctx.actor.id))
    _drop_cookie(request, response)


@router.get("/audit-log", tags=[AUDIT_LOG], operation_id="listAuditLog")
async def list_audit_log(
    limit: Limit = 50,
    cursor: Cursor = None,
    object_type: Text = None,
    object_id: Text = None,
    actor: Annotated[
        Text, Query(description="Such as `member:<id>`, `api_key:<id>` or `system:system`.")
    ] = None,
    action: Annotated[Text, Query(description="Such as `pool.created`.")] = None,
    since: Annotated[Moment | None, Query(alias="from", description="Not before.")] = None,
    until: Annotated[Moment | None, Query(alias="to", description="Before.")] = None,
    ctx: Context = requires(Permission.ACCOUNTS_AUDIT_READ),
) -> AuditPage:
    """List who did what, newest first."""
    wanted = AuditFilter(
        object_type=object_type,
        object_id=object_id,
        actor=actor,
        action=action,
        since=since,
        until=until,
    )
    return await queries.list_audit_log(ctx, wanted, limit=limit, cursor=cursor)


def _presented_session(request: Request) -> bytes:
    digest: bytes = request.app.state.keyring.digest(session_token_of(request) or "")
    return digest


def _drop_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(
        session_cookie(request), secure=request.url.scheme == "https", httponly=True, samesite="lax"
    )
