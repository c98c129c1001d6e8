"""Outgoing webhooks: whoever subscribes to an event is sent it, signed with a secret of his own."""
