"""`largesse catalogs`: catalogues of products and stores filled from a terminal."""

from pathlib import Path
from typing import Annotated

import typer

from largesse.cli.imports import import_file
from largesse.cli.remote import DEFAULT_URL, ApiKey, AsJson, Url, fail_by, open_api

catalogs = typer.Typer(help="Fill catalogues of products and stores.", no_args_is_help=True)


@catalogs.callback()
def main() -> None:
    """Fill catalogues of products and stores."""


@catalogs.command("import")
def import_items(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, Excel, or XML feed.")],
    catalog: Annotated[str, typer.Option(help="Name of the catalogue; made if it is not there.")],
    kind: Annotated[str, typer.Option(help="What a new catalogue holds: products or stores.")] = "products",
    delimiter: Annotated[str | None, typer.Option(help="Default: detected.")] = None,
    currency: Annotated[str | None, typer.Option(help="Of prices that name none, such as PLN.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check every row and write nothing.")] = False,
    rejected: Annotated[Path | None, typer.Option(help="Where to write rejected rows.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Import items of a catalogue from a file and wait for the result."""
    options = {"delimiter": delimiter, "currency": currency, "dry_run": dry_run}
    with open_api(url, api_key) as api:
        made = api.post("/v1/catalogs", json={"name": catalog, "kind": kind})
        if made.is_error and made.json().get("code") != "catalog_exists":
            fail_by(made)
        import_file(
            api, f"/v1/catalogs/{catalog}/imports", file, options=options, rejected=rejected, json=json
        )
