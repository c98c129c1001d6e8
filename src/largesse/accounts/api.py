"""Routes of the workspace, members, API keys, permissions and the audit log."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field

from largesse.accounts import queries
from largesse.accounts.authentication import once_committed
from largesse.accounts.commands import keys, members, second_step, workspaces
from largesse.accounts.permissions import Permission
from largesse.accounts.schemas import (
    ActorPage,
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
    PasswordInput,
    PermissionList,
    RoleList,
    RotationInput,
    WorkspacePatch,
    WorkspaceView,
)
from largesse.core.context import Context
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.core.moments import Moment

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

KeyId = Annotated[UUID, Path(description="Id of the key.")]
MemberId = Annotated[UUID, Path(description="Id of the member.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]
Cursor = Annotated[UUID | None, Query(description="`next_cursor` of the page before.")]
Text = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]
Label = Annotated[str, Field(max_length=100, pattern=r"^(api_key|member|profile|system):[\w-]+$")]

WORKSPACE: Final = "workspace"
KEYS: Final = "keys"
MEMBERS: Final = "members"
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


@router.get("/roles", tags=[MEMBERS], operation_id="listRoles")
async def list_roles(_: Caller = requires_caller("")) -> RoleList:
    """List presets of permissions for members and keys; the permissions given remain the truth."""
    return queries.list_roles()


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


@router.delete(
    "/members/{member_id}/second-step",
    status_code=204,
    tags=[MEMBERS],
    operation_id="removeMemberSecondStep",
    responses=failures(404, 409),
)
async def remove_second_step(
    member_id: MemberId, request: Request, ctx: Context = requires(Permission.ACCOUNTS_MEMBER_UPDATE)
) -> None:
    """Take away the second step of a member who lost telephone and recovery codes; all his sessions end."""
    await second_step.remove_second_step(ctx, member_id)
    once_committed(ctx, lambda: request.app.state.authenticate_session.forget_actor(str(member_id)))


@router.get("/actors", tags=[MEMBERS], operation_id="listActors")
async def list_actors(
    actor: Annotated[
        list[Label], Query(max_length=200, description="Only these, such as `member:<id>` or `api_key:<id>`.")
    ] = [],  # noqa: B006  FastAPI copies it
    limit: Limit = 50,
    cursor: Annotated[Label | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.ACCOUNTS_ACTOR_READ),
) -> ActorPage:
    """List what members and API keys are called, disabled and revoked ones too."""
    return await queries.list_actors(ctx, labels=actor, limit=limit, cursor=cursor)


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
