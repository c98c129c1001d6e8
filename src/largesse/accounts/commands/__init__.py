"""What can be done to workspaces, keys, members and sessions."""

from largesse.accounts.commands.keys import change_key, create_key, revoke_key, rotate_key
from largesse.accounts.commands.members import (
    change_member,
    change_own_password,
    create_member,
    set_password,
)
from largesse.accounts.commands.sessions import sign_in, sign_out, sign_out_everywhere
from largesse.accounts.commands.workspaces import change_workspace, create_workspace

__all__ = [
    "change_key",
    "change_member",
    "change_own_password",
    "change_workspace",
    "create_key",
    "create_member",
    "create_workspace",
    "revoke_key",
    "rotate_key",
    "set_password",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
]
