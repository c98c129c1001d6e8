"""Rows of COPY in binary format: read by PostgreSQL itself, and what is no such row is refused."""

from io import BytesIO

import numpy as np
import pytest

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.personalization.engine.copying import END, HEAD, RANKED, columns_of, ranking_rows
from largesse.personalization.scorer.engine import Rankings

TABLE = (
    "create temporary table copied (profile_id bigint, stage smallint, promotions integer[], scores real[],"
    " reasons text) on commit drop"
)
WORDS = ((("bought 3 times", 'a "quote"'), (), ("zażółć \U0001f600",), ()), (), ((),))


def rankings(width: int = 4) -> Rankings:
    places = np.array([[3, 0, 70_000, -1], [1, 2, 3, 4], [9, 8, 7, 6]])[:, :width]
    scores = np.array([[0.5, 0.25, -100.5, -np.inf], [1, 2, 3, 4], [1e-30, 0, -0.0, 1e30]])[:, :width]
    return Rankings(np.array([1, 2**62, 7]), places, scores, np.array([2, 0, 1], np.int32), WORDS)


@pytest.mark.parametrize("width", [4, 0])
async def test_postgresql_reads_rankings_as_they_were_written(ctx: Context, width: int) -> None:
    connection = await driver_connection(ctx.db)
    await connection.execute(TABLE)
    found = rankings(width)
    await connection.copy_to_table(
        "copied", source=BytesIO(ranking_rows(found)), columns=RANKED, format="binary"
    )
    rows = await connection.fetch("select * from copied")
    assert [row["profile_id"] for row in rows] == found.ids.tolist()
    assert [row["stage"] for row in rows] == found.stages.tolist()
    assert [row["promotions"] for row in rows] == found.promotions.tolist()
    assert [row["scores"] for row in rows] == found.scores.astype(np.float32).tolist()
    assert [row["reasons"] for row in rows] == [
        '[["bought 3 times","a \\"quote\\""],[],["zażółć \U0001f600"]]',
        "[]",
        "[]",
    ]


async def test_columns_are_read_as_postgresql_writes_them(ctx: Context) -> None:
    connection = await driver_connection(ctx.db)
    query = "select n::bigint, n / 8.0::float8, (-n)::integer from generate_series(1, $1::integer) n"
    for many in (0, 1, 10_000):
        out = BytesIO()
        await connection.copy_from_query(query, many, output=out, format="binary")
        numbers = np.arange(1, many + 1)
        whole, part, below = columns_of(out.getbuffer(), ("i8", "f8", "i4"))
        np.testing.assert_array_equal(whole, numbers)
        np.testing.assert_array_equal(part, numbers / 8.0)
        np.testing.assert_array_equal(below, -numbers)
        assert [column.dtype.kind for column in (whole, part, below)] == ["i", "f", "i"]


@pytest.mark.parametrize("query", ["select null::bigint", "select 1::integer", "select 1::bigint, 2::bigint"])
async def test_nulls_and_other_types_are_refused(ctx: Context, query: str) -> None:
    connection = await driver_connection(ctx.db)
    out = BytesIO()
    await connection.copy_from_query(query, output=out, format="binary")
    with pytest.raises(ValueError, match=r"COPY|type than was expected"):
        columns_of(out.getbuffer(), ("i8",))


def test_what_is_no_copy_is_refused() -> None:
    assert [len(column) for column in columns_of(HEAD + END, ("i8", "f8"))] == [0, 0]
    for content in (b"", b"id,name\n1,a\n" * 5, HEAD + b"\0" + END):
        with pytest.raises(ValueError, match="COPY"):
            columns_of(content, ("i8",))
