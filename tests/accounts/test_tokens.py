"""Login tokens: what is genuine, and all the ways to forge one."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from largesse.accounts.tokens import KEY_LIFE, PROFILE_LIFE, LoginTokens
from largesse.core.seals import Keyring

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DIGEST = bytes(range(32))


@pytest.fixture
def tokens(keyring: Keyring) -> LoginTokens:
    return LoginTokens(keyring)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def decoded(part: str) -> dict[str, object]:
    return dict(json.loads(base64.urlsafe_b64decode(part + "==")))


def test_a_token_says_which_key_and_for_how_long(tokens: LoginTokens) -> None:
    login = tokens.read(tokens.issue(DIGEST, now=NOW), now=NOW)
    assert login is not None
    assert (login.key_digest, login.profile_id, login.expires_at) == (DIGEST, None, NOW + KEY_LIFE)
    profile = tokens.read(tokens.issue(DIGEST, now=NOW, profile_id=7), now=NOW)
    assert profile is not None
    assert (profile.profile_id, profile.expires_at) == (7, NOW + PROFILE_LIFE)


def test_a_token_is_a_standard_one(tokens: LoginTokens) -> None:
    header, payload, _ = tokens.issue(DIGEST, now=NOW).split(".")
    assert decoded(header) == {"alg": "HS256", "typ": "JWT"}
    assert decoded(payload)["exp"] == int((NOW + timedelta(days=7)).timestamp())


def test_a_token_ends(tokens: LoginTokens) -> None:
    token = tokens.issue(DIGEST, now=NOW, profile_id=7)
    assert tokens.read(token, now=NOW + timedelta(minutes=59)) is not None
    assert tokens.read(token, now=NOW + timedelta(minutes=60)) is None


def test_a_token_of_another_installation_is_nothing(tokens: LoginTokens) -> None:
    assert tokens.read(LoginTokens(Keyring(b"x" * 32)).issue(DIGEST, now=NOW), now=NOW) is None


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "HS384", "HS512", "RS256", "ES256"])
def test_a_token_does_not_choose_its_algorithm(tokens: LoginTokens, algorithm: str) -> None:
    _, payload, signature = tokens.issue(DIGEST, now=NOW).split(".")
    header = encoded({"alg": algorithm, "typ": "JWT"})
    signed = f"{header}.{payload}"
    public = base64.urlsafe_b64encode(hmac.digest(b"a public key", signed.encode(), hashlib.sha256)).rstrip(
        b"="
    )
    for forged in (f"{signed}.", f"{signed}.{signature}", f"{signed}.{public.decode()}", signed):
        assert tokens.read(forged, now=NOW) is None


def test_changed_claims_are_found_out(tokens: LoginTokens) -> None:
    header, payload, signature = tokens.issue(DIGEST, now=NOW, profile_id=7).split(".")
    for change in ({"profile": 8}, {"exp": 2**40}, {"sub": "00" * 32}):
        forged = encoded({**decoded(payload), **change})
        assert tokens.read(f"{header}.{forged}.{signature}", now=NOW) is None


@pytest.mark.parametrize("text", ["", ".", "..", "...", "lk_abc", "é.é.é", "a.b.c", "a" * 10_000])
def test_anything_else_is_no_token(tokens: LoginTokens, text: str) -> None:
    assert tokens.read(text, now=NOW) is None
