"""The command line: `largesse up` and the other commands that docs/reference/cli.md lists."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import typer

from largesse.cli.root import create_root

# Commands that only talk to the API start without the product, which takes seconds to load.
TALKERS: Final = {
    "catalogs": "largesse.cli.catalogs",
    "ai": "largesse.cli.ai",
    "fraud": "largesse.cli.fraud",
    "handbills": "largesse.cli.handbills",
    "pools": "largesse.cli.pools",
    "promotions": "largesse.cli.promotions",
    "workflow": "largesse.cli.workflows",
}


def main() -> None:
    """Runs the command line."""
    app_for(sys.argv[1:])()


def app_for(words: Sequence[str]) -> typer.Typer:
    """The commands that these words need: one topic, or all there are."""
    if len(words) > 1 and words[0] in TALKERS:
        topic: typer.Typer = getattr(import_module(TALKERS[words[0]]), words[0])
        if words[1] in {command.name for command in topic.registered_commands}:
            root = create_root()
            root.add_typer(topic, name=words[0])
            return root
    app: typer.Typer = import_module("largesse.cli.commands").app
    return app
