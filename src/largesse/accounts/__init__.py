"""Workspaces, members, API keys, permissions and the audit log."""
