"""Structured logs: JSON lines on standard error, with nothing secret in them."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Final

import orjson
import structlog

SECRET_NAMES: Final = ("password", "secret", "token", "authorization", "api_key", "cookie")


def configure_logs(level: str = "INFO") -> None:
    """Sends structlog and the standard library's loggers to standard error as JSON lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            hide_secrets,
            structlog.processors.JSONRenderer(serializer=lambda value, **_: orjson.dumps(value, default=str)),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.BytesLoggerFactory(file=sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s", force=True)


def hide_secrets(_logger: object, _method: str, event: MutableMapping[str, object]) -> Mapping[str, object]:
    """Replaces the value of every field whose name speaks of a secret."""
    for name in event:
        if any(word in name.lower() for word in SECRET_NAMES):
            event[name] = "***"
    return event
