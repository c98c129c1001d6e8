"""Sessions: a cookie for the console, guarded against forgery, guessing and long lives."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.sessions import Origin, sign_in
from largesse.accounts.commands.workspaces import create_workspace
from largesse.accounts.passwords import Passwords
from largesse.accounts.schemas import SessionInput
from largesse.core.db import Database
from largesse.core.errors import UnauthorizedError
from largesse.core.http.limits import RateLimits
from largesse.core.seals import Keyring
from tests.conftest import SetClock
from tests.factories import a_member

Stranger = Callable[..., httpx.AsyncClient]
PASSWORD = "correct horse battery"


@pytest.fixture
async def email(database: Database, workspace_id: UUID) -> str:
    return (await a_member(database, workspace_id, email=f"{workspace_id}@example.com")).email


async def signed_in(browser: httpx.AsyncClient, email: str) -> dict[str, str]:
    """Signs in and returns the header that changes need."""
    answer = await browser.post("/v1/sessions", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return {"X-CSRF-Token": answer.json()["csrf_token"]}


async def test_signing_in_opens_every_route_to_the_member(
    browser: httpx.AsyncClient, email: str, workspace_id: UUID
) -> None:
    answer = await browser.post("/v1/sessions", json={"email": email.upper(), "password": PASSWORD})
    assert answer.status_code == 201
    assert answer.json()["member"]["email"] == email
    assert answer.json()["workspace"]["id"] == str(workspace_id)
    csrf = {"X-CSRF-Token": answer.json()["csrf_token"]}
    current = await browser.get("/v1/sessions/current")
    assert current.json() == answer.json()
    made = await browser.post("/v1/pools", json={"name": "By hand"}, headers=csrf)
    assert made.status_code == 201, made.text
    [entry] = (await browser.get("/v1/audit-log", params={"action": "pool.created"})).json()["items"]
    assert entry["actor"] == f"member:{answer.json()['member']['id']}"


@pytest.mark.parametrize(
    ("scheme", "name", "secure"), [("http", "largesse", False), ("https", "__Host-largesse", True)]
)
async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    stranger: Stranger, email: str, scheme: str, name: str, secure: bool
) -> None:
    async with stranger(scheme=scheme) as browser:
        answer = await browser.post("/v1/sessions", json={"email": email, "password": PASSWORD})
        pair, *flags = answer.headers["set-cookie"].split("; ")
        assert pair.startswith(f"{name}=")
        assert len(pair.removeprefix(f"{name}=")) == 43, "256 bits"
        assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=604800"} <= set(flags)
        assert ("Secure" in flags) is secure
        assert not any(flag.startswith("Domain") for flag in flags)
        assert (await browser.get("/v1/sessions/current")).status_code == 200


async def test_a_change_by_cookie_needs_the_csrf_token(
    browser: httpx.AsyncClient, stranger: Stranger, email: str
) -> None:
    csrf = await signed_in(browser, email)
    async with stranger() as other:
        foreign = await signed_in(other, email)
    for sent in ("", "guess", "żółw", foreign["X-CSRF-Token"]):
        headers = {b"X-CSRF-Token": sent.encode()}
        answer = await browser.post("/v1/pools", json={"name": "Forged"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_token_missing")
        assert (await browser.delete("/v1/sessions", headers=headers)).status_code == 403
    assert (await browser.post("/v1/pools", json={"name": "Mine"}, headers=csrf)).status_code == 201


async def test_a_bearer_key_goes_before_the_cookie_and_needs_no_csrf_token(
    browser: httpx.AsyncClient, client: httpx.AsyncClient, email: str
) -> None:
    await signed_in(browser, email)
    by_key = {"Authorization": client.headers["Authorization"]}
    assert (await browser.post("/v1/pools", json={"name": "By key"}, headers=by_key)).status_code == 201
    assert (await browser.get("/v1/pools", headers={"Authorization": "Bearer lk_wrong"})).status_code == 401


async def test_every_sign_in_has_a_new_token_whatever_cookie_came_with_it(
    browser: httpx.AsyncClient, email: str
) -> None:
    browser.cookies.set("largesse", "planted-by-an-attacker", domain="largesse.test")
    answer = await browser.post("/v1/sessions", json={"email": email, "password": PASSWORD})
    first = answer.cookies["largesse"]
    second = (await browser.post("/v1/sessions", json={"email": email, "password": PASSWORD})).cookies[
        "largesse"
    ]
    assert len({first, second, "planted-by-an-attacker"}) == 3


async def test_only_the_digest_of_a_token_is_stored(
    browser: httpx.AsyncClient, email: str, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    await signed_in(browser, email)
    async with database.session(workspace_id) as session:
        digests = (await session.scalars(text("select token_digest from sessions"))).all()
    assert digests == [keyring.digest(browser.cookies["largesse"])]


async def test_signing_out_ends_this_session_only(
    browser: httpx.AsyncClient, stranger: Stranger, email: str
) -> None:
    csrf = await signed_in(browser, email)
    token = browser.cookies["largesse"]
    async with stranger() as other:
        await signed_in(other, email)
        answer = await browser.delete("/v1/sessions/current", headers=csrf)
        assert answer.status_code == 204
        assert "largesse" not in browser.cookies
        browser.cookies.set("largesse", token, domain="largesse.test")
        assert (await browser.get("/v1/sessions/current")).status_code == 401
        assert (await other.get("/v1/sessions/current")).status_code == 200


async def test_signing_out_everywhere_ends_every_session(
    browser: httpx.AsyncClient, stranger: Stranger, email: str
) -> None:
    csrf = await signed_in(browser, email)
    async with stranger() as other:
        await signed_in(other, email)
        assert (await other.get("/v1/sessions/current")).status_code == 200
        assert (await browser.delete("/v1/sessions", headers=csrf)).status_code == 204
        assert (await other.get("/v1/sessions/current")).status_code == 401


async def test_a_session_ends_after_twelve_idle_hours(
    browser: httpx.AsyncClient, email: str, clock: SetClock
) -> None:
    await signed_in(browser, email)
    start = datetime.now(UTC)
    for hours in (11, 22):
        clock.now = start + timedelta(hours=hours)
        assert (await browser.get("/v1/sessions/current")).status_code == 200, hours
    clock.now = start + timedelta(hours=34, seconds=5)
    assert (await browser.get("/v1/sessions/current")).status_code == 401


async def test_a_session_ends_after_seven_days_however_busy(
    browser: httpx.AsyncClient, app: FastAPI, email: str, clock: SetClock, keyring: Keyring
) -> None:
    await signed_in(browser, email)
    digest = keyring.digest(browser.cookies["largesse"])
    start = datetime.now(UTC)
    for hours in range(10, 168, 10):
        clock.now = start + timedelta(hours=hours)
        assert (await browser.get("/v1/sessions/current")).status_code == 200, hours
        app.state.authenticate_session.forget(digest)  # as the seconds pass between two uses
    clock.now = start + timedelta(hours=168, seconds=5)
    assert (await browser.get("/v1/sessions/current")).status_code == 401


async def test_wrong_password_unknown_e_mail_and_disabled_member_get_the_same_answer(
    browser: httpx.AsyncClient, client: httpx.AsyncClient, email: str
) -> None:
    [member] = (await client.get("/v1/members")).json()["items"]
    wrong = ({"email": email, "password": "wrong"}, {"email": f"x{email}", "password": PASSWORD})
    bodies = [await browser.post("/v1/sessions", json=tried) for tried in wrong]
    await client.patch(f"/v1/members/{member['id']}", json={"disabled": True})
    bodies.append(await browser.post("/v1/sessions", json={"email": email, "password": PASSWORD}))
    assert {answer.status_code for answer in bodies} == {401}
    assert len({tuple(answer.json()[name] for name in ("code", "detail")) for answer in bodies}) == 1
    assert "set-cookie" not in "".join(str(answer.headers) for answer in bodies)


class CountingHasher(PasswordHasher):
    """Counts how often the costly work was done, and with which parameters."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=1024)
        self.worked: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002  parent's name
        self.worked.append(str(hash).rsplit("$", 2)[0])
        return super().verify(hash, password)


