"""Structured logs: JSON lines on standard error, with nothing secret in them."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from typing import Final

import orjson
import structlog

SECRET_NAMES: Final = ("password", "secret", "token", "authorization", "api_key", "cookie")
KEY_TEXT: Final = re.compile(rb"lk_[A-Za-z0-9_-]{16,}")


def configure_logs(level: str = "INFO") -> None:
    """Sends structlog and the standard library's loggers to standard error as JSON lines."""
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            stamp,
            structlog.processors.format_exc_info,
            hide_secrets,
            structlog.processors.JSONRenderer(serializer=render),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.BytesLoggerFactory(file=sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, structlog.processors.add_log_level, stamp],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                hide_secrets,
                structlog.processors.JSONRenderer(serializer=lambda line, **_: render(line).decode()),
            ],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def hide_secrets(_logger: object, _method: str, event: MutableMapping[str, object]) -> Mapping[str, object]:
    """Replaces the value of every field, however deep, whose name speaks of a secret."""
    return {name: _hide(name, value) for name, value in event.items()}


def render(line: object, **_: object) -> bytes:
    """One line of JSON; what looks like an API key is cut out of texts and tracebacks too."""
    return KEY_TEXT.sub(b"lk_***", orjson.dumps(line, default=str))


@lru_cache(maxsize=4096)
def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET_NAMES)


def _hide(name: str, value: object) -> object:
    if _is_secret(name):
        return "***"
    if isinstance(value, Mapping):
        return {str(inner): _hide(str(inner), item) for inner, item in value.items()}
    return value
