"""The workflow "Voucher pool alert", published, with its key and a profile for each pool it watches."""

import asyncio
from typing import Final
from uuid import UUID

from largesse.accounts.commands.keys import create_key
from largesse.accounts.permissions import Permission
from largesse.accounts.schemas import KeyInput
from largesse.connections.connection_commands import create_connection
from largesse.connections.connection_schemas import ConnectionInput
from largesse.core.context import Context
from largesse.core.seals import Keyring
from largesse.profiles.commands import save_profile
from largesse.profiles.schemas import ProfileInput
from largesse.workflows.commands.definitions import create_workflow
from largesse.workflows.commands.publications import publish
from largesse.workflows.schemas import WorkflowInput
from largesse.workflows.shipped import examples_folder

ALERT: Final = "voucher_pool_alert.json"
# The name under which the shipped workflow looks for its key.
CONNECTION: Final = "Voucher counts"


async def install_alert(ctx: Context, keyring: Keyring, watched: dict[str, UUID]) -> None:
    """The workflow "Voucher pool alert", published, with its key and a profile for each pool it watches."""
    permissions = [Permission.VOUCHERS_ITEM_LIST_BY_POOL_READ]
    key = await create_key(ctx, keyring, KeyInput(name=CONNECTION, permissions=[*permissions]))
    kind = {"type": "workspace_key", "key": key.secret}
    await create_connection(ctx, keyring, ConnectionInput.model_validate({"name": CONNECTION, "kind": kind}))
    for name, pool_id in watched.items():
        await save_profile(
            ctx,
            ProfileInput.model_validate(
                {
                    "custom_id": str(pool_id),
                    "attributes": {"firstname": name, "voucherpool_id": str(pool_id)},
                    "tags": ["voucher_campaign"],
                }
            ),
        )
    text = await asyncio.to_thread((examples_folder() / ALERT).read_bytes)
    workflow = await create_workflow(ctx, WorkflowInput.model_validate_json(text))
    await publish(ctx, workflow.id)
