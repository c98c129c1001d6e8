"""A bearer token."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.connections.kinds.http_kind import HttpKind
from largesse.connections.kinds.secrets import Token


class BearerConnection(HttpKind):
    """Shows a token in the Authorization header, after the word Bearer (RFC 6750)."""

    type: Literal["bearer"] = "bearer"
    title: ClassVar[str] = "Token"
    secrets: ClassVar[tuple[str, ...]] = ("token",)

    token: Token = Field(description="Without the word Bearer. Kept encrypted; never shown again.")

    def headers(self) -> dict[str, str]:
        """The Authorization header."""
        return {"Authorization": f"Bearer {self.token.get_secret_value()}"}
