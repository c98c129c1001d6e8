"""Secrets at rest: digests of credentials, sealed passwords of outside systems; both hang on one key."""

import base64
import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from largesse.core.errors import ConflictError

KEY_BYTES: Final = 32


class Keyring:
    """The installation's secret key: 32 bytes from LARGESSE_SECRET_KEY or the data folder."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            msg = f"the secret key must have {KEY_BYTES} bytes ({KEY_BYTES * 2} hex digits), not {len(key)}"
            raise ValueError(msg)
        self._digest_key = hashlib.sha256(b"largesse digest" + key).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"largesse seal" + key).digest()))

    def digest(self, secret: str) -> bytes:
        """HMAC-SHA256 of a credential: enough for 256-bit secrets, and useless without the key."""
        return hmac.digest(self._digest_key, secret.encode(), "sha256")

    def seal(self, text: str) -> bytes:
        """Encrypts (Fernet: AES-128-CBC with HMAC) a password that must be read again."""
        return self._fernet.encrypt(text.encode())

    def unseal(self, sealed: bytes) -> str:
        """The password; ConflictError when it was sealed under another key."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise ConflictError(
                "secret_key_changed",
                "A stored password was sealed under another secret key; enter it again.",
            ) from error


def keyring_from(hex_key: str) -> Keyring:
    """The keyring of a configured key; ValueError says how to make one when it is missing."""
    if not hex_key:
        msg = "LARGESSE_SECRET_KEY is not set; make one with `openssl rand -hex 32` and keep it"
        raise ValueError(msg)
    return Keyring(bytes.fromhex(hex_key))


def key_in(folder: Path) -> str:
    """The hex key kept in a data folder; made there, readable by its owner only, on first use."""
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_hex(KEY_BYTES))
        temporary.rename(path)
    return path.read_text().strip()
