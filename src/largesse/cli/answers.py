"""What the command line says: sentences on a terminal, one JSON line for machines."""

import sys
from typing import NoReturn

import orjson
from rich.console import Console

errors = Console(stderr=True)


def say(message: str) -> None:
    """A line for a person."""
    sys.stdout.write(message + "\n")


def say_json(value: object) -> None:
    """One JSON line for a program."""
    sys.stdout.write(orjson.dumps(value, default=str).decode() + "\n")
    sys.stdout.flush()


def fail(message: str, *, code: int = 1) -> NoReturn:
    """Ends the program with a sentence on standard error."""
    errors.print(message, style="red", markup=False, highlight=False, soft_wrap=True)
    raise SystemExit(code)
