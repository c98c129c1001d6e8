"""Login tokens: JSON Web Tokens (RFC 7519) of a key, or of a profile that signed in by one."""

import base64
import binascii
import hmac
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import orjson

from largesse.accounts.authentication import KeyAuthenticator
from largesse.accounts.permissions import OWN
from largesse.core.context import Actor
from largesse.core.db import Database
from largesse.core.seals import Keyring

KEY_LIFE: Final = timedelta(days=7)
PROFILE_LIFE: Final = timedelta(minutes=60)
HEADER: Final = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Login:
    """What a token says: by which key, for which profile (None: for the key itself), until when."""

    key_digest: bytes
    profile_id: int | None
    expires_at: datetime


class LoginTokens:
    """Signs and reads tokens with HMAC-SHA256, and with that alone: a token does not choose its algorithm."""

    def __init__(self, keyring: Keyring) -> None:
        self._key = keyring.digest("login tokens")

    def issue(self, key_digest: bytes, *, now: datetime, profile_id: int | None = None) -> str:
        """A token of a key (7 days) or of a profile (60 minutes)."""
        life = KEY_LIFE if profile_id is None else PROFILE_LIFE
        claims = {
            "iss": "largesse",
            "sub": key_digest.hex(),
            "iat": int(now.timestamp()),
            "exp": int((now + life).timestamp()),
            **({"profile": profile_id} if profile_id is not None else {}),
        }
        signed = f"{HEADER}.{_encode(orjson.dumps(claims))}"
        return f"{signed}.{self._sign(signed)}"

    def read(self, token: str, *, now: datetime) -> Login | None:
        """What a genuine, unexpired token says; None for anything else."""
        if not token.startswith(f"{HEADER}."):  # an API key: most callers send one
            return None
        signed, _, signature = token.rpartition(".")
        if not token.isascii() or not hmac.compare_digest(signature, self._sign(signed)):
            return None
        header, _, payload = signed.partition(".")
        if header != HEADER:
            return None
        claims = orjson.loads(base64.urlsafe_b64decode(payload + "=="))
        login = Login(
            key_digest=binascii.unhexlify(claims["sub"]),
            profile_id=claims.get("profile"),
            expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        )
        return login if login.expires_at > now else None

    def _sign(self, signed: str) -> str:
        return _encode(hmac.digest(self._key, signed.encode(), "sha256"))


class BearerAuthenticator(KeyAuthenticator):
    """Finds the holder of an API key or of a login token made from one; a token dies with its key."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        super().__init__(database, keyring)
        self._tokens = LoginTokens(keyring)

    async def __call__(self, secret: str, *, address: str, now: datetime) -> Actor | None:
        """The key's holder, or the signed-in profile with what a profile may do of the key's permissions."""
        login = self._tokens.read(secret, now=now)
        if login is None:
            return await super().__call__(secret, address=address, now=now)
        holder = await self.holder_of(login.key_digest, address=address, now=now)
        if holder is None or login.profile_id is None:
            return holder
        return replace(holder, kind="profile", id=str(login.profile_id), permissions=holder.permissions & OWN)


def _encode(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
