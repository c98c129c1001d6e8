"""One-time codes as RFC 6238 has them, with the vectors of its appendix B."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from largesse.accounts.one_time_codes import (
    SECONDS,
    address_for_apps,
    code_at,
    matching_step,
    new_secret,
    qr_image,
    step_at,
)

NOW = datetime(2027, 3, 1, 12, 0, 15, tzinfo=UTC)
VECTORS = [
    (59, "sha1", "94287082"),
    (59, "sha256", "46119246"),
    (59, "sha512", "90693936"),
    (1111111109, "sha1", "07081804"),
    (1111111109, "sha256", "68084774"),
    (1111111109, "sha512", "25091201"),
    (1111111111, "sha1", "14050471"),
    (1111111111, "sha256", "67062674"),
    (1111111111, "sha512", "99943326"),
    (1234567890, "sha1", "89005924"),
    (1234567890, "sha256", "91819424"),
    (1234567890, "sha512", "93441116"),
    (2000000000, "sha1", "69279037"),
    (2000000000, "sha256", "90698825"),
    (2000000000, "sha512", "38618901"),
    (20000000000, "sha1", "65353130"),
    (20000000000, "sha256", "77737706"),
    (20000000000, "sha512", "47863826"),
]
LENGTHS = {"sha1": 20, "sha256": 32, "sha512": 64}


@pytest.mark.parametrize(("seconds", "digest", "code"), VECTORS)
def test_the_vectors_of_the_rfc_come_out(seconds: int, digest: str, code: str) -> None:
    seed = (b"1234567890" * 7)[: LENGTHS[digest]]
    step = step_at(datetime.fromtimestamp(seconds, UTC))
    assert code_at(base64.b32encode(seed).decode(), step, digits=8, digest=digest) == code


def test_a_code_is_taken_half_a_minute_early_and_late_and_no_more() -> None:
    secret = new_secret()
    present = step_at(NOW)
    taken = [
        step - present
        for step in range(present - 4, present + 5)
        if matching_step(secret, code_at(secret, step), now=NOW, after=0) is not None
    ]
    assert taken == [-1, 0, 1]


def test_a_code_is_not_taken_once_it_or_a_later_one_was() -> None:
    secret = new_secret()
    step = step_at(NOW)
    assert matching_step(secret, code_at(secret, step), now=NOW, after=step - 1) == step
    assert matching_step(secret, code_at(secret, step), now=NOW, after=step) is None
    later = NOW + timedelta(seconds=SECONDS)
    assert matching_step(secret, code_at(secret, step), now=later, after=step + 1) is None


def test_a_secret_has_160_bits_and_no_two_are_the_same() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(base64.b32decode(secret)) for secret in secrets} == {20}


def test_the_address_survives_names_with_signs_in_them_and_fits_a_picture() -> None:
    address = address_for_apps("ABCDEFGH", account="żółw+1@example.com", issuer="Largesse A&B: 50% off?")
    assert address.startswith("otpauth://totp/Largesse%20A%26B%3A%2050%25%20off%3F%3A")
    assert "secret=ABCDEFGH&issuer=Largesse%20A%26B%3A%2050%25%20off%3F&" in address
    assert address.isascii()
    assert qr_image(address).startswith("data:image/svg+xml")
