"""Adds, cancels, redeems and takes back single codes."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping, text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.errors import AppError, ConflictError, InvalidError, NotFoundError
from largesse.events.commands import emit
from largesse.profiles.queries import find_profile
from largesse.vouchers.codes import CasePolicy, canonical, display, problem
from largesse.vouchers.commands.stock import close_pool, open_pool, pool_full
from largesse.vouchers.queries import get_code, view_code
from largesse.vouchers.schemas import CodeInput, CodeView, RedemptionInput, RedemptionView

NOBODY: Final = 0  # numbers of profiles begin at 1; an unknown customer holds no code


async def add_code(ctx: Context, pool_id: UUID, code: CodeInput) -> CodeView:
    """Adds one code to a pool; ConflictError (`code_exists`, with its pool; `pool_full`)."""
    opened = await open_pool(ctx, pool_id)
    shown = with_prefix(display(code.code), opened.pool.prefix)
    fault = problem(shown)
    if fault is not None:
        raise InvalidError("invalid_code", f"{fault}.", pointer="/body/code")
    if opened.room == 0:
        raise pool_full(opened)
    policy = CasePolicy(ctx.case_policy)
    name = canonical(shown, policy)
    added = await ctx.db.scalar(
        text(
            "insert into codes"
            " (workspace_id, pool_id, position, code, display, valid_until, attributes, created_at)"
            " values (:workspace, :pool, :position, :code, :display,"
            " coalesce(cast(:valid as timestamptz), 'infinity'), cast(:attributes as jsonb), :now)"
            " on conflict (workspace_id, code) do nothing returning true"
        ),
        {
            "workspace": ctx.workspace_id,
            "pool": pool_id,
            "position": opened.tail + 1,
            "code": name,
            "display": shown if shown != name else None,
            "valid": code.expires_at,
            "attributes": dump_json(code.attributes) if code.attributes else None,
            "now": ctx.now,
        },
    )
    if not added:
        existing = await ctx.db.scalar(
            text("select pool_id from codes where workspace_id = :workspace and code = :code"),
            {"workspace": ctx.workspace_id, "code": name},
        )
        raise ConflictError(
            "code_exists",
            f"The code {shown} exists in this workspace already; codes are unique over all pools,"
            " and those of a pool just deleted count until their rows are gone.",
            facts={"pool_id": existing},
        )
    await close_pool(ctx, opened, {code.expires_at: 1})
    record(ctx, "code.added", object_type="pool", object_id=pool_id, after={"code": shown})
    return await view_code(ctx, shown)


async def redeem_code(ctx: Context, code: str, redemption: RedemptionInput) -> RedemptionView:
    """Uses a code up, exactly once.

    ConflictError: `code_already_redeemed`, `code_cancelled`, `code_expired`, `wrong_customer`.
    """
    row = await get_code(ctx, code)
    customer = None
    if redemption.profile is not None:
        customer = await find_profile(ctx, redemption.profile) or NOBODY
    redeemed = (
        (
            await ctx.db.execute(
                text(
                    "update codes c set state = 3, redeemed_at = :now from (select state, position from codes"
                    " where workspace_id = :workspace and code = :code for update) old"
                    " where c.workspace_id = :workspace and c.code = :code and c.state in (1, 2)"
                    " and coalesce(c.profile_id = cast(:customer as bigint), true)"
                    " and coalesce(c.expires_at, c.valid_until) > :now"
                    " and (c.state = 2 or not exists (select from pools p"
                    "  where p.workspace_id = :workspace and p.id = c.pool_id and p.codes_expire_at <= :now))"
                    " returning c.*, old.state as old_state"
                ),
                {
                    "workspace": ctx.workspace_id,
                    "code": row["code"],
                    "customer": customer,
                    "now": ctx.now,
                },
            )
        )
        .mappings()
        .one_or_none()
    )
    if redeemed is None:
        raise _refuse_redemption(await get_code(ctx, code), ctx.now, customer=customer)
    was_assigned = redeemed["old_state"] == 2
    await _count(
        ctx,
        redeemed,
        unassigned=0 if was_assigned else -1,
        assigned=-1 if was_assigned else 0,
        redeemed=1,
        handed_out=0 if was_assigned else 1,
    )
    holder = redeemed["profile_id"] or customer or None
    shown = redeemed["display"] or redeemed["code"]
    await emit(
        ctx,
        "code.redeemed",
        {"pool_id": redeemed["pool_id"], "code": shown, "order_id": redemption.order_id},
        profile_id=holder,
    )
    return RedemptionView(code=shown, pool_id=redeemed["pool_id"], profile_id=holder, redeemed_at=ctx.now)


async def cancel_code(ctx: Context, code: str) -> CodeView:
    """Makes a code void for good; ConflictError when it is redeemed or void already."""
    row = await get_code(ctx, code)
    cancelled = (
        (
            await ctx.db.execute(
                text(
                    "update codes c set state = 4, cancelled_at = :now from (select state from codes"
                    " where workspace_id = :workspace and code = :code for update) old"
                    " where c.workspace_id = :workspace and c.code = :code and c.state in (1, 2)"
                    " returning c.*, old.state as old_state"
                ),
                {"workspace": ctx.workspace_id, "code": row["code"], "now": ctx.now},
            )
        )
        .mappings()
        .one_or_none()
    )
    if cancelled is None:
        raise _refuse_change(await get_code(ctx, code))
    was_assigned = cancelled["old_state"] == 2
    await _count(
        ctx, cancelled, unassigned=0 if was_assigned else -1, assigned=-1 if was_assigned else 0, cancelled=1
    )
    shown = cancelled["display"] or cancelled["code"]
    record(ctx, "code.cancelled", object_type="code", object_id=shown)
    await emit(
        ctx,
        "code.cancelled",
        {"pool_id": cancelled["pool_id"], "code": shown},
        profile_id=cancelled["profile_id"],
    )
    return await view_code(ctx, code)


async def give_back(ctx: Context, pool_id: UUID, code: str) -> None:
    """Takes an assigned code from its profile; it is handed out again before any other.

    ConflictError (`code_not_assigned`, `code_already_redeemed`, `code_cancelled`).
    """
    row = await get_code(ctx, code)
    if row["pool_id"] != pool_id:
        raise NotFoundError("code_not_found", f"The code {code} is not in this pool.")
    held = (
        await ctx.db.execute(
            text(
                "delete from assignments where workspace_id = :workspace and profile_id = :profile"
                " and pool_id = :pool and position = :position returning profile_id"
            ),
            {
                "workspace": ctx.workspace_id,
                "profile": row["profile_id"],
                "pool": pool_id,
                "position": row["position"],
            },
        )
    ).one_or_none()
    returned = (
        (
            await ctx.db.execute(
                text(
                    "update codes set state = 1, profile_id = null, assigned_at = null, expires_at = null"
                    " where workspace_id = :workspace and code = :code and state = 2 returning *"
                ),
                {"workspace": ctx.workspace_id, "code": row["code"]},
            )
        )
        .mappings()
        .one_or_none()
    )
    if held is None or returned is None:
        raise _refuse_change(await get_code(ctx, code))
    await ctx.db.execute(
        text(
            "insert into pool_returns (workspace_id, pool_id, position) values (:workspace, :pool, :position)"
            " on conflict do nothing"
        ),
        {"workspace": ctx.workspace_id, "pool": pool_id, "position": row["position"]},
    )
    await _count(ctx, returned, unassigned=1, assigned=-1, handed_out=-1)
    record(ctx, "code.returned", object_type="code", object_id=code, before={"profile_id": row["profile_id"]})
    await emit(ctx, "code.returned", {"pool_id": pool_id, "code": code}, profile_id=row["profile_id"])


def with_prefix(code: str, prefix: str) -> str:
    """The code as it stands in a pool with that prefix."""
    return code if code.startswith(prefix) else prefix + code


async def _count(ctx: Context, code: RowMapping, **changes: int) -> None:
    names = ", ".join(changes)
    marks = ", ".join(f":{name}" for name in changes)
    await ctx.db.execute(
        text(
            f"insert into pool_count_deltas (workspace_id, pool_id, valid_until, at, {names})"
            f" select workspace_id, pool_id, valid_until, :now, {marks} from codes"
            " where workspace_id = :workspace and pool_id = :pool and position = :position"
        ),
        {
            "workspace": ctx.workspace_id,
            "pool": code["pool_id"],
            "position": code["position"],
            "now": ctx.now,
            **changes,
        },
    )


def _refuse_redemption(row: RowMapping, now: datetime, *, customer: int | None) -> AppError:
    if customer is not None and row["profile_id"] not in (None, customer):
        return ConflictError("wrong_customer", "This code was assigned to another customer.")
    until = row["expires_at"] or row["valid_until"]
    if row["state"] in (1, 2):
        moment = until.isoformat() if until is not None and until <= now else "the date of its pool"
        return ConflictError("code_expired", f"This code expired at {moment}.")
    return _refuse_change(row)


def _refuse_change(row: RowMapping) -> AppError:
    shown = row["display"] or row["code"]
    match row["state"]:
        case 3:
            return ConflictError(
                "code_already_redeemed",
                f"The code {shown} was redeemed at {row['redeemed_at'].isoformat()}.",
                facts={"redeemed_at": row["redeemed_at"]},
            )
        case 4:
            return ConflictError("code_cancelled", f"The code {shown} was cancelled.")
        case 1:
            return ConflictError("code_not_assigned", f"The code {shown} is not assigned to anybody.")
        case _:
            return ConflictError(
                "code_changed", f"The code {shown} changed at this moment. Repeat the request."
            )
