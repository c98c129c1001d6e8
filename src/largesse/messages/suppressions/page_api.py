"""The page behind the link in a mail: open to everybody who holds the link.

A GET only shows the page, because mail programs and scanners follow links; a POST unsubscribes, whether it
comes from the page's button or from the mail program itself (RFC 8058).
"""

from pathlib import Path as FilePath
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from largesse.core.errors import NotFoundError
from largesse.messages.suppressions.commands import unsubscribe
from largesse.messages.suppressions.links import Unsubscriber, read_link

router = APIRouter(tags=["unsubscribe"])

Token = Annotated[str, Path(max_length=2000, description="What the link in the mail ends with.")]
_PAGES: Final = Environment(
    loader=FileSystemLoader(FilePath(__file__).parent), autoescape=True, undefined=StrictUndefined
)
_UNKNOWN: Final[dict[int | str, dict[str, object]]] = {
    404: {"description": "Not a link of ours", "content": {"text/html": {"schema": {"type": "string"}}}}
}


@router.get(
    "/unsubscribe/{token}",
    operation_id="showUnsubscribePage",
    response_class=HTMLResponse,
    responses=_UNKNOWN,
)
async def show_page(token: Token, request: Request) -> HTMLResponse:
    """Ask whether no more mails of this kind are wanted."""
    try:
        who = read_link(request.app.state.keyring, token)
    except NotFoundError as error:
        return _page("unknown", status=404, detail=error.detail)
    return _page("ask", who)


@router.post(
    "/unsubscribe/{token}",
    operation_id="unsubscribe",
    response_class=HTMLResponse,
    responses=_UNKNOWN,
)
async def take_off(token: Token, request: Request) -> HTMLResponse:
    """Send no more mails of this kind."""
    try:
        who = read_link(request.app.state.keyring, token)
        async with request.app.state.database.context(who.workspace_id) as ctx:
            await unsubscribe(ctx, who)
    except NotFoundError as error:
        return _page("unknown", status=404, detail=error.detail)
    return _page("done", who)


def _page(step: str, who: Unsubscriber | None = None, *, status: int = 200, detail: str = "") -> HTMLResponse:
    shown = _PAGES.get_template("page.html.j2").render(step=step, who=who, detail=detail)
    return HTMLResponse(
        shown, status, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    )
