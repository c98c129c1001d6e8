"""Every set holds what the marketer set, for random settings and weeks; planted bugs are found."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from scipy.stats import chisquare
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.app import create_app
from largesse.core.db import APP_ROLE, Database
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from largesse.personalization.handbills.dispenser import Dispenser
from largesse.personalization.handbills.jobs import handbill_jobs
from tests.conftest import SECRET_KEY, SetClock
from tests.factories import a_key
from tests.personalization.handbills.made import MOBILE, a_draft, count, promotions, publish, told
from tests.personalization.handbills.planted import ForgetsSets, IgnoresOverlap, ServesControl
from tests.personalization.handbills.scenes import NOON, PEOPLE, Scene, scenes
from tests.personalization.handbills.test_jobs import run

FRESH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
# A scene takes a second or two; what is found names the act.
WITHOUT_SHRINKING = [Phase.explicit, Phase.generate]
SHARES = {"A": 5_000, "B": 3_000, None: 2_000}


@asynccontextmanager
async def opened(
    dsn: str, folder: Path, scene: dict[str, Any], dispenser: type[Dispenser]
) -> AsyncIterator[tuple[Scene, Database, UUID]]:
    """The scene in a workspace of its own, served by this kind of dispenser."""
    clock = SetClock(NOON)
    database = Database(dsn, pool_size=10, clock=clock)
    await database.open()
    try:
        async with database.session() as session:
            workspace_id = (await create_workspace(session, "Scene", now=NOON)).workspace_id
        key = await a_key(database, workspace_id, Keyring(bytes.fromhex(SECRET_KEY)))
        app = create_app(Settings(database_url=dsn, secret_key=SECRET_KEY, data_dir=folder), database)
        app.state.dispenser = dispenser(database, app.state.shelf, app.state.ranker)
        headers = {"Authorization": f"Bearer {key}"}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop", headers=headers) as client:
            run_of = Scene(client, clock, scene)
            await run_of.open()
            async with database.context(workspace_id) as ctx:
                row = (
                    await ctx.db.execute(
                        text(
                            "select h.salt, v.layout from handbills h join handbill_versions v"
                            " on v.workspace_id = h.workspace_id and v.handbill_id = h.id"
                        )
                    )
                ).one()
            run_of.knows(row.salt, row.layout)
            yield run_of, database, workspace_id
    finally:
        await database.close()


async def play(
    dsn: str, folder: Path, scene: dict[str, Any], dispenser: type[Dispenser] = Dispenser
) -> list[str]:
    """What the judge finds."""
    async with opened(dsn, folder, scene, dispenser) as (run_of, _, _):
        for act in scene["acts"]:
            await run_of.act(*act)
        for who in range(PEOPLE):
            await run_of.read(who)
        return run_of.faults


async def play_at_once(dsn: str, folder: Path, scene: dict[str, Any]) -> None:
    """Eight first readings of each customer at once: one set, one event, one answer."""
    async with opened(dsn, folder, scene, Dispenser) as (run_of, database, workspace_id):
        for profile in run_of.people:
            path = f"/v1/handbills/{run_of.handbill}/profiles/{profile}"
            answers = await asyncio.gather(*(run_of.send("GET", path) for _ in range(8)))
            bodies = [answer.json() for answer in answers]
            assert all(answer.status_code == 200 for answer in answers), bodies
            if bodies[0]["set_id"] is not None:  # one without offers is not kept, and has no id
                assert all(body == bodies[0] for body in bodies)
        sets = await count(database, workspace_id, "handbill_sets")
        events = await told(database, workspace_id)
        assert len(events) == len({event["profile_id"] for event in events}) <= sets <= PEOPLE
        assert await count(database, workspace_id, "handbill_members") == PEOPLE


@settings(max_examples=25, deadline=None, suppress_health_check=FRESH, phases=WITHOUT_SHRINKING)
@given(scene=scenes)
def test_every_set_holds_what_the_marketer_set(
    postgres: EmbeddedPostgres, tmp_path: Path, scene: dict[str, Any]
) -> None:
    assert asyncio.run(play(postgres.dsn(user=APP_ROLE), tmp_path, scene)) == []


@settings(max_examples=5, deadline=None, suppress_health_check=FRESH, phases=WITHOUT_SHRINKING)
@given(scene=scenes)
def test_eight_first_readings_at_once_make_one_set(
    postgres: EmbeddedPostgres, tmp_path: Path, scene: dict[str, Any]
) -> None:
    asyncio.run(play_at_once(postgres.dsn(user=APP_ROLE), tmp_path, scene))


@pytest.mark.parametrize(
    ("dispenser", "fault"),
    [
        (IgnoresOverlap, "overlap"),
        (ForgetsSets, "a second set for one period"),
        (ServesControl, "another arm than the hash says"),
    ],
)
def test_the_judge_finds_a_planted_bug(
    postgres: EmbeddedPostgres, tmp_path: Path, dispenser: type[Dispenser], fault: str
) -> None:
    found: set[str] = set()

    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=FRESH,
        phases=WITHOUT_SHRINKING,
        derandomize=True,
        database=None,
    )
    @given(scene=scenes)
    def search(scene: dict[str, Any]) -> None:
        if not any(told.startswith(fault) for told in found):
            found.update(asyncio.run(play(postgres.dsn(user=APP_ROLE), tmp_path, scene, dispenser)))

    search()
    assert any(told.startswith(fault) for told in found), found


async def test_shares_are_kept_and_a_slider_moves_the_fewest(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    clock.now = NOON
    await promotions(client, 3)
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(
            text(
                "insert into profiles (workspace_id, id, uuid, custom_id, attributes, tags, agreements,"
                " created_at, updated_at) overriding system value"
                " select :workspace, n, gen_random_uuid(), 'k' || n, '{}', '{}', '{}', :now, :now"
                " from generate_series(1, 3000) n"
            ),
            {"workspace": workspace_id, "now": NOON},
        )
    names = [name for name in SHARES if name]
    variants = [{"name": name, "share": SHARES[name]} for name in names]
    fields = {"slots": [{"filter": MOBILE, "count": 1}], "variants": variants, "control_share": SHARES[None]}
    handbill = await a_draft(client, **fields)
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update handbills set salt = 'fixed'"))
    job = (await publish(client, handbill))["job_id"]
    await run(client, database, workspace_id, job, handbill_jobs())
    before = await arms(database, workspace_id)
    seen = {name: list(before.values()).count(name) for name in SHARES}
    expected = [3000 * share / 10_000 for share in SHARES.values()]
    assert chisquare(list(seen.values()), expected).pvalue > 0.001, seen
    moved = {"A": 4_000, "B": 4_000, None: 2_000}
    layouts = [await layout_of(database, workspace_id)]
    fields["variants"] = [{"name": name, "share": moved[name]} for name in names]
    await client.patch(f"/v1/handbills/{handbill}", json={"definition": fields})
    await publish(client, handbill)
    layouts.append(await layout_of(database, workspace_id))
    old, new = layouts
    changed = [bucket for bucket in range(10_000) if old[bucket] != new[bucket]]
    assert len(changed) == 1_000, "a thousand parts go from A to B, and nobody else moves"
    assert {(old[bucket], new[bucket]) for bucket in changed} == {("A", "B")}
    assert await arms(database, workspace_id) == before, "who was looked at stays where he is"


async def arms(database: Database, workspace_id: UUID) -> dict[int, str | None]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.execute(text("select profile_id, variant from handbill_members"))
        return {row.profile_id: row.variant for row in rows}


async def layout_of(database: Database, workspace_id: UUID) -> list[str | None]:
    """The arm of each bucket, of the version published last."""
    async with database.context(workspace_id) as ctx:
        layout = await ctx.db.scalar(
            text("select layout from handbill_versions order by version desc limit 1")
        )
    found: dict[int, str | None] = {}
    for arm in layout:
        for begin, end in arm["ranges"]:
            found |= dict.fromkeys(range(begin, end), arm["variant"])
    return [found[bucket] for bucket in range(10_000)]
