"""The command line: largesse up | serve | work | migrate | keys | pools | workflow | workspaces | openapi."""

import typer

from largesse.cli.keys import keys
from largesse.cli.operate import migrate, openapi, serve, work
from largesse.cli.pools import pools
from largesse.cli.up import up
from largesse.cli.workflows import workflow
from largesse.cli.workspaces import workspaces

app = typer.Typer(
    name="largesse",
    help="The open, self-hosted promotion engine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (up, serve, work, migrate, openapi):
    app.command()(command)
app.add_typer(keys, name="keys")
app.add_typer(pools, name="pools")
app.add_typer(workflow, name="workflow")
app.add_typer(workspaces, name="workspaces")


def main() -> None:
    """Runs the command line."""
    app()
