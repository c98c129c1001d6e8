"""A signed-in profile reads its own offers, and variants are dealt out as their shares say."""

from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from scipy.stats import chisquare

from largesse.personalization.experiments.buckets import lay_out
from tests.conftest import SetClock
from tests.personalization.handbills.made import a_customer, a_handbill, codes, promotions, read

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def test_a_profile_reads_its_own_set_and_nothing_else(
    client: httpx.AsyncClient, app: FastAPI, workspace_id: UUID
) -> None:
    del workspace_id
    await promotions(client, 4)
    handbill = await a_handbill(client)
    profile = await a_customer(client)
    stranger = await a_customer(client, "c-2")
    key = client.headers["Authorization"].removeprefix("Bearer ")
    signed_in = await client.post("/v4/auth/login/client", json={"apiKey": key, "customId": "c-1"})
    headers = {"Authorization": f"Bearer {signed_in.json()['token']}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers) as own:
        mine = await own.get(f"/v1/handbills/{handbill}/own")
        assert mine.status_code == 200, mine.text
        assert (await own.get(f"/v1/handbills/{handbill}/profiles/{stranger}")).status_code == 403
        assert (await own.get(f"/v1/handbills/{handbill}")).status_code == 403
    assert codes(mine.json()) == codes(await read(client, handbill, profile))
    assert mine.json().keys() == {"handbill_id", "starts_at", "ends_at", "items"}
    assert not {"score", "reasons", "slot"} & mine.json()["items"][0].keys()
    by_key = await client.get(f"/v1/handbills/{handbill}/own")
    assert (by_key.status_code, by_key.json()["code"]) == (403, "profile_token_required")


def test_shares_are_kept_for_many_customers() -> None:
    shares: dict[str | None, int] = {"A": 6_000, "B": 3_000, None: 1_000}
    layout = lay_out(shares)
    drawn = layout.variants_of("fixed salt", list(range(50_000)))
    seen = [drawn.count(name) for name in shares]
    assert chisquare(seen, [share * 5 for share in shares.values()]).pvalue > 0.001
    assert layout.variants_of("fixed salt", [17, 4, 17]) == [drawn[17], drawn[4], drawn[17]]
