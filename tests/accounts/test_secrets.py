"""No secret is found in the database or in the logs, whatever was done with it."""

import io
from uuid import UUID

import asyncpg
import httpx

from largesse.core.postgres import EmbeddedPostgres
from largesse.core.settings import Settings
from tests.serving import serving

PASSWORD = "planted-password-3f9c"
SECOND = "planted-password-77ab"


async def test_a_dump_and_the_logs_hold_no_planted_secret(
    postgres: EmbeddedPostgres, settings: Settings, client: httpx.AsyncClient, workspace_id: UUID
) -> None:
    async with serving(settings) as served, httpx.AsyncClient(base_url=served.url) as browser:
        secrets = await leave_secrets(browser, client.headers["Authorization"], f"{workspace_id}@example.com")
    dump = await dumped(postgres.dsn())
    log = served.log.read_bytes()
    assert workspace_id.bytes.hex().encode() in dump.replace(b"-", b""), "the dump is a dump"
    assert log.count(b'"/v1/sessions"') >= 3, "the log is a log"
    found = [secret for secret in secrets for form in forms(secret) if form in dump or form in log]
    assert found == []


async def leave_secrets(browser: httpx.AsyncClient, authorization: str, email: str) -> list[str]:
    """Uses every route that takes or gives a secret, rightly and wrongly; returns the secrets."""
    by_key = {"Authorization": authorization}
    repeatable = {**by_key, "Idempotency-Key": "make-a-key"}
    body = {"name": "Planted", "permissions": ["VOUCHERS_POOL_READ"]}
    key = (await browser.post("/v1/keys", json=body, headers=repeatable)).json()
    again = (await browser.post("/v1/keys", json=body, headers=repeatable)).json()
    assert key == again
    rotated = (await browser.post(f"/v1/keys/{key['id']}/rotations", headers=by_key)).json()
    for secret in (key["secret"], rotated["secret"], "lk_planted-and-wrong-0123456789"):
        await browser.get("/v1/pools", headers={"Authorization": f"Bearer {secret}"})
        await browser.post(
            "/v1/keys", json={"name": secret[:0]}, headers={"Authorization": f"Bearer {secret}"}
        )
    made = await browser.post("/v1/members", json={"email": email, "password": PASSWORD}, headers=by_key)
    await browser.put(f"/v1/members/{made.json()['id']}/password", json={"password": SECOND}, headers=by_key)
    await browser.post("/v1/sessions", json={"email": email, "password": PASSWORD})
    await browser.post("/v1/sessions", json={"email": email, "password": SECOND, "unknown": 1})
    session = await browser.post("/v1/sessions", json={"email": email, "password": SECOND})
    assert session.status_code == 201, session.text
    csrf = session.json()["csrf_token"]
    await browser.delete("/v1/sessions/current", headers={"X-CSRF-Token": csrf})
    return [
        authorization.removeprefix("Bearer "),
        key["secret"],
        rotated["secret"],
        "lk_planted-and-wrong-0123456789",
        PASSWORD,
        SECOND,
        session.cookies["largesse"],
        csrf,
    ]


def forms(secret: str) -> tuple[bytes, ...]:
    """As text, and as COPY writes bytes."""
    return secret.encode(), secret.encode().hex().encode()


async def dumped(owner_url: str) -> bytes:
    """Every table of the database as COPY writes it, read by its owner."""
    connection = await asyncpg.connect(owner_url)
    try:
        tables = await connection.fetch(
            "select format('%I.%I', schemaname, tablename) as name from pg_tables"
            " where schemaname not in ('pg_catalog', 'information_schema')"
        )
        dump = io.BytesIO()
        for table in tables:
            await connection.copy_from_query(f"select * from {table['name']}", output=dump)
        return dump.getvalue()
    finally:
        await connection.close()
