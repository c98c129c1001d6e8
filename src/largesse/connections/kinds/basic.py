"""User name and password."""

import base64
from typing import ClassVar, Literal

from pydantic import Field

from largesse.connections.kinds.http_kind import HttpKind
from largesse.connections.kinds.secrets import Password


class BasicConnection(HttpKind):
    """Signs in with a user name and a password (RFC 7617, in UTF-8)."""

    type: Literal["basic"] = "basic"
    title: ClassVar[str] = "User name and password"
    secrets: ClassVar[tuple[str, ...]] = ("password",)

    username: str = Field(
        min_length=1,
        max_length=320,
        pattern=r"^[^:\x00-\x1f\x7f-\x9f]+$",
        description="Name of the account; it cannot hold a colon.",
    )
    password: Password = Field(description="Kept encrypted; never shown again.")

    def headers(self) -> dict[str, str]:
        """The Authorization header."""
        pair = f"{self.username}:{self.password.get_secret_value()}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
