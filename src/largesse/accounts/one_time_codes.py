"""One-time codes by the clock (TOTP, RFC 6238), as every authenticator app makes them; pure."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

import segno

SECONDS: Final = 30
DIGITS: Final = 6
# Clocks of telephones go wrong, and people type slowly: one code before and one after are taken too.
DRIFT: Final = 1
SECRET_BYTES: Final = 20  # as long as the digest, RFC 4226 section 4


def new_secret() -> str:
    """160 random bits in base32, as apps take them."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def step_at(moment: datetime) -> int:
    """How many times 30 seconds have passed since 1970."""
    return int(moment.timestamp()) // SECONDS


def code_at(secret: str, step: int, *, digits: int = DIGITS, digest: str = "sha1") -> str:
    """The code of a step: HOTP of RFC 4226 section 5.3 with the step as the counter."""
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), getattr(hashlib, digest))
    offset = mac[-1] & 0xF
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def matching_step(secret: str, code: str, *, now: datetime, after: int) -> int | None:
    """The step whose code this is, now or one step away; none that is not later than `after` counts."""
    present = step_at(now)
    found = None
    for step in range(present - DRIFT, present + DRIFT + 1):
        fits = hmac.compare_digest(code_at(secret, step).encode(), code.encode())
        if fits and step > after:
            found = step
    return found


def address_for_apps(secret: str, *, account: str, issuer: str) -> str:
    """What an authenticator app reads from a QR code: who asks, for whom, and the secret."""
    label = quote(f"{issuer}:{account}")
    asked = {"secret": secret, "issuer": issuer, "algorithm": "SHA1", "digits": DIGITS, "period": SECONDS}
    return f"otpauth://totp/{label}?{urlencode(asked, quote_via=quote)}"


def qr_image(content: str) -> str:
    """The QR code as the address of an SVG picture, dark on light in every colour scheme."""
    return str(segno.make(content, error="m", micro=False).svg_data_uri(scale=4, border=4, light="#fff"))
