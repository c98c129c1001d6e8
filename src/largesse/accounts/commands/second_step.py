"""The second step of signing in: one-time codes by the clock, and recovery codes for a lost telephone."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert

from largesse.accounts.audit import record
from largesse.accounts.commands.grants import check_grant
from largesse.accounts.commands.members import end_sessions, own_id
from largesse.accounts.models import Member, RecoveryCode, SecondStep
from largesse.accounts.one_time_codes import address_for_apps, matching_step, new_secret, qr_image
from largesse.accounts.own_schemas import RecoveryCodesView, SecondStepView
from largesse.accounts.passwords import PASSWORDS, Passwords
from largesse.accounts.queries import get_member, get_workspace
from largesse.core.context import Context
from largesse.core.errors import (
    AppError,
    ConflictError,
    InvalidError,
    TooManyRequestsError,
    UnauthorizedError,
)
from largesse.core.seals import Keyring

RECOVERY_CODES: Final = 10
RECOVERY_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # without what is taken for another
RECOVERY_LENGTH: Final = 12  # 59 bits
FAILURES: Final = 5
LOCKED: Final = timedelta(minutes=15)
BY_CLOCK: Final = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Tried:
    """By what the second step was passed ("none": the member has none), or why it was not."""

    by: str = "none"
    error: AppError | None = None


async def begin_second_step(
    ctx: Context, keyring: Keyring, current_password: str, *, passwords: Passwords = PASSWORDS
) -> SecondStepView:
    """Makes a secret for the caller's authenticator app; nothing asks for codes until one is confirmed.

    InvalidError for a wrong password; ConflictError when codes are asked for already.
    """
    member = await _own(ctx, current_password, passwords)
    if member.second_step_since is not None:
        raise ConflictError(
            "second_step_on", "You have a second step already. Remove it before you set up another one."
        )
    secret = new_secret()
    fresh = {"secret_sealed": keyring.seal(secret), "last_step": 0, "failures": 0, "locked_until": None}
    values = {"workspace_id": ctx.workspace_id, "member_id": member.id, "created_at": ctx.now, **fresh}
    await ctx.db.execute(
        insert(SecondStep)
        .values(values)
        .on_conflict_do_update(index_elements=["workspace_id", "member_id"], set_=fresh)
    )
    workspace = await get_workspace(ctx)
    address = address_for_apps(secret, account=member.email, issuer=f"Largesse {workspace.name}")
    record(ctx, "member.second_step_begun", object_type="member", object_id=member.id)
    return SecondStepView(secret=secret, address=address, qr=qr_image(address))


async def confirm_second_step(
    ctx: Context, keyring: Keyring, code: str, *, kept_session: bytes | None = None
) -> RecoveryCodesView:
    """Switches the second step on once the app has shown a right code; the caller's other sessions end.

    ConflictError when none was begun or it is on; InvalidError for a wrong code.
    """
    member = await get_member(ctx, own_id(ctx))
    stored = await _locked(ctx, member.id)
    if stored is None or member.second_step_since is not None:
        raise ConflictError("second_step_not_begun", "Begin to set the second step up first.")
    step = matching_step(keyring.unseal(stored.secret_sealed), code, now=ctx.now, after=stored.last_step)
    if step is None:
        raise InvalidError(
            "wrong_confirmation_code",
            "This is not the present code of the app. Check the clock of your telephone.",
            pointer="/body/code",
        )
    stored.last_step = step
    member.second_step_since = ctx.now
    await end_sessions(ctx, member.id, but=kept_session)
    codes = await _make_recovery_codes(ctx, keyring, member.id)
    record(
        ctx,
        "member.second_step_set_up",
        object_type="member",
        object_id=member.id,
        before={"second_step_since": None},
        after={"second_step_since": ctx.now.isoformat()},
    )
    await ctx.db.flush()
    return codes


async def renew_recovery_codes(
    ctx: Context, keyring: Keyring, current_password: str, *, passwords: Passwords = PASSWORDS
) -> RecoveryCodesView:
    """New recovery codes in the place of all there were; errors as `begin_second_step`'s."""
    member = await _own(ctx, current_password, passwords)
    _check_is_on(member)
    codes = await _make_recovery_codes(ctx, keyring, member.id)
    record(ctx, "member.recovery_codes_made", object_type="member", object_id=member.id)
    return codes


async def remove_own_second_step(
    ctx: Context, current_password: str, *, passwords: Passwords = PASSWORDS
) -> None:
    """Takes the caller's second step away; errors as `begin_second_step`'s."""
    member = await _own(ctx, current_password, passwords)
    await _remove(ctx, member)


async def remove_second_step(ctx: Context, member_id: UUID) -> None:
    """Takes a member's second step away, who lost telephone and codes, and ends all his sessions.

    ForbiddenError when the member may do what the caller may not; ConflictError when he has none.
    """
    member = await get_member(ctx, member_id)
    check_grant(ctx, member.permissions)
    await _remove(ctx, member)
    await end_sessions(ctx, member_id)


