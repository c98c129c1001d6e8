"""Routes of pools, codes, assignments and redemptions."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.core.http.transactions import digest_of, idempotency_key_of
from largesse.vouchers import queries
from largesse.vouchers.commands import codes, pools
from largesse.vouchers.commands.assign import Assigned, Assigner, AssignRequest
from largesse.vouchers.history import MAX_DAYS, history_of
from largesse.vouchers.models import STATES
from largesse.vouchers.schemas import (
    AssignmentInput,
    AssignmentView,
    CodeInput,
    CodePage,
    CodeState,
    CodeView,
    PoolHistory,
    PoolInput,
    PoolPage,
    PoolPatch,
    PoolView,
    RedemptionInput,
    RedemptionView,
)

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

PoolId = Annotated[UUID, Path(description="Id of the pool.")]
CodePath = Annotated[
    str, Path(min_length=1, max_length=64, description="The code, in any case the workspace allows.")
]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]
Cursor = Annotated[
    str | None, Query(max_length=200, pattern=r"^[^\x00]*$", description="`next_cursor` of the page before.")
]

POOLS: Final = "pools"
CODES: Final = "codes"


@router.post("/pools", status_code=201, tags=[POOLS], operation_id="createPool", responses=failures(409))
async def create_pool(pool: PoolInput, ctx: Context = requires(Permission.VOUCHERS_POOL_CREATE)) -> PoolView:
    """Create a pool."""
    return await pools.create_pool(ctx, pool)


@router.get("/pools", tags=[POOLS], operation_id="listPools")
async def list_pools(
    limit: Limit = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    search: Annotated[
        str | None, Query(max_length=200, pattern=r"^[^\x00]*$", description="Part of the name.")
    ] = None,
    ctx: Context = requires(Permission.VOUCHERS_POOL_READ),
) -> PoolPage:
    """List pools with their counts, newest first."""
    return await queries.list_pools(ctx, limit=limit, cursor=cursor, search=search)


@router.get("/pools/{pool_id}", tags=[POOLS], operation_id="getPool", responses=failures(404))
async def get_pool(pool_id: PoolId, ctx: Context = requires(Permission.VOUCHERS_POOL_READ)) -> PoolView:
    """Read a pool with its counts."""
    return await queries.view_pool(ctx, pool_id)


@router.get("/pools/{pool_id}/history", tags=[POOLS], operation_id="getPoolHistory", responses=failures(404))
async def get_pool_history(
    pool_id: PoolId,
    days: Annotated[int, Query(ge=1, le=MAX_DAYS, description="How many days back, today included.")] = 30,
    ctx: Context = requires(Permission.VOUCHERS_POOL_READ),
) -> PoolHistory:
    """Read what a pool held at the end of each day, and what was handed out and redeemed."""
    return await history_of(ctx, pool_id, days=days)


@router.patch("/pools/{pool_id}", tags=[POOLS], operation_id="changePool", responses=failures(404))
async def change_pool(
    pool_id: PoolId, patch: PoolPatch, ctx: Context = requires(Permission.VOUCHERS_POOL_UPDATE)
) -> PoolView:
    """Change settings of a pool; what is left out stays."""
    return await pools.change_pool(ctx, pool_id, patch)


@router.delete(
    "/pools/{pool_id}", status_code=204, tags=[POOLS], operation_id="deletePool", responses=failures(404, 409)
)
async def delete_pool(pool_id: PoolId, ctx: Context = requires(Permission.VOUCHERS_POOL_DELETE)) -> None:
    """Delete a pool of which no code was handed out."""
    await pools.delete_pool(ctx, pool_id)


@router.post(
    "/pools/{pool_id}/assignments",
    status_code=201,
    tags=[POOLS],
    operation_id="assignCode",
    responses={
        200: {"model": AssignmentView, "description": "The profile held this code before."},
        **failures(404, 409),
    },
)
async def assign_code(
    pool_id: PoolId,
    assignment: AssignmentInput,
    request: Request,
    response: Response,
    caller: Caller = requires_caller(Permission.VOUCHERS_ITEM_ASSIGN_CREATE),
) -> AssignmentView:
    """Hand out one code of a pool to a profile."""
    key = idempotency_key_of(request)
    kind, value = assignment.profile.pair()
    assigner: Assigner = request.app.state.assigner
    assigned = await assigner.assign(
        AssignRequest(
            workspace_id=caller.actor.workspace_id,
            pool_id=pool_id,
            kind=kind,
            value=value,
            mode=assignment.mode,
            now=caller.now,
            source=caller.actor.label,
            key=key,
            digest=await digest_of(request) if key else None,
        )
    )
    if assigned.outcome == "existing":
        response.status_code = 200
    if assigned.outcome == "replayed":
        response.headers["Idempotency-Replayed"] = "true"
    return view_assignment(pool_id, assigned)


@router.delete(
    "/pools/{pool_id}/assignments/{code:path}",
    status_code=204,
    tags=[POOLS],
    operation_id="giveCodeBack",
    responses=failures(404, 409),
)
async def give_code_back(
    pool_id: PoolId, code: CodePath, ctx: Context = requires(Permission.VOUCHERS_ITEM_ASSIGN_DELETE)
) -> None:
    """Take an assigned code back; it will be handed out again."""
    await codes.give_back(ctx, pool_id, code)


@router.get("/pools/{pool_id}/codes", tags=[POOLS], operation_id="listPoolCodes", responses=failures(404))
async def list_pool_codes(
    pool_id: PoolId,
    limit: Limit = 50,
    cursor: Cursor = None,
    state: Annotated[CodeState | None, Query(description="Only codes in this state.")] = None,
    prefix: Annotated[
        str | None,
        Query(max_length=64, pattern=r"^[^\x00]*$", description="First characters; then by code."),
    ] = None,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_LIST_BY_POOL_READ),
) -> CodePage:
    """List the codes of a pool in the order they are handed out."""
    return await queries.list_pool_codes(ctx, pool_id, limit=limit, cursor=cursor, state=state, prefix=prefix)


@router.post(
    "/pools/{pool_id}/codes",
    status_code=201,
    tags=[POOLS],
    operation_id="addCode",
    responses=failures(404, 409),
)
async def add_code(
    pool_id: PoolId, code: CodeInput, ctx: Context = requires(Permission.VOUCHERS_ITEM_CREATE)
) -> CodeView:
    """Add one code by hand."""
    return await codes.add_code(ctx, pool_id, code)


@router.get("/codes", tags=[CODES], operation_id="listCodes")
async def list_codes(
    limit: Limit = 50,
    cursor: Cursor = None,
    prefix: Annotated[
        str | None, Query(max_length=64, pattern=r"^[^\x00]*$", description="First characters.")
    ] = None,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_READ),
) -> CodePage:
    """List or look up codes by their first characters, over all pools."""
    return await queries.list_codes(ctx, limit=limit, cursor=cursor, prefix=prefix)


@router.post(
    "/codes/{code:path}/redemptions",
    status_code=201,
    tags=[CODES],
    operation_id="redeemCode",
    responses=failures(404, 409),
)
async def redeem_code(
    code: CodePath,
    redemption: RedemptionInput,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_REDEEM_CREATE),
) -> RedemptionView:
    """Redeem a code, exactly once."""
    return await codes.redeem_code(ctx, code, redemption)


@router.post(
    "/codes/{code:path}/cancellations",
    status_code=201,
    tags=[CODES],
    operation_id="cancelCode",
    responses=failures(404, 409),
)
async def cancel_code(
    code: CodePath, ctx: Context = requires(Permission.VOUCHERS_ITEM_CANCEL_UPDATE)
) -> CodeView:
    """Cancel a code for good."""
    return await codes.cancel_code(ctx, code)


@router.get("/codes/{code:path}", tags=[CODES], operation_id="getCode", responses=failures(404))
async def get_code(code: CodePath, ctx: Context = requires(Permission.VOUCHERS_ITEM_READ)) -> CodeView:
    """Read one code."""
    return await queries.view_code(ctx, code)


def view_assignment(pool_id: UUID, assigned: Assigned) -> AssignmentView:
    """The answer for a handed-out code."""
    return AssignmentView(
        code=assigned.code,
        pool_id=pool_id,
        profile_id=assigned.profile_id,
        state=STATES[assigned.state],
        assigned_at=assigned.assigned_at,
        expires_at=assigned.expires_at,
        redeemed_at=assigned.redeemed_at,
        is_new=assigned.outcome != "existing",
    )
