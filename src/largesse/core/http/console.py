"""The console: built pages and assets of the package, at every address that is not the API's."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from stat import S_ISREG
from typing import Final

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ASSETS: Final = "/console-assets"
# Written beside each file when the console is built; the first that the browser takes is sent.
ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
KEPT: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
POLICY: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-src 'self';"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
UNBUILT: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Largesse</title></head><body>
<h1>The console is not built</h1>
<p>This Largesse runs from its source. Run <code>make console</code>, then load this page again.</p>
<p>The API works: see its <a href="/docs">documentation</a>.</p>
</body></html>
"""


def mount_console(app: FastAPI) -> None:
    """Serves the console at every address that no other route begins like; called last."""
    folder = Path(str(files("largesse"))) / "console"
    taken = _first_parts(app.router.routes)
    assets = Mount(ASSETS, _Assets(folder / "console-assets"))
    app.router.routes.append(assets)
    app.router.routes.append(_Pages(folder, taken=taken | _first_parts([assets])))


class _Pages(Route):
    """The page for addresses that a browser asks for and no other route begins like."""

    def __init__(self, folder: Path, taken: frozenset[str]) -> None:
        super().__init__("/{path:path}", self._page, methods=["GET"], include_in_schema=False)
        self._file = folder / "index.html"
        self._taken = taken

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """A program that asks for JSON at a wrong address is told that there is nothing."""
        if scope["type"] != "http" or scope["path"].split("/")[1] in self._taken:
            return Match.NONE, {}
        if "text/html" not in Headers(scope=scope).get("accept", ""):
            return Match.NONE, {}
        return super().matches(scope)

    async def _page(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY}
        if not self._file.is_file():
            return HTMLResponse(UNBUILT, headers=headers)
        return _best(self._file, Headers(scope=request.scope), headers)


class _Assets:
    """Files whose names change with their content: kept for a year, sent compressed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._plain = StaticFiles(directory=folder, check_dir=False)

    async def __call__(self, scope: Scope, receive: object, send: object) -> None:
        """Sends a file, or 404."""
        path, found = self._plain.lookup_path(self._plain.get_path(scope))
        response = Response(status_code=404)
        if found is not None and S_ISREG(found.st_mode) and scope["method"] in ("GET", "HEAD"):
            response = _best(Path(path), Headers(scope=scope), KEPT)
        await response(scope, receive, send)  # type: ignore[arg-type]  # as ASGI hands them on


def _best(file: Path, asked: Headers, headers: dict[str, str]) -> FileResponse:
    """The file, or what was made of it for an encoding that the browser takes."""
    accepted = {part.partition(";")[0].strip() for part in asked.get("accept-encoding", "").split(",")}
    headers = {**headers, "Vary": "Accept-Encoding"}
    plain = FileResponse(file, headers=headers)
    for encoding, ending in ENCODINGS:
        smaller = file.with_name(file.name + ending)
        if encoding in accepted and smaller.is_file():
            return FileResponse(
                smaller, headers={**headers, "Content-Encoding": encoding}, media_type=plain.media_type
            )
    return plain


def _first_parts(routes: Sequence[BaseRoute]) -> frozenset[str]:
    paths = (getattr(route, "path", "") for route in routes)
    return frozenset(path.split("/")[1] for path in paths if path.count("/") and path != "/") - {""}