async def try_second_step(ctx: Context, keyring: Keyring, code: str | None) -> Tried:
    """Whether the code of a sign-in is right; the caller commits either way, since what failed is counted.

    A code is taken once. After 5 wrong ones in a row none is taken for 15 minutes, right or wrong.
    """
    member = await get_member(ctx, own_id(ctx))
    if member.second_step_since is None:
        return Tried()
    if not code:
        return Tried(
            error=UnauthorizedError("code_required", "Send the code of your authenticator app as `code` too.")
        )
    stored = await _locked(ctx, member.id)
    if stored is None:  # rows of members and codes are written together
        return Tried()
    if stored.locked_until is not None and stored.locked_until > ctx.now:
        wait = int((stored.locked_until - ctx.now).total_seconds()) + 1
        return Tried(
            error=TooManyRequestsError(
                "too_many_codes", "Too many wrong codes; wait as Retry-After says.", retry_after=wait
            )
        )
    by = await _find_use(ctx, keyring, stored, re.sub(r"[\s-]", "", code).lower())
    if by is None:
        return _refuse(ctx, stored)
    stored.failures, stored.locked_until = 0, None
    return Tried(by)


async def _find_use(ctx: Context, keyring: Keyring, stored: SecondStep, code: str) -> str | None:
    """By what a code is right, which uses it up; None when it is wrong."""
    if BY_CLOCK.fullmatch(code):
        secret = keyring.unseal(stored.secret_sealed)
        step = matching_step(secret, code, now=ctx.now, after=stored.last_step)
        if step is None:
            return None
        stored.last_step = step
        return "app"
    used = await ctx.db.scalar(
        text(
            "update recovery_codes set used_at = :now where workspace_id = :workspace"
            " and member_id = :member and code_digest = :digest and used_at is null returning true"
        ),
        {
            "now": ctx.now,
            "workspace": ctx.workspace_id,
            "member": stored.member_id,
            "digest": _digest(keyring, stored.member_id, code),
        },
    )
    return "recovery_code" if used else None


def _refuse(ctx: Context, stored: SecondStep) -> Tried:
    """Whoever comes here knows the password: the log tells the member and his administrators."""
    stored.failures += 1
    if stored.failures >= FAILURES:
        stored.failures, stored.locked_until = 0, ctx.now + LOCKED
    record(ctx, "session.refused", object_type="member", object_id=stored.member_id)
    return Tried(error=UnauthorizedError("wrong_code", "The code is not right, or it was used before."))


async def _own(ctx: Context, current_password: str, passwords: Passwords) -> Member:
    member = await get_member(ctx, own_id(ctx))
    if not await passwords.verify(member.password_hash, current_password):
        raise InvalidError(
            "wrong_password", "The current password is not right.", pointer="/body/current_password"
        )
    return member


async def _locked(ctx: Context, member_id: UUID) -> SecondStep | None:
    """The row, locked, so that of two who come with one code at the same moment one is refused."""
    found = select(SecondStep).where(
        SecondStep.workspace_id == ctx.workspace_id, SecondStep.member_id == member_id
    )
    return (await ctx.db.scalars(found.with_for_update())).one_or_none()


async def _make_recovery_codes(ctx: Context, keyring: Keyring, member_id: UUID) -> RecoveryCodesView:
    await _forget_recovery_codes(ctx, member_id)
    codes = [
        "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]
    ctx.db.add_all(
        RecoveryCode(
            workspace_id=ctx.workspace_id, member_id=member_id, code_digest=_digest(keyring, member_id, code)
        )
        for code in codes
    )
    return RecoveryCodesView(codes=["-".join((code[:4], code[4:8], code[8:])) for code in codes])


async def _remove(ctx: Context, member: Member) -> None:
    _check_is_on(member)
    await ctx.db.execute(
        delete(SecondStep).where(
            SecondStep.workspace_id == ctx.workspace_id, SecondStep.member_id == member.id
        )
    )
    await _forget_recovery_codes(ctx, member.id)
    record(
        ctx,
        "member.second_step_removed",
        object_type="member",
        object_id=member.id,
        before={"second_step_since": member.second_step_since and member.second_step_since.isoformat()},
        after={"second_step_since": None},
    )
    member.second_step_since = None


async def _forget_recovery_codes(ctx: Context, member_id: UUID) -> None:
    await ctx.db.execute(
        delete(RecoveryCode).where(
            RecoveryCode.workspace_id == ctx.workspace_id, RecoveryCode.member_id == member_id
        )
    )


def _check_is_on(member: Member) -> None:
    if member.second_step_since is None:
        raise ConflictError("second_step_off", "There is no second step to be changed.")


def _digest(keyring: Keyring, member_id: UUID, code: str) -> bytes:
    return keyring.digest(f"recovery code of {member_id}: {code}")
