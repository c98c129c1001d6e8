"""The first start of an installation: whoever can read the server's log makes the first workspace."""

import base64
import hmac
from dataclasses import dataclass
from typing import Final

import structlog
from sqlalchemy import text

from largesse.accounts.commands.members import create_member
from largesse.accounts.commands.workspaces import create_workspace
from largesse.accounts.own_schemas import SetUpInput
from largesse.accounts.permissions import ALL
from largesse.accounts.schemas import MemberInput
from largesse.core.context import Context
from largesse.core.db import Database, is_unavailable
from largesse.core.errors import ConflictError, ForbiddenError
from largesse.core.seals import Keyring

log = structlog.get_logger()

CODE_BYTES: Final = 10
ONE_AT_A_TIME: Final = 0x1A26E55F  # of PostgreSQL's advisory locks


@dataclass(frozen=True, slots=True)
class SetUp:
    """Whether the installation waits for its first workspace."""

    needed: bool


def set_up_code(keyring: Keyring) -> str:
    """80 bits that follow from the secret key, so that every process prints the same and none keeps it."""
    letters = base64.b32encode(keyring.digest("set-up code")[:CODE_BYTES]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


async def is_set_up(database: Database) -> bool:
    """Whether there is a workspace; with each comes a member."""
    async with database.session() as session:
        return bool(await session.scalar(text("select exists (select from workspaces)")))


async def announce_set_up(database: Database, keyring: Keyring, *, public_url: str) -> None:
    """Writes address and code into the log of a server without a workspace; a database may come later."""
    try:
        if await is_set_up(database):
            return
    except Exception as error:
        if not is_unavailable(error):
            raise
        return
    log.warning("set_up_needed", url=f"{public_url.rstrip('/')}/set-up", set_up_code=set_up_code(keyring))


async def set_up(database: Database, keyring: Keyring, wanted: SetUpInput) -> None:
    """Makes the first workspace and its member with every permission.

    ConflictError once there is a workspace, of two at the same moment for one; ForbiddenError without
    the code of the log.
    """
    async with database.session() as session:
        await session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": ONE_AT_A_TIME})
        if await session.scalar(text("select exists (select from workspaces)")):
            raise ConflictError("already_set_up", "This server has its first workspace. Sign in.")
        if not hmac.compare_digest(_plain(wanted.set_up_code), _plain(set_up_code(keyring))):
            raise ForbiddenError(
                "wrong_set_up_code",
                "This is not the set-up code. The server prints it into its log when it starts.",
            )
        ctx: Context = await create_workspace(
            session, wanted.workspace_name, now=database.clock(), time_zone=wanted.time_zone
        )
        await create_member(
            ctx,
            MemberInput(
                email=wanted.email, name=wanted.name, password=wanted.password, permissions=sorted(ALL)
            ),
        )


def _plain(code: str) -> bytes:
    return code.replace("-", "").replace(" ", "").upper().encode()
