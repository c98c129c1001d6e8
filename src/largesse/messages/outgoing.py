"""Which internal hosts messages may reach."""

from largesse.core.settings import Settings


def allowed_hosts(settings: Settings) -> tuple[str, ...]:
    """The operator's exceptions, as the guarded client takes them."""
    return tuple(entry.strip() for entry in settings.outgoing_allow.split(",") if entry.strip())
