"""The pages of the mail catcher: a tool for development, open to everybody who reaches the process.

They exist only where `mail_dir` is set, which `largesse up` does on 127.0.0.1.
"""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from largesse.core.errors import NotFoundError
from largesse.core.http import failures
from largesse.messages.catcher import CaughtMail, caught_mails
from largesse.messages.catcher_page import render_mail_page

router = APIRouter(tags=["mail catcher"])


@router.get("/mail", operation_id="showCaughtMail", response_class=HTMLResponse, responses=failures(404))
def show_caught_mail(request: Request) -> Response:
    """Show the mails that the built-in mail catcher kept, newest first."""
    return HTMLResponse(render_mail_page(caught_mails(_folder(request))))


@router.get("/mail.json", operation_id="listCaughtMail", responses=failures(404))
def list_caught_mail(request: Request) -> list[CaughtMail]:
    """List the mails that the built-in mail catcher kept, newest first."""
    return caught_mails(_folder(request))


def _folder(request: Request) -> Path:
    folder: Path | None = request.app.state.settings.mail_dir
    if folder is None:
        raise NotFoundError(
            "mail_catcher_off", "The mail catcher is off. `largesse up` runs it; or set LARGESSE_MAIL_DIR."
        )
    return folder
