"""Saved lists of plain e-mail addresses, for alerts to people who are no profiles."""

from largesse.messages.recipients.queries import recipients_of

__all__ = ["recipients_of"]
