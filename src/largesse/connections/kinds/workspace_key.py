"""A key of our own API."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from largesse.connections.kinds.secrets import Token
from largesse.connections.origins import same_origin


class WorkspaceKeyConnection(BaseModel):
    """Calls this installation itself with one of the workspace's API keys.

    It is sent nowhere else. What the calls may do are the permissions of the key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["workspace_key"] = "workspace_key"
    title: ClassVar[str] = "API key of this workspace"
    secrets: ClassVar[tuple[str, ...]] = ("key",)

    key: Token = Field(description="The key (`lk_...`) as it was shown when it was made. Kept encrypted.")
    key_id: UUID | None = Field(default=None, description="Found from the key; what is sent here is ignored.")

    def allows(self, url: str, *, own_url: str | None = None) -> bool:
        """Whether the URL is on the installation itself, which `own_url` names."""
        return own_url is not None and same_origin(url, own_url)

    def headers(self) -> dict[str, str]:
        """The Authorization header."""
        return {"Authorization": f"Bearer {self.key.get_secret_value()}"}
