"""Codes drawn while messages are rendered: once for each send, and given back if it fails for good."""

import base64
import html
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import AppError, ConflictError
from largesse.core.templates import NeedsCode, StopRender, TemplateError
from largesse.vouchers.barcodes import BarcodeError, BarcodeType, render
from largesse.vouchers.commands.assign_many import assign_many
from largesse.vouchers.commands.codes import give_back
from largesse.workflows.paths import Batch, Path

# A mail that failed may still arrive; until then nobody else gets its code.
QUARANTINE: Final = timedelta(hours=72)
SAMPLE: Final = "SAMPLE-CODE"
MOST_POOLS: Final = 10


class DrawnCodes:
    """The acts of one path's message; a code that was not drawn yet is asked for by NeedsCode."""

    def __init__(self, codes: Mapping[str, str], *, simulated: bool) -> None:
        self._codes = codes
        self._simulated = simulated

    def code(self, pool: str, *, assign: bool) -> str:
        """The path's code of a pool."""
        if self._simulated or not assign:
            return self._codes.get(pool, SAMPLE if self._simulated else "")
        if pool not in self._codes:
            raise NeedsCode(pool)
        return self._codes[pool]

    def barcode(self, code: str, options: Mapping[str, str]) -> str:
        """The picture of a code, inside of the mail; TemplateError when the code cannot be drawn so."""
        wanted = options.get("type", BarcodeType.QR_CODE).upper().replace("-", "_")
        try:
            picture = render(code, barcode_type=BarcodeType(wanted), image_format="png", scale=3)
        except (BarcodeError, ValueError) as error:
            raise TemplateError(f"{code} cannot be drawn as {wanted}: {error}") from error
        address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
        if options.get("form") == "url":
            return address
        return f'<img src="{address}" alt="{html.escape(code)}">'


async def render_with_codes(
    batch: Batch, paths: Sequence[Path], render: Callable[[Path, DrawnCodes], None]
) -> None:
    """Renders for each path, drawing codes for all that ask for one of the same pool at once.

    A path whose pool is empty goes on without its message. `render` must leave nothing behind when it raises.
    """
    drawn: dict[int, dict[str, str]] = {path.id: {} for path in paths}
    keys = {path.id: path.key for path in paths}
    sent: set[int] = set()
    await _render_all(batch, paths, render, drawn=drawn, sent=sent)
    unsent = [keys[number] for number, codes in drawn.items() if codes and number not in sent]
    if unsent:
        await _release(batch.ctx, unsent)


async def _render_all(
    batch: Batch,
    paths: Sequence[Path],
    render: Callable[[Path, DrawnCodes], None],
    *,
    drawn: dict[int, dict[str, str]],
    sent: set[int],
) -> None:
    left = list(paths)
    for _ in range(MOST_POOLS + 1):
        wanted: dict[str, list[Path]] = {}
        for path in left:
            pool = _try(batch, path, render, drawn[path.id], sent=sent)
            if pool is not None:
                wanted.setdefault(pool, []).append(path)
        if not wanted:
            return
        left = []
        for pool, group in sorted(wanted.items()):
            left += await _draw(batch, pool, group, drawn=drawn)
    for path in left:
        batch.bury(path, f"A message may draw from {MOST_POOLS} pools at most.")


def _try(
    batch: Batch,
    path: Path,
    render: Callable[[Path, DrawnCodes], None],
    codes: Mapping[str, str],
    *,
    sent: set[int],
) -> str | None:
    """Renders for one path; answers the pool from which it needs a code first."""
    try:
        render(path, DrawnCodes(codes, simulated=batch.world.simulated))
        sent.add(path.id)
    except NeedsCode as need:
        return need.pool
    except StopRender as stop:
        batch.skip(path, str(stop))
    except TemplateError as error:
        batch.bury(path, str(error))
    return None


async def _draw(
    batch: Batch, pool: str, paths: Sequence[Path], *, drawn: dict[int, dict[str, str]]
) -> list[Path]:
    """Gives each path a code of the pool; answers those that have one now."""
    served, left = [], list(paths)
    while left:  # paths of the same profile one after the other, so that each gets a code of its own
        first = {path.profile_id: path for path in reversed(left)}
        served += await _draw_once(batch, pool, list(first.values()), drawn=drawn)
        left = [path for path in left if path is not first[path.profile_id]]
    return served


async def _draw_once(
    batch: Batch, pool: str, paths: Sequence[Path], *, drawn: dict[int, dict[str, str]]
) -> list[Path]:
    try:
        pool_id = UUID(pool)
        given = await assign_many(batch.ctx, pool_id, [path.profile_id for path in paths], mode="assign")
    except (ValueError, AppError) as error:
        detail = error.detail if isinstance(error, AppError) else f"{pool} is not the id of a pool."
        for path in paths:
            batch.fail(path, detail)
        return []
    served, keys = [], []
    for path in paths:
        code = given[path.profile_id].code if path.profile_id in given else None
        if code is None:
            batch.fail(path, f"There was no code: {given[path.profile_id].outcome}.")
            continue
        drawn[path.id][pool] = code
        served.append(path)
        keys.append((path.key, code))
    await _note(batch.ctx, pool_id, keys)
    return served


async def _note(ctx: Context, pool_id: UUID, keys: Sequence[tuple[str, str]]) -> None:
    await ctx.db.execute(
        text(
            "insert into drawn_codes (workspace_id, dedupe_key, pool_id, code, drawn_at)"
            " select :workspace, u.key, :pool, u.code, :now"
            " from unnest(cast(:keys as text[]), cast(:codes as text[])) u (key, code) on conflict do nothing"
        ),
        {
            "workspace": ctx.workspace_id,
            "pool": pool_id,
            "now": ctx.now,
            "keys": [key for key, _ in keys],
            "codes": [code for _, code in keys],
        },
    )


async def _release(ctx: Context, keys: Sequence[str]) -> None:
    """Codes drawn for messages that were not made after all go back at the next occasion: nobody saw them."""
    await ctx.db.execute(
        text(
            "update drawn_codes set give_back_at = :now where workspace_id = :workspace"
            " and dedupe_key = any(cast(:keys as text[]))"
        ),
        {"workspace": ctx.workspace_id, "now": ctx.now, "keys": list(keys)},
    )


async def quarantine(ctx: Context, dedupe_key: str) -> None:
    """The message of this key failed for good: its codes go back to their pools after the quarantine."""
    await ctx.db.execute(
        text(
            "update drawn_codes set give_back_at = :at where workspace_id = :workspace"
            " and dedupe_key = :key and give_back_at is null"
        ),
        {"workspace": ctx.workspace_id, "key": dedupe_key, "at": ctx.now + QUARANTINE},
    )


async def give_back_due(ctx: Context, *, limit: int = 100) -> int:
    """Gives back codes whose quarantine is over; one that was redeemed or cancelled meanwhile stays."""
    rows = (
        await ctx.db.execute(
            text(
                "delete from drawn_codes where workspace_id = :workspace and give_back_at <= :now"
                " and (dedupe_key, code) in (select dedupe_key, code from drawn_codes"
                " where workspace_id = :workspace and give_back_at <= :now order by give_back_at"
                " limit :limit)"
                " returning pool_id, code"
            ),
            {"workspace": ctx.workspace_id, "now": ctx.now, "limit": limit},
        )
    ).all()
    for pool_id, code in rows:
        try:
            async with ctx.db.begin_nested():
                await give_back(ctx, pool_id, code)
        except ConflictError:
            continue
    return len(rows)
