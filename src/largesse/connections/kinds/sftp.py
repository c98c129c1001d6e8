"""A file server."""

from typing import ClassVar, Literal, Self

import asyncssh
from pydantic import BaseModel, ConfigDict, Field, SecretStr, StrictInt, model_validator

from largesse.connections.kinds.secrets import Password


class SftpConnection(BaseModel):
    """Reads files from a server by SFTP, signed in with a password or a private key.

    The server is trusted by the fingerprint of its host key, never by its name alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["sftp"] = "sftp"
    title: ClassVar[str] = "SFTP server"
    secrets: ClassVar[tuple[str, ...]] = ("password", "private_key")

    host: str = Field(
        min_length=1,
        max_length=253,
        pattern=r"^[A-Za-z0-9.:_-]+$",
        description="Name or address of the server.",
        examples=["files.partner.example"],
    )
    port: StrictInt = Field(default=22, ge=1, le=65535, description="Port of the server.")
    username: str = Field(
        min_length=1, max_length=320, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$", description="Name of the account."
    )
    password: Password | None = Field(default=None, description="Kept encrypted; or give `private_key`.")
    private_key: SecretStr | None = Field(
        default=None,
        max_length=16_000,
        description="In OpenSSH or PEM form, without a passphrase. Kept encrypted.",
    )
    host_key: str = Field(
        pattern=r"^SHA256:[A-Za-z0-9+/]{43}$",
        description="Fingerprint of the server's host key, as `ssh-keygen -lf` shows it.",
        examples=["SHA256:PhMGFYkZ0kT4IXRGRYUUUxQsRz4gXkAbUJzN0XyAxQs"],
    )

    @model_validator(mode="after")
    def _check_credential(self) -> Self:
        if (self.password is None) == (self.private_key is None):
            msg = "give either `password` or `private_key`"
            raise ValueError(msg)
        self.key_pair()
        return self

    def allows(self, url: str, *, own_url: str | None = None) -> bool:
        """No URL gets anything of it: it signs no HTTP request."""
        del url, own_url
        return False

    def headers(self) -> dict[str, str]:
        """Nothing: it signs no HTTP request."""
        return {}

    def key_pair(self) -> asyncssh.SSHKey | None:
        """The private key, if that is how it signs in; ValueError when it cannot be read."""
        if self.private_key is None:
            return None
        try:
            # Nothing that a made-up key could draw out for hours: neither the derivation from a passphrase
            # (which would only lie beside the key) nor the test of huge primes.
            return asyncssh.import_private_key(
                self.private_key.get_secret_value(), unsafe_skip_rsa_key_validation=True
            )
        except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError, ValueError) as error:
            msg = (
                f"`private_key` cannot be read ({error}); give it whole, with its BEGIN and END lines, and "
                "without a passphrase (ssh-keygen -p takes it off)"
            )
            raise ValueError(msg) from error
