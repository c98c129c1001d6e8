"""Addresses of Incoming Integrations: secrets that follow from the installation's key."""

import hmac
from uuid import UUID

from largesse.core.seals import Keyring


def start_name(workflow_id: UUID, node: str) -> str:
    """The name under which a call reaches the trigger; no event has it."""
    return f"incoming:{workflow_id}:{node}"


def token_of(keyring: Keyring, workspace_id: UUID, workflow_id: UUID, node: str) -> str:
    """The secret part of the address."""
    return keyring.digest(f"incoming {workspace_id} {start_name(workflow_id, node)}").hex()[:48]


def is_token(keyring: Keyring, workspace_id: UUID, workflow_id: UUID, node: str, token: str) -> bool:
    """Whether a caller knows the secret."""
    right = token_of(keyring, workspace_id, workflow_id, node)
    return hmac.compare_digest(right.encode(), token.encode("utf-8", "surrogatepass"))
