"""The ways to prove to an outside system who we are. The union is the registry."""

from typing import Annotated

from pydantic import Field

from largesse.connections.kinds.basic import BasicConnection
from largesse.connections.kinds.bearer import BearerConnection
from largesse.connections.kinds.header import HeaderConnection
from largesse.connections.kinds.sftp import SftpConnection
from largesse.connections.kinds.workspace_key import WorkspaceKeyConnection

ConnectionKind = Annotated[
    BasicConnection | BearerConnection | HeaderConnection | WorkspaceKeyConnection | SftpConnection,
    Field(discriminator="type"),
]

__all__ = [
    "BasicConnection",
    "BearerConnection",
    "ConnectionKind",
    "HeaderConnection",
    "SftpConnection",
    "WorkspaceKeyConnection",
]
