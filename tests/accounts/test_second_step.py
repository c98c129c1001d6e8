"""The second step: asked for once set up, each code used once, guessing locked, and a way back."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.second_step import FAILURES, LOCKED
from largesse.accounts.commands.workspaces import create_workspace
from largesse.accounts.one_time_codes import SECONDS, code_at, step_at
from largesse.core.db import Database
from largesse.core.http.limits import RateLimits
from tests.conftest import SetClock
from tests.factories import a_member

Stranger = Callable[..., httpx.AsyncClient]
PASSWORD = "correct horse battery"
ME = "/v1/members/current"
START = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _patient(app: FastAPI, clock: SetClock) -> None:
    """Many sign-ins a minute are wanted here; the clock stands still."""
    app.state.limits = RateLimits(
        per_key=10_000, rejected_per_address=10_000, sign_ins_per_address=10_000, sign_ins_per_email=10_000
    )
    clock.now = START


@pytest.fixture
async def email(database: Database, workspace_id: UUID) -> str:
    return (await a_member(database, workspace_id, email=f"{workspace_id}@example.com")).email


class Phone:
    """An authenticator app: it knows the secret and the time."""

    def __init__(self, secret: str, clock: SetClock) -> None:
        self.secret = secret
        self.clock = clock

    def code(self) -> str:
        return code_at(self.secret, step_at(self.clock()))

    def next_code(self) -> str:
        self.clock.now = self.clock() + timedelta(seconds=SECONDS)
        return self.code()


async def sign_in(browser: httpx.AsyncClient, email: str, code: str | None = None) -> httpx.Response:
    told = {"email": email, "password": PASSWORD} | ({"code": code} if code is not None else {})
    return await browser.post("/v1/sessions", json=told)


async def csrf_of(browser: httpx.AsyncClient, email: str, code: str | None = None) -> dict[str, str]:
    answer = await sign_in(browser, email, code)
    assert answer.status_code == 201, answer.text
    return {"X-CSRF-Token": answer.json()["csrf_token"]}


async def set_up(
    browser: httpx.AsyncClient, email: str, clock: SetClock
) -> tuple[Phone, list[str], dict[str, str]]:
    """A member who signed in and set the second step up: his phone, recovery codes and CSRF header."""
    csrf = await csrf_of(browser, email)
    proof = {"current_password": PASSWORD}
    begun = await browser.post(f"{ME}/second-step", json=proof, headers=csrf)
    assert begun.status_code == 201, begun.text
    phone = Phone(begun.json()["secret"], clock)
    done = await browser.post(f"{ME}/second-step/confirmations", json={"code": phone.code()}, headers=csrf)
    assert done.status_code == 201, done.text
    return phone, done.json()["codes"], csrf


async def test_signing_in_asks_for_a_code_once_the_app_was_confirmed(
    browser: httpx.AsyncClient, stranger: Stranger, email: str, clock: SetClock
) -> None:
    phone, _, _ = await set_up(browser, email, clock)
    async with stranger() as other:
        asked = await sign_in(other, email)
        assert (asked.status_code, asked.json()["code"]) == (401, "code_required")
        assert "largesse" not in other.cookies
        answer = await sign_in(other, email, phone.next_code())
        assert answer.status_code == 201
        assert answer.json()["member"]["second_step_since"] is not None
        wrong_password = await other.post(
            "/v1/sessions", json={"email": email, "password": "wrong", "code": phone.next_code()}
        )
        assert wrong_password.json()["code"] == "wrong_credentials"


async def test_nothing_is_asked_for_before_the_app_was_confirmed(
    browser: httpx.AsyncClient, stranger: Stranger, email: str
) -> None:
    csrf = await csrf_of(browser, email)
    refused = await browser.post(f"{ME}/second-step", json={"current_password": "wrong"}, headers=csrf)
    assert (refused.status_code, refused.json()["code"]) == (422, "wrong_password")
    begun = await browser.post(f"{ME}/second-step", json={"current_password": PASSWORD}, headers=csrf)
    assert begun.json()["address"].startswith("otpauth://totp/")
    assert begun.json()["qr"].startswith("data:image/svg+xml")
    wrong = await browser.post(f"{ME}/second-step/confirmations", json={"code": "000000"}, headers=csrf)
    assert wrong.status_code == 422
    assert wrong.json()["code"] == "wrong_confirmation_code"
    async with stranger() as other:
        assert (await sign_in(other, email)).status_code == 201


async def test_a_code_is_taken_once_even_the_one_of_the_confirmation(
    browser: httpx.AsyncClient, email: str, clock: SetClock
) -> None:
    phone, _, _ = await set_up(browser, email, clock)
    replayed = await sign_in(browser, email, phone.code())
    assert (replayed.status_code, replayed.json()["code"]) == (401, "wrong_code")
    code = phone.next_code()
    assert (await sign_in(browser, email, code)).status_code == 201
    assert (await sign_in(browser, email, code)).status_code == 401
    async with asyncio.timeout(30):
        code = phone.next_code()
        answers = await asyncio.gather(*(sign_in(browser, email, code) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 401, 401, 401]


async def test_a_recovery_code_signs_in_once_however_it_is_typed(
    browser: httpx.AsyncClient, email: str, clock: SetClock
) -> None:
    _, codes, _ = await set_up(browser, email, clock)
    assert len(set(codes)) == 10
    assert (await sign_in(browser, email, codes[0])).status_code == 201
    assert (await sign_in(browser, email, codes[0])).json()["code"] == "wrong_code"
    assert (await sign_in(browser, email, codes[1].replace("-", " ").upper())).status_code == 201
    entries = (await browser.get("/v1/audit-log", params={"action": "session.started"})).json()["items"]
    told = [entry["after"] for entry in entries]
    assert told.count({"second_step": "recovery_code"}) == 2


async def test_new_recovery_codes_take_the_place_of_the_old(
    browser: httpx.AsyncClient, email: str, clock: SetClock
) -> None:
    _, old, csrf = await set_up(browser, email, clock)
    proof = {"current_password": PASSWORD}
    new = (await browser.post(f"{ME}/recovery-codes", json=proof, headers=csrf)).json()["codes"]
    assert not set(old) & set(new)
    assert (await sign_in(browser, email, old[0])).status_code == 401
    assert (await sign_in(browser, email, new[0])).status_code == 201


async def test_guessing_is_locked_after_five_wrong_codes_even_for_the_right_one(
    browser: httpx.AsyncClient, email: str, clock: SetClock
) -> None:
    phone, recovery, _ = await set_up(browser, email, clock)
    wrong = "000000" if phone.code() != "000000" else "000001"
    assert [(await sign_in(browser, email, wrong)).status_code for _ in range(FAILURES)] == [401] * FAILURES
    for code in (phone.next_code(), recovery[0]):
        answer = await sign_in(browser, email, code)
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many_codes")
        assert 0 < int(answer.headers["Retry-After"]) <= LOCKED.total_seconds() + 1
    clock.now = clock() + LOCKED
    assert (await sign_in(browser, email, phone.next_code())).status_code == 201
    refusals = await browser.get("/v1/audit-log", params={"action": "session.refused"})
    assert len(refusals.json()["items"]) == FAILURES


async def test_setting_it_up_ends_all_other_sessions(
    browser: httpx.AsyncClient, stranger: Stranger, email: str, clock: SetClock
) -> None:
    async with stranger() as other:
        await csrf_of(other, email)
        assert (await other.get("/v1/sessions/current")).status_code == 200
        await set_up(browser, email, clock)
        assert (await browser.get("/v1/sessions/current")).status_code == 200
        assert (await other.get("/v1/sessions/current")).status_code == 401


async def test_a_member_removes_his_own_by_password(
    browser: httpx.AsyncClient, email: str, clock: SetClock
) -> None:
    _, codes, csrf = await set_up(browser, email, clock)
    again = await browser.post(f"{ME}/second-step", json={"current_password": PASSWORD}, headers=csrf)
    assert (again.status_code, again.json()["code"]) == (409, "second_step_on")
    path = f"{ME}/second-step/removals"
    assert (await browser.post(path, json={"current_password": "no"}, headers=csrf)).status_code == 422
    assert (await browser.post(path, json={"current_password": PASSWORD}, headers=csrf)).status_code == 204
    assert (await sign_in(browser, email)).status_code == 201
    assert (await sign_in(browser, email, codes[0])).status_code == 201, "a code nobody asked for is no fault"
    off = await browser.post(path, json={"current_password": PASSWORD}, headers=await csrf_of(browser, email))
    assert (off.status_code, off.json()["code"]) == (409, "second_step_off")


async def test_every_change_of_it_by_cookie_needs_the_csrf_token(
    browser: httpx.AsyncClient, email: str, clock: SetClock
) -> None:
    await set_up(browser, email, clock)
    for path in ("second-step", "second-step/confirmations", "second-step/removals", "recovery-codes"):
        answer = await browser.post(f"{ME}/{path}", json={"current_password": PASSWORD, "code": "123456"})
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_token_missing")


async def test_an_administrator_helps_a_member_who_lost_everything(
    browser: httpx.AsyncClient, client: httpx.AsyncClient, email: str, clock: SetClock
) -> None:
    await set_up(browser, email, clock)
    member = (await browser.get("/v1/sessions/current")).json()["member"]["id"]
    assert (await client.delete(f"/v1/members/{member}/second-step")).status_code == 204
    assert (await browser.get("/v1/sessions/current")).status_code == 401, "the lost telephone is out too"
    assert (await sign_in(browser, email)).status_code == 201
    again = await client.delete(f"/v1/members/{member}/second-step")
    assert (again.status_code, again.json()["code"]) == (409, "second_step_off")
    entries = (await client.get("/v1/audit-log", params={"object_id": member})).json()["items"]
    assert "member.second_step_removed" in [entry["action"] for entry in entries]


async def test_nobody_removes_it_from_one_who_may_do_more(
    browser: httpx.AsyncClient, stranger: Stranger, email: str, clock: SetClock, database: Database
) -> None:
    await set_up(browser, email, clock)
    shown = (await browser.get("/v1/sessions/current")).json()
    weak = await a_member(
        database,
        UUID(shown["workspace"]["id"]),
        email=f"weak-{email}",
        permissions=["ACCOUNTS_MEMBER_UPDATE"],
    )
    async with stranger() as other:
        csrf = await csrf_of(other, weak.email)
        answer = await other.delete(f"/v1/members/{shown['member']['id']}/second-step", headers=csrf)
        assert (answer.status_code, answer.json()["code"]) == (403, "grant_exceeds_own")


async def test_another_workspace_cannot_remove_it_nor_use_its_codes(
    browser: httpx.AsyncClient, stranger: Stranger, email: str, clock: SetClock, database: Database
) -> None:
    phone, codes, _ = await set_up(browser, email, clock)
    member = (await browser.get("/v1/sessions/current")).json()["member"]["id"]
    async with database.session() as session:
        second = (await create_workspace(session, "Other shop", now=START)).workspace_id
    twin = await a_member(database, second, email=f"other-{email}")
    async with stranger() as other:
        own, _, csrf = await set_up(other, twin.email, clock)
        assert (await other.delete(f"/v1/members/{member}/second-step", headers=csrf)).status_code == 404
        assert (await sign_in(other, twin.email, codes[0])).status_code == 401
        own.next_code()
        assert (await sign_in(other, twin.email, phone.code())).status_code == 401


async def test_a_workspace_that_wants_it_lets_a_member_without_only_set_it_up(
    browser: httpx.AsyncClient, client: httpx.AsyncClient, email: str, clock: SetClock
) -> None:
    csrf = await csrf_of(browser, email)
    own = await browser.patch("/v1/workspace", json={"second_step_required": True}, headers=csrf)
    assert (own.status_code, own.json()["code"]) == (409, "second_step_missing")
    wanted = await client.patch("/v1/workspace", json={"second_step_required": True})
    assert wanted.json()["second_step_required"] is True
    csrf = await csrf_of(browser, email)
    assert (await browser.get("/v1/sessions/current")).json()["second_step_due"] is True
    refused = await browser.get("/v1/pools")
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_missing")
    await set_up(browser, email, clock)
    assert (await browser.get("/v1/sessions/current")).json()["second_step_due"] is False
    assert (await browser.get("/v1/pools")).status_code == 200


async def test_neither_secret_nor_codes_are_readable_in_the_database(
    browser: httpx.AsyncClient, email: str, clock: SetClock, database: Database, workspace_id: UUID
) -> None:
    phone, codes, _ = await set_up(browser, email, clock)
    async with database.session(workspace_id) as session:
        tables = ("second_steps", "recovery_codes", "members", "sessions", "audit_log")
        dump = "".join(
            [str((await session.execute(text(f"select t::text from {t} t"))).all()) for t in tables]
        )
    plain = [phone.secret, *codes, *(code.replace("-", "") for code in codes)]
    assert len(dump) > 1000
    for secret in plain:
        assert secret not in dump
        assert secret.encode().hex() not in dump


async def test_a_key_has_no_second_step(client: httpx.AsyncClient) -> None:
    for path in ("second-step", "second-step/removals", "recovery-codes"):
        answer = await client.post(f"{ME}/{path}", json={"current_password": "x"})
        assert (answer.status_code, answer.json()["code"]) == (403, "member_required")
