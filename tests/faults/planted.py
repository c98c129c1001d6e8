"""Two bugs to plant in a running installation; the judgement must find each of them."""

from pathlib import Path
from typing import Final

import largesse.vouchers.commands.assign as assign

GUARD: Final = "and c.state = 1 and c.valid_until > p_now\n                returning * into v_code;"
HOT_SQL: Final = Path(assign.__file__).parent

# Acknowledged before it is on the disk.
FORGETFUL: Final = ("alter role largesse_app set synchronous_commit = off",)


def read_then_write() -> tuple[str, ...]:
    """The free code is read first and written afterwards, without testing that it still is free."""
    source = (HOT_SQL / "assign.sql").read_text()
    if GUARD not in source:
        msg = "assign.sql has changed: plant the bug in the new text"
        raise AssertionError(msg)
    lease = """
        create or replace function vouchers_lease(
            p_workspace uuid, p_pool uuid, p_wanted integer, p_settled bigint[], p_now timestamptz
        ) returns table (lease bigint, first bigint, last bigint) language sql as $$
            select set_config('largesse.workspace', p_workspace::text, true);
            select 0::bigint, min(c.position), min(c.position) + 3 from codes c
            where c.workspace_id = p_workspace and c.pool_id = p_pool and c.state = 1
            having min(c.position) is not null
        $$"""
    return (source.replace(GUARD, "returning * into v_code;"), lease)
