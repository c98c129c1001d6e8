"""The root of the command line."""

import typer


def create_root() -> typer.Typer:
    """The command `largesse`, without anything below it."""
    return typer.Typer(
        name="largesse",
        help="The open, self-hosted promotion engine.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