async def test_an_unknown_e_mail_costs_the_same_work_as_a_wrong_password(
    database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    hasher = CountingHasher()
    passwords = Passwords(hasher)
    email = f"{workspace_id}@example.com"
    async with database.session(workspace_id) as session:
        await session.execute(
            text(
                "insert into members (workspace_id, id, email, password_hash, created_at)"
                " values (:workspace, gen_random_uuid(), :email, :hash, now())"
            ),
            {"workspace": workspace_id, "email": email, "hash": await passwords.hash(PASSWORD)},
        )
    for tried in (email, f"x{email}"):
        with pytest.raises(UnauthorizedError):
            await sign_in(
                database,
                keyring,
                SessionInput(email=tried, password="wrong password"),
                origin=Origin(database.clock(), "192.0.2.1"),
                passwords=passwords,
            )
    assert hasher.worked == ["$argon2id$v=19$m=1024,t=1,p=4"] * 2


@pytest.mark.parametrize("shared", ["address", "email"])
async def test_guessing_is_slowed_for_an_address_and_for_an_e_mail(
    app: FastAPI, email: str, shared: str
) -> None:
    limits = {"sign_ins_per_address": 1000, "sign_ins_per_email": 1000, f"sign_ins_per_{shared}": 3}
    app.state.limits = RateLimits(per_key=1000, rejected_per_address=1000, **limits)
    statuses = []
    for n in range(4):
        transport = httpx.ASGITransport(
            app, client=("192.0.2.1" if shared == "address" else f"192.0.2.{n}", 1)
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://largesse.test") as guesser:
            tried = email if shared == "email" else f"{n}{email}"
            answer = await guesser.post("/v1/sessions", json={"email": tried, "password": "wrong"})
            statuses.append(answer.status_code)
    assert statuses == [401, 401, 401, 429]
    assert answer.json()["code"] == "too_many_sign_ins"
    assert answer.headers["Retry-After"] == "60"


async def test_a_member_changes_his_own_password_and_keeps_this_session(
    browser: httpx.AsyncClient, stranger: Stranger, email: str
) -> None:
    csrf = await signed_in(browser, email)
    path = "/v1/members/current/password"
    wrong = {"current_password": "wrong", "password": "another password"}
    right = {"current_password": PASSWORD, "password": "another password"}
    async with stranger() as other:
        await signed_in(other, email)
        refused = await browser.put(path, json=wrong, headers=csrf)
        assert (refused.status_code, refused.json()["code"]) == (422, "wrong_password")
        assert (await browser.put(path, json=right, headers=csrf)).status_code == 204
        assert (await browser.get("/v1/sessions/current")).status_code == 200
        assert (await other.get("/v1/sessions/current")).status_code == 401
        assert (
            await other.post("/v1/sessions", json={"email": email, "password": PASSWORD})
        ).status_code == 401


async def test_a_key_has_no_session(client: httpx.AsyncClient) -> None:
    for answer in (
        await client.get("/v1/sessions/current"),
        await client.delete("/v1/sessions/current"),
        await client.delete("/v1/sessions"),
        await client.put(
            "/v1/members/current/password", json={"current_password": "x", "password": "another password"}
        ),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "member_required")


async def test_nobody_disables_himself(browser: httpx.AsyncClient, email: str) -> None:
    csrf = await signed_in(browser, email)
    own_id = (await browser.get("/v1/sessions/current")).json()["member"]["id"]
    answer = await browser.patch(f"/v1/members/{own_id}", json={"disabled": True}, headers=csrf)
    assert (answer.status_code, answer.json()["code"]) == (409, "cannot_disable_oneself")


async def test_fewer_permissions_take_effect_in_a_running_session(
    browser: httpx.AsyncClient, client: httpx.AsyncClient, email: str
) -> None:
    await signed_in(browser, email)
    own_id = (await browser.get("/v1/sessions/current")).json()["member"]["id"]
    assert (await browser.get("/v1/pools")).status_code == 200
    await client.patch(f"/v1/members/{own_id}", json={"permissions": []})
    refused = await browser.get("/v1/pools")
    assert (refused.status_code, refused.json()["permission"]) == (403, "VOUCHERS_POOL_READ")


async def test_an_e_mail_in_two_workspaces_chooses_by_id(
    browser: httpx.AsyncClient, database: Database, email: str, workspace_id: UUID
) -> None:
    async with database.session() as session:
        second = (await create_workspace(session, "Second shop", now=database.clock())).workspace_id
    await a_member(database, second, email=email, password="of the second shop")
    first = await browser.post("/v1/sessions", json={"email": email, "password": PASSWORD})
    chosen = await browser.post(
        "/v1/sessions", json={"email": email, "password": "of the second shop", "workspace_id": str(second)}
    )
    assert first.json()["workspace"]["id"] == str(workspace_id)
    assert chosen.json()["workspace"]["id"] == str(second)
