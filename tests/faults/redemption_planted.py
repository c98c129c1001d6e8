"""Bugs to plant in the functions that hold limits; the judge must find each of them."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import asyncpg

import largesse.redemptions.commands as redemptions
import largesse.vouchers.commands as vouchers

COMMIT: Final = Path(redemptions.__path__[0]) / "commit.sql"
WRITE: Final = COMMIT.with_name("write.sql")
CODES: Final = Path(vouchers.__path__[0]) / "redeem.sql"

CHECKED_BEFORE_THE_LOCK: Final = (
    (
        COMMIT,
        """        perform from limit_counters c where c.workspace_id = p_workspace and c.key = any (v_keys)
        order by c.key for update;
""",
        "",
    ),
)
HOLD_WITHOUT_BUDGET: Final = (
    (
        COMMIT,
        "v_crossed := redemptions_count(p_workspace, p_request -> 'guards');",
        """v_crossed := redemptions_count(p_workspace, (select coalesce(jsonb_agg(g), '[]')
            from jsonb_array_elements(p_request -> 'guards') g
            where p_request ->> 'op' = 'redeem' or g ->> 'k' not like '%:discount.%'));""",
    ),
    (
        COMMIT,
        "        group by g.k) g;",
        "        where r ->> 'op' = 'redeem' or g.k not like '%:discount.%' group by g.k) g;",
    ),
    (
        WRITE,
        "g (k text, n bigint) where g.n <> 0)",
        "g (k text, n bigint) where g.n <> 0 and (r ->> 'op' = 'redeem' or g.k not like '%:discount.%'))",
    ),
)
GIVEN_BACK_TWICE: Final = (
    (COMMIT, "array_agg(-s.n) into v_keys", "array_agg(-2 * s.n) into v_keys"),
    (
        COMMIT,
        "update limit_counters c set used = c.used + g.n\n    from unnest",
        "update limit_counters c set used = greatest(c.used + g.n, 0)\n    from unnest",
    ),
)
FORGOTTEN_LEDGER: Final = ((WRITE, "where g.n <> 0) g (keys, amounts)", "where false) g (keys, amounts)"),)
ONE_OF_MANY: Final = ((COMMIT, "sum(g.n)::bigint as n, min(g.m) as m", "max(g.n) as n, min(g.m) as m"),)
CODE_WITHOUT_ITS_STATE: Final = (
    (CODES, "    elsif v_code.state = 3 then\n        return 'code_exhausted';\n", ""),
)
FORGOTTEN_KEY: Final = (
    (
        COMMIT,
        "            if not found then\n                select k.request_digest",
        "            if false then\n                select k.request_digest",
    ),
)
Bug = tuple[tuple[Path, str, str], ...]


@asynccontextmanager
async def planted(owner_url: str, bug: Bug) -> AsyncIterator[None]:
    """The functions with the bug, until the end of the block."""
    files = {path: path.read_text() for path, _, _ in bug}
    wrong = dict(files)
    for path, right, mistaken in bug:
        if wrong[path].count(right) != 1:
            msg = f"{path.name} has changed: plant the bug in the new text"
            raise AssertionError(msg)
        wrong[path] = wrong[path].replace(right, mistaken)
    await _install(owner_url, wrong.values())
    try:
        yield
    finally:
        await _install(owner_url, files.values())


async def _install(owner_url: str, sources: Iterable[str]) -> None:
    owner = await asyncpg.connect(owner_url)
    try:
        for source in sources:
            await owner.execute(source)
    finally:
        await owner.close()
